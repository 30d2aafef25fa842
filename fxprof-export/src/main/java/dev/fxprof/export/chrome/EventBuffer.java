package dev.fxprof.export.chrome;

import dev.fxprof.export.files.FileContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Lays the events of a JSON array into a file so that a kill leaves it cut between two of them.
 *
 * <p>The kernel copies a write page by page and gives up between two pages when the process is
 * killed. So no event crosses a border of {@value #PAGE} bytes: one that would is moved behind it,
 * and blanks fill the gap. Writes may begin and end within a page; what matters is that both the
 * borders and the ends of all writes lie between two events. The separator stands before an event,
 * so that a cut file ends with a whole event and no comma.
 */
final class EventBuffer implements FileContent {
    /** Size of a page, and of the largest event. */
    static final int PAGE = 4096;

    private static final int CAPACITY = 16 * PAGE;

    private final byte[] bytes = new byte[CAPACITY];
    private OutputStream out = OutputStream.nullOutputStream();

    /** Place of the first byte of the buffer in the file; a multiple of the page size. */
    private long base;

    /** How much of the buffer the file holds. */
    private int written;

    /** Where the next event begins. */
    private int position;
    private byte separator;

    @Override
    public void attach(OutputStream file, long size) {
        out = file;
        base = size & -PAGE;
        position = (int) (size - base);
        written = position;
        separator = (byte) (size == 0 ? '[' : ',');
    }

    @Override
    public long size() {
        return base + position;
    }

    /** A file system with blocks smaller than a page fills up within a page. */
    @Override
    public long wholeWithin(long size) {
        return Math.max(base + written, size & -PAGE);
    }

    /** The bytes that events are rendered into. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes room for the largest event, sets its separator, and returns where it begins. */
    int begin() throws IOException {
        if (CAPACITY - position < 2 * PAGE) {
            writePages();
        }
        bytes[position] = separator;
        separator = ',';
        return position + 1;
    }

    /** Takes a whole event. */
    void add(byte[] event) throws IOException {
        int at = begin();
        System.arraycopy(event, 0, bytes, at, event.length);
        end(at + event.length);
    }

    /** Takes the event that was begun last and ends before an index. */
    void end(int at) {
        bytes[at] = '\n';
        int border = (position | PAGE - 1) + 1;
        if (at < border) {
            position = at + 1;
        } else {
            moveTo(border, at + 1 - position);
        }
    }

    /** Writes everything. The page that is not full goes on in the next write. */
    @Override
    public void flush() throws IOException {
        if (position > written) {
            out.write(bytes, written, position - written);
            written = position;
        }
    }

    /** Ends the array and writes everything. The stream stays open. */
    @Override
    public void finish() throws IOException {
        if (CAPACITY - position < 2) {
            writePages();
        }
        bytes[position++] = ']';
        bytes[position++] = '\n';
        flush();
    }

    private void moveTo(int border, int length) {
        if (length > PAGE) {
            throw new IllegalStateException("an event takes " + length + " bytes");
        }
        System.arraycopy(bytes, position, bytes, border, length);
        // The blanks belong to the line before, unless its end is in the file already.
        int gap = position > written ? position - 1 : position;
        Arrays.fill(bytes, gap, border - 1, (byte) ' ');
        bytes[border - 1] = '\n';
        position = border + length;
    }

    private void writePages() throws IOException {
        int full = position & -PAGE;
        if (full > written) {
            out.write(bytes, written, full - written);
            written = full;
        }
        System.arraycopy(bytes, full, bytes, 0, position - full);
        base += full;
        position -= full;
        written -= full;
    }
}
