package dev.fxprof.hooks.lua.install;

import dev.fxprof.hooks.lua.bundle.LuaBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How one file of the citizen folder is patched.
 *
 * @param file path in the citizen folder, with slashes
 * @param block name of the block that goes on top
 * @param regions pattern of the first line of each region, by name
 * @param anchors in the order in which they are tried
 */
record PatchTable(String file, String block, Map<String, String> regions, List<Anchor> anchors) {
    /** The tables of all files, the one that no server may lack first. */
    static final List<PatchTable> ALL = List.of(read("scheduler"), read("natives_server"),
            read("natives_loader"));

    private static PatchTable read(String name) {
        return parse(LuaBundle.text("patch/" + name + ".patch"));
    }

    static PatchTable parse(String text) {
        Map<String, String> head = new HashMap<>();
        Map<String, String> regions = new LinkedHashMap<>();
        List<Anchor> anchors = new ArrayList<>();
        String section = "";
        Map<String, String> values = head;
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                end(section, values, regions, anchors);
                section = line.substring(1, line.length() - 1);
                values = new LinkedHashMap<>();
                continue;
            }
            int sign = line.indexOf(" = ");
            values.put(line.substring(0, sign), line.substring(sign + 3));
        }
        end(section, values, regions, anchors);
        return new PatchTable(head.get("file"), head.get("block"), Map.copyOf(regions),
                List.copyOf(anchors));
    }

    private static void end(String section, Map<String, String> values,
            Map<String, String> regions, List<Anchor> anchors) {
        if (section.startsWith("region ")) {
            regions.put(section.substring("region ".length()), values.get("from"));
        } else if (!section.isEmpty()) {
            anchors.add(anchor(section, values));
        }
    }

    private static Anchor anchor(String name, Map<String, String> values) {
        Anchor.Placement placement = Anchor.Placement.BEFORE;
        String text = "";
        for (Anchor.Placement possible : Anchor.Placement.values()) {
            String value = values.get(possible.name().toLowerCase(Locale.ROOT));
            if (value != null) {
                placement = possible;
                text = value;
            }
        }
        return new Anchor(name, values.getOrDefault("region", ""),
                values.getOrDefault("line", ""),
                Integer.parseInt(values.getOrDefault("times", "1")), placement, text);
    }
}
