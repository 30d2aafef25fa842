package dev.fxprof.export.fuzz;

import dev.fxprof.api.TraceSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file in memory. */
public final class BytesSource implements TraceSource {
    private final String name;
    private final byte[] content;
    int open;

    /**
     * A file.
     *
     * @param name how messages name it
     * @param content its bytes
     */
    public BytesSource(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InputStream open() {
        open++;
        return new ByteArrayInputStream(content) {
            private boolean closed;

            @Override
            public void close() throws IOException {
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }
}
