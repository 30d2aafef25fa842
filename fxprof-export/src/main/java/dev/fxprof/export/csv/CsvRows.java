package dev.fxprof.export.csv;

import dev.fxprof.api.MalformedTraceException;
import dev.fxprof.api.TraceSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows of cells as RFC 4180 has them, with any line ends, one after the other. */
final class CsvRows implements Closeable {
    private static final int END = -1;
    private static final int LONGEST_CELL = 1 << 20;
    private static final int MOST_CELLS = 1 << 10;
    private static final String BOM = "\uFEFF";

    private final TraceSource source;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private byte[] cell = new byte[64];
    private int size;
    private final List<String> cells = new ArrayList<>();
    private int separator = ',';
    private long position;
    private long rowStart;
    private int pushedBack = END;
    private boolean complete;

    CsvRows(TraceSource source) throws IOException {
        this.source = source;
        in = source.open();
    }

    /** Takes the header, which decides about the separator. */
    List<String> header() throws IOException {
        List<String> names = next();
        if (names.size() == 1) {
            for (char other : new char[]{';', '\t'}) {
                if (names.getFirst().indexOf(other) >= 0) {
                    separator = other;
                    names = List.of(names.getFirst().split(Character.toString(other), -1));
                }
            }
        }
        List<String> clean = new ArrayList<>(names);
        if (!clean.isEmpty() && clean.getFirst().startsWith(BOM)) {
            clean.set(0, clean.getFirst().substring(1));
        }
        clean.replaceAll(name -> name.replace("\"", "").strip());
        return clean;
    }

    /** The next row that is not empty; empty at the end. */
    List<String> next() throws IOException {
        do {
            rowStart = position;
            cells.clear();
            complete = row();
        } while (complete && cells.size() == 1 && cells.getFirst().isEmpty());
        if (cells.size() == 1 && cells.getFirst().isEmpty()) {
            cells.clear();
        }
        return cells;
    }

    /** Whether the row that was read last ends as a row does. */
    boolean isComplete() {
        return complete;
    }

    MalformedTraceException problem(String what) {
        return MalformedTraceException.at(source, rowStart, what);
    }

    private boolean row() throws IOException {
        for (int next = read();; next = read()) {
            if (next == '"' && size == 0) {
                if (!quoted()) {
                    endCell();
                    return false;
                }
            } else if (next == separator) {
                endCell();
            } else if (next == '\n' || next == '\r' || next == END) {
                endCell();
                if (next == '\r') {
                    int after = read();
                    if (after != '\n') {
                        pushedBack = after;
                        position -= after == END ? 0 : 1;
                    }
                }
                return next != END;
            } else {
                take(next);
            }
        }
    }

    /** Takes all up to the closing quote; false if there is none. */
    private boolean quoted() throws IOException {
        for (int next = read(); next != END; next = read()) {
            if (next != '"') {
                take(next);
                continue;
            }
            int after = read();
            if (after != '"') {
                pushedBack = after;
                position -= after == END ? 0 : 1;
                return true;
            }
            take('"');
        }
        return false;
    }

    private void take(int next) throws IOException {
        if (size == LONGEST_CELL) {
            throw problem("a cell is longer than " + LONGEST_CELL + " bytes");
        }
        if (size == cell.length) {
            cell = Arrays.copyOf(cell, 2 * size);
        }
        cell[size++] = (byte) next;
    }

    private void endCell() throws IOException {
        if (cells.size() == MOST_CELLS) {
            throw problem("a row has more than " + MOST_CELLS + " cells");
        }
        cells.add(new String(cell, 0, size, StandardCharsets.UTF_8));
        size = 0;
    }

    private int read() throws IOException {
        int next = pushedBack;
        pushedBack = END;
        if (next == END) {
            if (at == end && !fill()) {
                return END;
            }
            next = buffer[at++] & 0xFF;
        }
        position++;
        return next;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
