package dev.fxprof.hooks.win64.pe;

import dev.fxprof.hooks.win64.image.BuildId;
import dev.fxprof.hooks.win64.image.ImageBytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program or library of Windows, 32 or 64 bits, as it stands on disk.
 *
 * <p>Tables are read when they are asked for. All methods that read throw
 * {@link MalformedImageException}, and nothing else, for a file that does not keep to the format; none
 * takes more memory than the file's own names, of which 32 MB are read at most. For one thread.
 */
public final class PeImage implements Closeable {
    static final int EXPORTS = 0;
    static final int IMPORTS = 1;
    static final int DELAY_IMPORTS = 13;
    private static final int EXCEPTIONS = 3;
    private static final int DEBUG = 6;
    private static final int DEBUG_ENTRY = 28;
    private static final int CODE_VIEW = 2;
    private static final long RSDS = 0x53445352;
    private static final int LONGEST_PATH = 4096;
    private static final int FUNCTION = 12;
    /** Unwind information that goes on in that of another row. */
    private static final int CHAINED = 4;

    private final ImageBytes in;
    private final PeHeaders headers;

    private PeImage(ImageBytes in, PeHeaders headers) {
        this.in = in;
        this.headers = headers;
    }

    /**
     * Opens an image and reads its headers.
     *
     * @param file the file
     * @return the image
     * @throws MalformedImageException if it is none
     * @throws IOException if the file cannot be read
     */
    public static PeImage open(Path file) throws IOException {
        ImageBytes in = ImageBytes.open(file);
        try {
            return new PeImage(in, PeHeaders.read(in));
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The headers.
     *
     * @return what they hold
     */
    public PeHeaders headers() {
        return headers;
    }

    /**
     * What it exports.
     *
     * @return at most 65,536, by ordinal; one that has several names comes as often
     * @throws IOException if the table cannot be read
     */
    public List<Export> exports() throws IOException {
        return new ExportTable(this).read();
    }

    /**
     * What it imports.
     *
     * @return at most 131,072, in the order of the tables, those that are looked up late behind the others
     * @throws IOException if the tables cannot be read
     */
    public List<Import> imports() throws IOException {
        return new ImportTables(this).read();
    }

    /**
     * Which symbol file belongs to it.
     *
     * @return the first RSDS record
     * @throws IOException if the debug directory cannot be read
     */
    public Optional<DebugId> debugId() throws IOException {
        PeHeaders.Directory debug = directory(DEBUG);
        for (long at = 0; at + DEBUG_ENTRY <= debug.size(); at += DEBUG_ENTRY) {
            long entry = offset(debug.rva() + at);
            if (in.u32(entry + 12) != CODE_VIEW) {
                continue;
            }
            long record = in.u32(entry + 24);
            if (in.u32(entry + 16) >= 24 && in.u32(record) == RSDS) {
                return Optional.of(new DebugId(BuildId.guid(in.bytes(record + 4, 16)),
                        in.u32(record + 20),
                        in.text(record + 24, LONGEST_PATH, "the path of a symbol file")));
            }
        }
        return Optional.empty();
    }

    /**
     * The function of which an address is part, by the table that is used to unwind its frame. Functions
     * that neither call nor keep registers have no row there.
     *
     * @param rva address, counted from the image's base
     * @return its bounds
     * @throws IOException if the table cannot be read
     */
    public Optional<Function> functionAt(long rva) throws IOException {
        if (headers.machine() != PeHeaders.X86_64) {
            return Optional.empty();
        }
        PeHeaders.Directory table = directory(EXCEPTIONS);
        long low = 0;
        long high = table.size() / FUNCTION;
        while (low < high) {
            long middle = (low + high) >>> 1;
            long row = offset(table.rva() + middle * FUNCTION);
            if (in.u32(row) > rva) {
                high = middle;
            } else if (in.u32(row + 4) <= rva) {
                low = middle + 1;
            } else {
                return Optional.of(new Function(in.u32(row), in.u32(row + 4),
                        prologue(in.u32(row + 8))));
            }
        }
        return Optional.empty();
    }

    /**
     * A function's bounds.
     *
     * @param begin address of its first byte, counted from the image's base
     * @param end address behind its last byte
     * @param prologue bytes at its begin that run once a call, in their order, to keep registers and to
     *     make room on the stack; 0 for a part of a function that another row describes
     */
    public record Function(long begin, long end, int prologue) {}

    private int prologue(long unwindInfo) throws IOException {
        if ((unwindInfo & 1) != 0) {
            return 0;
        }
        long at = offset(unwindInfo);
        boolean isPart = (in.u8(at) >> 3 & CHAINED) != 0;
        return isPart ? 0 : in.u8(at + 1);
    }

    /**
     * Bytes of the image as the loader puts them into memory, before it relocates anything.
     *
     * @param rva address of the first one, counted from the image's base
     * @param length how many
     * @return a copy
     * @throws IOException if the file does not hold them
     */
    public byte[] bytes(long rva, int length) throws IOException {
        long at = offset(rva);
        offset(rva + length - 1);
        return in.bytes(at, length);
    }

    /**
     * Bytes of the file.
     *
     * @return what this image is read from
     */
    public ImageBytes file() {
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    PeHeaders.Directory directory(int number) {
        return headers.directories().get(number);
    }

    /** Where in the file an address is. */
    long offset(long rva) throws MalformedImageException {
        if (rva >= 0 && rva < headers.headerSize()) {
            return rva;
        }
        for (Section section : headers.sections()) {
            if (section.holds(rva) && rva - section.rva() < section.fileSize()) {
                return section.offset() + (rva - section.rva());
            }
        }
        throw in.malformed(0, "a section that holds address 0x" + Long.toHexString(rva));
    }
}
