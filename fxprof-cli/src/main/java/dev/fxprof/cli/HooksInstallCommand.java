package dev.fxprof.cli;

import dev.fxprof.hooks.lua.install.Citizen;
import dev.fxprof.hooks.lua.install.InstallException;
import dev.fxprof.hooks.lua.install.Installed;
import dev.fxprof.hooks.lua.install.Overlay;
import dev.fxprof.hooks.lua.install.ServerResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the overlay and installs the resource. */
@Command(name = "install", description = "Copies the server's citizen folder to a place of its own "
        + "and patches scheduler.lua and the natives file there, so that every Lua resource is "
        + "recorded; puts the resource fxprof into DATA; prints what to add to server.cfg. Refuses "
        + "files it does not understand. To be run again after every update of the server.")
final class HooksInstallCommand implements Callable<Integer> {
    @Mixin
    private HooksOptions options;

    @Option(names = "--without-natives", description = "Leave the natives file as it is: the "
            + "convar fxprof_natives then has no effect.")
    private boolean withoutNatives;

    @Override
    public Integer call() throws IOException {
        return HooksOptions.run(this::install);
    }

    private int install() throws InstallException, IOException {
        Citizen citizen = options.citizen();
        Overlay overlay = options.overlay();
        Optional<ServerResource> resource = options.resource();
        if (resource.isPresent()) {
            resource.get().check();
        }
        System.err.println(Terminal.safe("fxprof: copying " + citizen.folder()));
        Installed copy = overlay.install(citizen, Version.text(), !withoutNatives);
        Optional<Installed> files = resource.isPresent()
                ? Optional.of(resource.get().install(Version.text()))
                : Optional.empty();
        List<String> config = config(copy, files.isPresent());
        System.out.print(options.json
                ? json(copy, files, config)
                : Terminal.safe(text(copy, files, config)));
        return 0;
    }

    private static List<String> config(Installed overlay, boolean resource) {
        List<String> lines = new ArrayList<>();
        lines.add("set citizen_dir \"" + HooksOptions.inConfig(overlay.folder()) + "\"");
        if (resource) {
            lines.add("ensure fxprof");
        }
        return lines;
    }

    private static String text(Installed overlay, Optional<Installed> resource,
            List<String> config) {
        StringBuilder text = new StringBuilder();
        text.append(line("overlay", overlay));
        for (Installed.Patched patched : overlay.patched()) {
            text.append(String.format(Locale.ROOT, "  patched %s, anchors: %d%n", patched.file(),
                    patched.anchors()));
        }
        text.append("  not patched: scripting/v8/main.js; JavaScript and C# resources are seen "
                + "only where they call Lua\n");
        resource.ifPresent(files -> text.append(line("resource", files)));
        text.append("Add to server.cfg, above the first ensure:\n");
        config.forEach(line -> text.append("  ").append(line).append('\n'));
        return text.toString();
    }

    private static String line(String what, Installed installed) {
        String before = switch (installed.before()) {
            case NOTHING -> "new";
            case SAME -> "replaced, as it was";
            case OTHER -> "replaced; the server's files or fxprof have changed since";
        };
        return String.format(Locale.ROOT, "%s %s: %,d files, %s%n", what, installed.folder(),
                installed.files(), before);
    }

    private static String json(Installed overlay, Optional<Installed> resource,
            List<String> config) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/hooks-install/1");
        put(root.putObject("overlay"), overlay);
        resource.ifPresent(files -> put(root.putObject("resource"), files));
        ArrayNode lines = root.putArray("serverCfg");
        config.forEach(lines::add);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + "\n";
    }

    private static void put(ObjectNode node, Installed installed) {
        node.put("folder", installed.folder().toString()).put("files", installed.files())
                .put("before", installed.before().name().toLowerCase(Locale.ROOT));
        ArrayNode patched = node.putArray("patched");
        for (Installed.Patched each : installed.patched()) {
            patched.addObject().put("file", each.file()).put("anchors", each.anchors())
                    .put("originalSha256", each.originalSha256()).put("sha256", each.sha256());
        }
    }
}
