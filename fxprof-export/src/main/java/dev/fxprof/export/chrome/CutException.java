package dev.fxprof.export.chrome;

import java.io.IOException;

/** The content ends where more was expected: the file was cut. */
final class CutException extends IOException {
    private static final long serialVersionUID = 1;

    CutException() {
        super("the file ends within its content");
    }
}
