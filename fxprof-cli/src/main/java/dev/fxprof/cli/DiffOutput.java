package dev.fxprof.cli;

import dev.fxprof.export.diff.Comparison;
import dev.fxprof.export.diff.DiffHtml;
import dev.fxprof.export.diff.DiffJson;
import dev.fxprof.export.diff.DiffMarkdown;
import dev.fxprof.export.diff.DiffText;
import dev.fxprof.export.diff.Verdict;
import dev.fxprof.export.flamegraph.StackTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a comparison is printed, and what of it counts. */
final class DiffOutput {
    private static final int VERDICT_SAYS_NO = 1;

    @Option(names = "--min-effect", paramLabel = "PERCENT", defaultValue = "3%", converter = Percentage.class, description = "With a comparison: smallest change that counts "
            + "(default ${DEFAULT-VALUE}).")
    double minEffect;

    @Option(names = "--markdown", description = "With a comparison: print Markdown, for a comment on GitHub.")
    private boolean markdown;

    @Option(names = "--html", paramLabel = "OUT.html", description = "With a comparison: write one page with the differential flame "
            + "graphs, which a browser opens from disk, without a network.")
    private Path html;

    /** Stacks of one recording a side, for the flame graphs. */
    record Stacks(StackTotals before, StackTotals after) {}

    boolean wantsPage() {
        return html != null;
    }

    boolean isUsed() {
        return markdown || html != null;
    }

    /** Checks what can be checked before anything is computed. */
    Optional<OutputFile> file(boolean json, Path... inputs) throws IOException {
        if (json && markdown) {
            throw new CommandFailure(CommandFailure.INPUT,
                    "--json and --markdown cannot be combined");
        }
        return html == null
                ? Optional.empty()
                : Optional.of(OutputFile.beside("--html", html, inputs));
    }

    /** Writes and prints; yields the exit code. */
    int print(Comparison comparison, Optional<OutputFile> page, Stacks stacks, boolean json,
            Consumer<ObjectNode> more) {
        page.ifPresent(file -> file.write(to -> DiffHtml.write(comparison, stacks.before(),
                stacks.after(), to)));
        if (json) {
            ObjectNode root = JsonMapper.shared().createObjectNode();
            DiffJson.fill(root, comparison);
            more.accept(root);
            System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter()
                    .writeValueAsString(root));
        } else {
            System.out.print(Terminal.safe(markdown
                    ? DiffMarkdown.render(comparison)
                    : DiffText.render(comparison)));
        }
        return comparison.verdict() == Verdict.SLOWER ? VERDICT_SAYS_NO : 0;
    }
}
