package dev.fxprof.cli;

import dev.fxprof.hooks.lua.install.InstallException;
import dev.fxprof.hooks.lua.install.OverlayCheck;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says whether the overlay fits the server. */
@Command(name = "verify", description = "Says of each file of the server that fxprof would patch "
        + "whether it is known (the overlay was made from it as it is now), patchable (every anchor "
        + "matches) or refused (with the first anchor that does not match), and whether the overlay "
        + "is as it was made. Changes nothing. Exit code 3 if a file is refused, 1 if the overlay "
        + "was made from other files than the server has now, or was changed.")
final class HooksVerifyCommand implements Callable<Integer> {
    @Mixin
    private HooksOptions options;

    @Override
    public Integer call() throws IOException {
        return HooksOptions.run(this::verify);
    }

    private int verify() throws InstallException, IOException {
        OverlayCheck check = options.overlay().verify(options.citizen(), Version.text());
        System.out.print(options.json ? json(check) : Terminal.safe(text(check)));
        if (check.isRefused()) {
            return CommandFailure.ENVIRONMENT;
        }
        return check.state() == OverlayCheck.State.STALE || !check.changed().isEmpty() ? 1 : 0;
    }

    private static String text(OverlayCheck check) {
        StringBuilder text = new StringBuilder();
        for (OverlayCheck.Row row : check.files()) {
            text.append(String.format(Locale.ROOT, "%-9s  %s%s%n", lower(row.status()),
                    row.file(), row.refusal().isEmpty() ? "" : ": " + row.refusal()));
        }
        text.append("untouched  scripting/v8/main.js: JavaScript is not recorded\n");
        text.append("overlay ").append(check.overlay()).append(switch (check.state()) {
            case ABSENT -> ": there is none";
            case CURRENT -> ": made from these files";
            case STALE -> ": made from other files; run fxprof hooks install again";
        }).append('\n');
        check.changed().forEach(name -> text.append("  changed or gone since: ").append(name)
                .append('\n'));
        return text.toString();
    }

    private static String json(OverlayCheck check) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("schema", "fxprof/hooks-verify/1").put("overlay", check.overlay().toString())
                .put("state", lower(check.state()));
        ArrayNode files = root.putArray("files");
        for (OverlayCheck.Row row : check.files()) {
            files.addObject().put("file", row.file()).put("status", lower(row.status()))
                    .put("sha256", row.sha256()).put("refusal", row.refusal());
        }
        ArrayNode changed = root.putArray("changed");
        check.changed().forEach(changed::add);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root)
                + "\n";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
