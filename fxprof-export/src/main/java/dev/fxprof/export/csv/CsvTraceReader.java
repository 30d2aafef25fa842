package dev.fxprof.export.csv;

import dev.fxprof.api.Capture;
import dev.fxprof.api.TraceReader;
import dev.fxprof.api.TraceSource;
import dev.fxprof.export.capture.CaptureBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads what {@link CsvTraceWriterFactory} writes, and tables with the same names of columns, in any
 * order of columns and rows and with others between them. Needed are {@code name}, {@code start_ns} and
 * one of {@code end_ns} and {@code duration_ns}. Semicolons and tabs may separate cells, too.
 *
 * <p>Rows in the order in which they were written nest by {@code depth}, others by their times.
 */
public final class CsvTraceReader implements TraceReader {
    /** Made by the service loader. */
    public CsvTraceReader() {
    }

    @Override
    public String format() {
        return "csv";
    }

    @Override
    public boolean recognises(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        Set<String> names = new HashSet<>(
                List.of(text.lines().findFirst().orElse("").split("[\",;\t\uFEFF ]+")));
        return names.contains(Column.NAME.label()) && names.contains(Column.START_NS.label());
    }

    @Override
    public Capture read(TraceSource source) throws IOException {
        try (CaptureBuilder builder = new CaptureBuilder(format());
                CsvRows rows = new CsvRows(source)) {
            CsvSlices slices = new CsvSlices(builder, rows, rows.header());
            for (List<String> row = rows.next(); !row.isEmpty(); row = rows.next()) {
                slices.take(row);
            }
            slices.finish();
            return builder.build();
        }
    }
}
