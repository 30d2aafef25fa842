package dev.fxprof.export.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be read or written, in words: some exceptions have only its name as their message. */
public final class Reason {
    private Reason() {
    }

    /**
     * Puts a cause into words.
     *
     * @param cause what was thrown
     * @return a few words, without the name of the file
     */
    public static String of(IOException cause) {
        return switch (cause) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such folder";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> cause.getMessage() == null
                    ? cause.getClass().getSimpleName()
                    : cause.getMessage();
        };
    }
}
