package dev.fxprof.export.csv;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.output.PendingFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a line a slice, in the order in which they come. */
final class CsvTraceWriter implements TraceWriter {
    private static final String LOST = "lost,engine,function,parent not recorded,,,";

    private final TraceTarget target;
    private final PendingFile file;
    private final OutputStream out;
    private final Map<Integer, String> threads = new HashMap<>();
    private final StringBuilder line = new StringBuilder(256);
    private String[] sites = new String[256];
    private boolean closed;
    private boolean failed;

    CsvTraceWriter(TraceTarget target, Path path) throws IOException {
        this.target = target;
        file = new PendingFile(path);
        out = file.stream();
        try {
            line.append(Arrays.stream(Column.values()).map(Column::label)
                    .collect(Collectors.joining(",")));
            endLine();
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void track(int track, String name) {
        StringBuilder cells = new StringBuilder().append(track).append(',');
        Cell.append(cells, name);
        threads.put(track, cells.append(',').toString());
    }

    @Override
    public void accept(SpanBatch batch) throws IOException {
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            slice(batch, i);
        }
    }

    private void slice(SpanBatch batch, int i) throws IOException {
        long start = batch.startNanos(i);
        long end = batch.endNanos(i);
        line.append(threads.get(batch.track()))
                .append(batch.isPlaceholder(i) ? LOST : site(batch.site(i)))
                .append(batch.depth(i)).append(',');
        unless(batch.spanId(i), 0);
        unless(batch.parentId(i), 0);
        line.append(start).append(',').append(end).append(',').append(end - start).append(',')
                .append(batch.selfNanos(i)).append(',');
        unless(batch.source(i), SpanRecorder.NO_SOURCE);
        line.append(batch.calls(i)).append(',');
        int flags = line.length();
        flag(!batch.isFirst(i), Column.CONTINUED, flags);
        flag(batch.isUnfinished(i), Column.UNFINISHED, flags);
        flag(batch.isPlaceholder(i), Column.PLACEHOLDER, flags);
        flag(batch.isBelowLeftOut(i), Column.BELOW_LEFT_OUT, flags);
        endLine();
    }

    /** Appends a number, or nothing for one that stands for none. */
    private void unless(long number, long none) {
        if (number != none) {
            line.append(number);
        }
        line.append(',');
    }

    private void flag(boolean isSet, String flag, int flags) {
        if (isSet) {
            line.append(line.length() > flags ? " " : "").append(flag);
        }
    }

    private String site(int id) {
        if (id >= sites.length) {
            sites = Arrays.copyOf(sites, Math.max(id + 1, 2 * sites.length));
        }
        if (sites[id] == null) {
            sites[id] = cells(target.sites().site(id));
        }
        return sites[id];
    }

    private static String cells(Site site) {
        StringBuilder cells = new StringBuilder(128);
        Cell.append(cells, site.resource());
        cells.append(',').append(site.runtime().label()).append(',').append(site.kind().label())
                .append(',');
        Cell.append(cells, site.name());
        cells.append(',');
        Cell.append(cells, site.file());
        cells.append(',');
        if (site.line() > 0) {
            cells.append(site.line());
        }
        return cells.append(',').toString();
    }

    private void endLine() throws IOException {
        line.append('\n');
        byte[] bytes = line.toString().getBytes(StandardCharsets.UTF_8);
        line.setLength(0);
        try {
            out.write(bytes, 0, bytes.length);
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void lost(int track, long nanos, long records) {
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            if (!failed) {
                file.commit();
            }
        }
    }

    @Override
    public List<Path> files() {
        return List.of(file.path());
    }
}
