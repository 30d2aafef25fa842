package dev.fxprof.hooks.lua.perf;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Takes JSON objects apart that follow each other with nothing between them, in pieces of any size. */
final class TraceSplitter {
    /** A longer object is passed over: what it tells of is no hitch. */
    private static final int LONGEST = 1 << 20;

    private final Consumer<byte[]> objects;
    private final ByteArrayOutputStream object = new ByteArrayOutputStream();
    private int depth;
    private boolean inString;
    private boolean escaped;

    TraceSplitter(Consumer<byte[]> objects) {
        this.objects = objects;
    }

    void take(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take(bytes[i]);
        }
    }

    private void take(byte b) {
        if (depth == 0 && b != '{') {
            return;
        }
        if (object.size() < LONGEST) {
            object.write(b);
        }
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = b == '\\';
            inString = b != '"';
        } else if (b == '"') {
            inString = true;
        } else if (b == '{') {
            depth++;
        } else if (b == '}' && --depth == 0) {
            if (object.size() < LONGEST) {
                objects.accept(object.toByteArray());
            }
            object.reset();
        }
    }
}
