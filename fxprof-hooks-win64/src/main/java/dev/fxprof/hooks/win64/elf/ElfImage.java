package dev.fxprof.hooks.win64.elf;

import dev.fxprof.hooks.win64.image.ImageBytes;
import dev.fxprof.hooks.win64.image.MalformedImageException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A program or library of Linux (ELF, 64 bits, little-endian) as it stands on disk, read by its section
 * headers, which stripping keeps.
 *
 * <p>All methods that read throw {@link MalformedImageException}, and nothing else, for a file that does
 * not keep to the format. For one thread.
 */
public final class ElfImage implements Closeable {
    /** {@link #machine} of x86-64. */
    public static final int X86_64 = 62;

    private static final int PROGRAM = 1;
    private static final int SYMBOLS = 2;
    private static final int RELOCATIONS = 4;
    private static final int NOTES = 7;
    private static final int DYNAMIC_SYMBOLS = 11;
    private static final int EXECUTABLE = 4;
    private static final int FUNCTION = 2;
    private static final int SECTION = 64;
    private static final int SYMBOL = 24;
    private static final int RELOCATION = 24;
    private static final int MOST_SECTIONS = 1024;
    private static final int LONGEST_NAME = 1 << 16;
    /** What is kept of all names and entries: a damaged file may list the same ones over and over. */
    private static final int MOST_BYTES = 64 << 20;
    private static final int ENTRY_BYTES = 64;
    /** Kinds of relocation that put a function's address into a table or a pointer. */
    private static final List<Long> ADDRESSES = List.of(1L, 6L, 7L);

    private final ImageBytes in;
    private final List<Section> sections;
    private long kept;

    /** A section as its header has it. */
    record Section(long nameAt, long type, long flags, long address, long offset, long size,
            int link) {
        boolean isCode() {
            return type == PROGRAM && (flags & EXECUTABLE) != 0;
        }

        boolean holds(long rva, long bytes) {
            return rva >= address && bytes >= 0 && bytes <= size && rva - address <= size - bytes;
        }
    }

    /**
     * A symbol that other modules see.
     *
     * @param name its name, without a version
     * @param isDefined whether this module has it; else it is imported
     */
    public record Symbol(String name, boolean isDefined) {}

    /**
     * A place in memory that the loader fills with the address of a symbol.
     *
     * @param symbol the symbol's name
     * @param address where, counted from the module's base
     */
    public record Slot(String symbol, long address) {}

    private ElfImage(ImageBytes in) throws IOException {
        this.in = in;
        if (in.size() < SECTION || in.u32(0) != 0x464C457F) {
            throw in.malformed(0, "0x7F and ELF, with which libraries of Linux begin");
        }
        if (in.u16(4) != 0x0102) {
            throw in.malformed(4, "64 bits, little-endian");
        }
        sections = sections();
    }

    private List<Section> sections() throws IOException {
        int count = in.u16(60);
        if (count > MOST_SECTIONS || count > 0 && in.u16(58) != SECTION) {
            throw in.malformed(58, "at most " + MOST_SECTIONS + " section headers of " + SECTION
                    + " bytes");
        }
        long at = in.i64(40);
        List<Section> found = new ArrayList<>();
        for (int i = 0; i < count; i++, at += SECTION) {
            found.add(new Section(in.u32(at), in.u32(at + 4), in.i64(at + 8), in.i64(at + 16),
                    in.i64(at + 24), in.i64(at + 32), (int) in.u32(at + 40)));
        }
        return found;
    }

    /**
     * Opens a library and reads its headers.
     *
     * @param file the file
     * @return the library
     * @throws MalformedImageException if it is none
     * @throws IOException if the file cannot be read
     */
    public static ElfImage open(Path file) throws IOException {
        ImageBytes in = ImageBytes.open(file);
        try {
            return new ElfImage(in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /**
     * The processor.
     *
     * @return 62 for x86-64
     * @throws IOException if it cannot be read
     */
    public int machine() throws IOException {
        return in.u16(18);
    }

    /**
     * What tells this build from others.
     *
     * @return the build id in hexadecimal, if the linker wrote one
     * @throws IOException if the notes cannot be read
     */
    public Optional<String> buildId() throws IOException {
        for (Section section : sections) {
            if (section.type != NOTES || section.size < 16) {
                continue;
            }
            // A note of GNU's: lengths of name and id, type 3, the name with its zero byte.
            long length = in.u32(section.offset + 4);
            if (in.u32(section.offset) == 4 && in.u32(section.offset + 8) == 3
                    && length <= section.size - 16 && length <= 64) {
                return Optional.of(HexFormat.of()
                        .formatHex(in.bytes(section.offset + 16, (int) length)));
            }
        }
        return Optional.empty();
    }

    /**
     * The symbols that the loader knows.
     *
     * @return those with a name that are visible outside, in the table's order
     * @throws IOException if the table cannot be read
     */
    public List<Symbol> symbols() throws IOException {
        List<Symbol> found = new ArrayList<>();
        kept = 0;
        for (Section section : sections) {
            for (long i = 1; section.type == DYNAMIC_SYMBOLS && i < section.size / SYMBOL; i++) {
                long at = section.offset + i * SYMBOL;
                boolean isGlobal = in.u8(at + 4) >> 4 > 0 && (in.u8(at + 5) & 3) % 3 == 0;
                String name = isGlobal ? name(section, i) : "";
                if (!name.isEmpty()) {
                    found.add(new Symbol(name, in.u16(at + 6) != 0));
                }
            }
        }
        return found;
    }

    /**
     * The functions of a name as the source has it, by the table that debuggers use. Stripping removes it;
     * a file of symbols alone has it.
     *
     * @param name the name, such as {@code lua_resume}; in C++ that of a function whose first argument
     *     points to a {@code lua_State}
     * @return each with its address and size, in the table's order
     * @throws IOException if the table cannot be read
     */
    public List<Function> functions(String name) throws IOException {
        String ofCpp = "_Z" + name.length() + name + "P9lua_State";
        List<Function> found = new ArrayList<>();
        kept = 0;
        for (Section section : sections) {
            for (long i = 1; section.type == SYMBOLS && i < section.size / SYMBOL; i++) {
                long at = section.offset + i * SYMBOL;
                if ((in.u8(at + 4) & 15) != FUNCTION || in.u16(at + 6) == 0) {
                    continue;
                }
                String symbol = name(section, i);
                if (symbol.equals(name) || symbol.startsWith(ofCpp) && symbol.indexOf('.') < 0) {
                    found.add(new Function(in.i64(at + 8), in.i64(at + 16)));
                }
            }
        }
        return found;
    }

    /**
     * Whether there is a table that debuggers use.
     *
     * @return false for a library that was stripped
     */
    public boolean hasFunctions() {
        return sections.stream().anyMatch(section -> section.type == SYMBOLS);
    }

    /**
     * A function.
     *
     * @param rva its address, counted from the module's base
     * @param size its bytes
     */
    public record Function(long rva, long size) {}

    /**
     * Whether there is code.
     *
     * @param rva address of its first byte, counted from the module's base
     * @param length its bytes
     * @return whether all of it is
     */
    public boolean isCode(long rva, long length) {
        return sections.stream().anyMatch(each -> each.isCode() && each.holds(rva, length));
    }

    /**
     * Bytes of code as the loader puts them into memory, before it relocates anything.
     *
     * @param rva address of the first one, counted from the module's base
     * @param length how many
     * @return a copy
     * @throws IOException if the file does not hold them
     */
    public byte[] code(long rva, int length) throws IOException {
        for (Section section : sections) {
            if (section.isCode() && section.holds(rva, length)) {
                return in.bytes(section.offset + (rva - section.address), length);
            }
        }
        throw in.malformed(0, "a section that holds address 0x" + Long.toHexString(rva));
    }

    /**
     * Whether the loader changes bytes, because they hold an address.
     *
     * @param rva address of the first byte, counted from the module's base
     * @param length how many
     * @return whether a relocation touches one of them
     * @throws IOException if the relocations cannot be read
     */
    public boolean isRelocated(long rva, int length) throws IOException {
        for (Section section : sections) {
            for (long i = 0; section.type == RELOCATIONS && i < section.size / RELOCATION; i++) {
                long place = in.i64(section.offset + i * RELOCATION);
                if (place < rva + length && place + Long.BYTES > rva) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A section by its name. */
    Optional<Section> section(String name) throws IOException {
        int names = in.u16(62);
        if (names >= sections.size()) {
            return Optional.empty();
        }
        for (Section section : sections) {
            long at = sections.get(names).offset + section.nameAt;
            if (section.type != 0 && in.text(at, LONGEST_NAME, "a section's name").equals(name)) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    /**
     * Where the loader puts addresses of symbols.
     *
     * @return the entries of its tables and the pointers in data, in the order of the relocations
     * @throws IOException if the relocations cannot be read
     */
    public List<Slot> slots() throws IOException {
        List<Slot> found = new ArrayList<>();
        kept = 0;
        for (Section section : sections) {
            if (section.type != RELOCATIONS || section.link <= 0
                    || section.link >= sections.size()
                    || sections.get(section.link).type != DYNAMIC_SYMBOLS) {
                continue;
            }
            for (long i = 0; i < section.size / RELOCATION; i++) {
                long at = section.offset + i * RELOCATION;
                if (ADDRESSES.contains(in.u32(at + 8))) {
                    found.add(new Slot(name(sections.get(section.link), in.u32(at + 12)),
                            in.i64(at)));
                }
            }
        }
        return found;
    }

    /**
     * Bytes of the file.
     *
     * @return what this library is read from
     */
    public ImageBytes file() {
        return in;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private String name(Section symbols, long number) throws IOException {
        long at = symbols.offset + number * SYMBOL;
        if (number >= symbols.size / SYMBOL || symbols.link <= 0
                || symbols.link >= sections.size()) {
            throw in.malformed(Math.clamp(at, 0, in.size()), "a symbol with a table of names");
        }
        Section names = sections.get(symbols.link);
        long place = in.u32(at);
        if (place >= names.size) {
            throw in.malformed(at, "a name within the table of " + names.size + " bytes");
        }
        String name = in.text(names.offset + place, LONGEST_NAME, "a symbol's name");
        kept += name.length() + ENTRY_BYTES;
        if (kept > MOST_BYTES) {
            throw in.malformed(at, "symbols of at most " + MOST_BYTES + " bytes in all");
        }
        return name;
    }
}
