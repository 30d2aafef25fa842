package dev.fxprof.export.flamegraph;

import dev.fxprof.api.Capture;
import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads collapsed stacks, those of perf and async-profiler too. A count is taken for a nanosecond. Order
 * and calls are not in such a file: the stacks are laid end to end.
 *
 * <p>A first frame in brackets names the thread, as async-profiler writes it; then the frames may be of
 * the form {@code name (resource)}. Marks such as {@code _[j]} are left out.
 */
public final class CollapsedReader implements TraceReader {
    private static final int LONGEST = 1 << 24;
    private static final int LINES_LOOKED_AT = 8;

    /** Made by the service loader. */
    public CollapsedReader() {
    }

    @Override
    public String format() {
        return "collapsed";
    }

    @Override
    public boolean recognises(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            return false;
        }
        String[] lines = text.split("\n", LINES_LOOKED_AT + 1);
        int whole = lines.length > 1 || head.length == HEAD ? lines.length - 1 : lines.length;
        int stacks = 0;
        for (int i = 0; i < whole; i++) {
            if (!lines[i].isBlank()) {
                if (!StackLines.LINE.matcher(lines[i]).matches()) {
                    return false;
                }
                stacks++;
            }
        }
        return stacks > 0;
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format());
                InputStream in = new BufferedInputStream(source.open(), HEAD)) {
            long[] at = {0};
            StackLines lines = new StackLines(builder,
                    problem -> MalformedTraceException.at(source, at[0], problem));
            var line = new ByteArrayOutputStream(256);
            long position = 0;
            for (int next; (next = in.read()) >= 0;) {
                position++;
                if (next == '\n') {
                    lines.take(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                    at[0] = position;
                } else if (line.size() == LONGEST) {
                    throw MalformedTraceException.at(source, at[0],
                            "a line is longer than " + (LONGEST >> 20) + " MB");
                } else {
                    line.write(next);
                }
            }
            lines.take(line.toString(StandardCharsets.UTF_8));
            lines.finish();
            return builder.build();
        }
    }
}
