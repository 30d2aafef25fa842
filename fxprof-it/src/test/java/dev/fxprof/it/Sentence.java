package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

/** How the command says what is wrong. */
final class Sentence {
    private Sentence() {
    }

    /** One line on standard error, nothing on standard output, and the exit code. */
    static void assertOnly(Command.Result result, int exit, String... parts) {
        assertThat(result.errors()).as(result.command()).hasSize(1);
        assertLast(result, exit, parts);
    }

    /** The same behind what the server said of its resources. */
    static void assertLast(Command.Result result, int exit, String... parts) {
        assertThat(result.exit()).as("%s said %s", result.command(), result.err())
                .isEqualTo(exit);
        assertThat(result.out()).as(result.command()).isEmpty();
        assertThat(result.errors().stream().filter(line -> line.startsWith("fxprof: ")))
                .as(result.err()).hasSize(1);
        assertThat(result.errors().getLast()).startsWith("fxprof: ").contains(parts);
        assertNoStackTrace(result);
    }

    static void assertNoStackTrace(Command.Result result) {
        assertThat(result.err()).doesNotContain("\tat ", "Exception", "java.");
    }
}
