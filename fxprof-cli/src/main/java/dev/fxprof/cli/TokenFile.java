package dev.fxprof.cli;

import dev.fxprof.live.web.AccessToken;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files with a token. */
final class TokenFile {
    private TokenFile() {
    }

    /** Reads the token; a failure names the option. */
    static AccessToken read(String option, Path file) throws IOException {
        try {
            return AccessToken.read(file);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.INPUT, option + ": " + e.getMessage());
        } catch (NoSuchFileException _) {
            throw new CommandFailure(CommandFailure.INPUT, option + ": there is no file " + file);
        } catch (AccessDeniedException _) {
            throw new CommandFailure(CommandFailure.ENVIRONMENT,
                    option + ": " + file + " cannot be read by this user");
        }
    }
}
