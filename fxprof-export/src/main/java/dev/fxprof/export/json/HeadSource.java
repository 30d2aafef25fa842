package dev.fxprof.export.json;

import dev.fxprof.api.TraceSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/**
 * The beginning of a file, to be recognised.
 *
 * @param head its first bytes
 */
public record HeadSource(byte[] head) implements TraceSource {
    @Override
    public String name() {
        return "head";
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(head);
    }
}
