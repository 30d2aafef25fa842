package dev.fxprof.cli;

import dev.fxprof.hooks.lua.install.InstallException;
import dev.fxprof.hooks.lua.install.Removed;
import dev.fxprof.hooks.lua.install.ServerResource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Removes the overlay and the resource. */
@Command(name = "uninstall", description = "Removes the overlay and the resource: the files that "
        + "fxprof put there and nobody has changed. The server's own files are not touched; the "
        + "lines in server.cfg are yours to remove.")
final class HooksUninstallCommand implements Callable<Integer> {
    @Mixin
    private HooksOptions options;

    @Override
    public Integer call() throws IOException {
        return HooksOptions.run(this::uninstall);
    }

    private int uninstall() throws InstallException, IOException {
        options.citizen();
        Optional<ServerResource> resource = options.resource();
        Optional<Removed> overlay = options.overlay().uninstall();
        Optional<Removed> files = resource.isPresent()
                ? resource.get().uninstall()
                : Optional.empty();
        if (options.json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            root.put("schema", "fxprof/hooks-uninstall/1");
            overlay.ifPresent(removed -> put(root.putObject("overlay"), removed));
            files.ifPresent(removed -> put(root.putObject("resource"), removed));
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(root));
        } else {
            System.out.print(Terminal.safe(text("overlay", overlay) + text("resource", files)
                    + "Remove from server.cfg: set citizen_dir …, ensure fxprof\n"));
        }
        return 0;
    }

    private static String text(String what, Optional<Removed> removed) {
        if (removed.isEmpty()) {
            return what + ": there is none\n";
        }
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%s %s: %,d files removed%n", what, removed.get().folder(),
                removed.get().files()));
        removed.get().changed().forEach(name -> text
                .append("  kept, changed since it was installed: ").append(name).append('\n'));
        removed.get().foreign()
                .forEach(name -> text.append("  kept, not installed: ").append(name).append('\n'));
        return text.toString();
    }

    private static void put(ObjectNode node, Removed removed) {
        node.put("folder", removed.folder().toString()).put("files", removed.files());
        add(node.putArray("changed"), removed.changed());
        add(node.putArray("foreign"), removed.foreign());
    }

    private static void add(ArrayNode array, List<String> names) {
        names.forEach(array::add);
    }
}
