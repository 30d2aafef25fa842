package dev.fxprof.cli;

import dev.fxprof.api.NativeNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table of natives that a user has made with {@code fxprof hooks natives update}. */
final class UserNatives {
    private static final String VARIABLE = "FXPROF_NATIVES";

    private UserNatives() {
    }

    /** Where it lies, whether it exists or not. */
    static Path file() {
        String set = System.getenv(VARIABLE);
        return set == null || set.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".fxprof", "natives.tsv")
                : Path.of(set);
    }

    /** Takes its names, where there is one. */
    static void use() {
        Path file = file();
        if (!Files.exists(file)) {
            return;
        }
        try {
            NativeNames.use(NativeNames.read(file));
        } catch (IllegalStateException e) {
            throw new CommandFailure(CommandFailure.INPUT, e.getMessage()
                    + "; make it again with fxprof hooks natives update, or delete it");
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.INPUT,
                    file + " cannot be read: " + e.getMessage());
        }
    }
}
