package dev.fxprof.hooks.win64.resolve;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table of hooks for a build, as programs read it. */
public final class ResolutionJson {
    private ResolutionJson() {
    }

    /**
     * Writes it as one object with the schema {@code fxprof/hooks-resolve/1}; addresses are decimal.
     *
     * @param resolution what was found
     * @return JSON with a line end; the same for the same files
     */
    public static String of(Resolution resolution) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/hooks-resolve/1").put("build", resolution.build())
                .put("platform", resolution.platform().name().toLowerCase(Locale.ROOT));
        ArrayNode modules = root.putArray("modules");
        for (Resolution.BuiltModule module : resolution.modules()) {
            modules.addObject().put("name", module.name()).put("file", module.file())
                    .put("idKind", module.idKind()).put("id", module.id());
        }
        ArrayNode hooks = root.putArray("hooks");
        for (ResolvedHook hook : resolution.hooks()) {
            ObjectNode node = hooks.addObject().put("name", hook.name())
                    .put("status", hook.works() ? "works" : "refused")
                    .put("optional", hook.isOptional()).put("reason", hook.reason());
            hook.way().ifPresent(way -> put(node.put("way", way.word()), way));
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + "\n";
    }

    private static void put(ObjectNode node, Way way) {
        switch (way) {
            case Way.Slot slot -> {
                node.put("iid", slot.iid()).put("index", slot.index()).put("signature",
                        slot.signature());
                slot.modules().forEach(node.putArray("modules")::add);
            }
            case Way.ImportEntry entry -> {
                node.put("module", entry.module()).put("library", entry.library()).put("symbol",
                        entry.symbol());
                entry.rvas().forEach(node.putArray("rvas")::add);
            }
            case Way.Address address -> node.put("module", address.module())
                    .put("rva", address.rva()).put("size", address.size())
                    .put("bytes", address.bytes()).put("movedBytes", address.moved());
        }
    }
}
