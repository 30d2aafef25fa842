package dev.fxprof.hooks.win64.natives;

import java.nio.file.Path;

/** Native declarations that cannot be understood; the message names the file and the line. */
public final class NativeDeclarationException extends Exception {
    private static final long serialVersionUID = 1L;

    NativeDeclarationException(Path file, int line, String expected) {
        super(file + ":" + line + ": expected " + expected);
    }

    NativeDeclarationException(Path file, String expected) {
        super(file + ": expected " + expected);
    }
}
