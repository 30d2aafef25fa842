package dev.fxprof.export.capture;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of any format that is read, compressed with gzip or not; recognised by its content. */
public final class TraceFile implements TraceSource {
    private static final int BUFFER = 1 << 16;
    /** So much may come out of the smallest file. */
    private static final long UNSUSPICIOUS = 256L << 20;
    private static final int GZIP_FIRST = 0x1F;
    private static final int GZIP_SECOND = 0x8B;

    private final Path file;
    private final boolean compressed;

    private TraceFile(Path file, boolean compressed) {
        this.file = file;
        this.compressed = compressed;
    }

    /**
     * Reads a file.
     *
     * @param file its path
     * @return what it holds; to be closed
     * @throws MalformedTraceException if it is of no known format, or damaged
     * @throws IOException if it cannot be read
     */
    public static Capture read(Path file) throws IOException {
        TraceFile source = of(file);
        byte[] head = source.head();
        if (head.length == 0) {
            throw MalformedTraceException.at(source, -1, "the file is empty, expected a recording");
        }
        List<String> known = new ArrayList<>();
        for (TraceReader reader : ServiceLoader.load(TraceReader.class)) {
            if (reader.recognises(head)) {
                return source.read(reader);
            }
            known.add(reader.format());
        }
        throw MalformedTraceException.at(source, 0,
                "the content is of no known format; expected one of " + String.join(", ", known));
    }

    private Capture read(TraceReader reader) throws IOException {
        try {
            return reader.read(this);
        } catch (MalformedTraceException e) {
            if (e.getMessage().startsWith(name())) {
                throw e;
            }
            throw MalformedTraceException.at(this, -1, e.getMessage());
        }
    }

    static TraceFile of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new TraceFile(file, in.read() == GZIP_FIRST && in.read() == GZIP_SECOND);
        }
    }

    private byte[] head() throws IOException {
        try (InputStream in = open()) {
            return in.readNBytes(TraceReader.HEAD);
        }
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream raw = Files.newInputStream(file);
        return new BufferedInputStream(compressed ? inflated(raw) : raw, BUFFER);
    }

    private InputStream inflated(InputStream raw) throws IOException {
        try {
            return new BoundedInflation(new GZIPInputStream(raw, BUFFER), name(),
                    Files.size(file), UNSUSPICIOUS);
        } catch (IOException e) {
            raw.close();
            throw switch (e) {
                case EOFException _ -> MalformedTraceException.at(this, 0,
                        "expected gzip, found only half its header");
                case ZipException _ -> MalformedTraceException.at(this, 0,
                        "expected gzip: " + e.getMessage());
                default -> e;
            };
        }
    }
}
