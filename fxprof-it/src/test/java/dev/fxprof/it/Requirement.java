package dev.fxprof.it;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: without it the test is skipped, in continuous builds it fails. */
final class Requirement {
    private Requirement() {
    }

    static void require(boolean met, String test, String missing) {
        if (met) {
            return;
        }
        System.out.println("SKIPPED " + test + ": " + missing);
        if ("1".equals(System.getenv("FXPROF_CI"))) {
            fail("%s cannot run: %s", test, missing);
        }
        Assumptions.abort(missing);
    }

    static boolean runs(String... words) {
        try {
            return Command.of(words).run().exit() == 0;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }
}
