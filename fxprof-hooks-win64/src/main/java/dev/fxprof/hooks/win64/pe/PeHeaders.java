package dev.fxprof.hooks.win64.pe;

import dev.fxprof.hooks.win64.image.ImageBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of an image.
 *
 * @param machine the processor, 0x8664 for x86-64
 * @param timestamp when it was linked, in seconds since 1970, or a hash of what it holds
 * @param is64 whether its addresses have 64 bits
 * @param imageBase where the linker wanted it, of which the topmost bit is the sign
 * @param imageSize bytes in memory
 * @param headerSize bytes of the headers, which stand in memory as in the file
 * @param sections in the file's order
 * @param directories the tables that it has; those that it has not are empty
 */
public record PeHeaders(int machine, long timestamp, boolean is64, long imageBase, long imageSize,
        long headerSize, List<Section> sections, List<Directory> directories) {
    /** {@link #machine} of x86-64. */
    public static final int X86_64 = 0x8664;

    private static final int NEW_HEADER = 0x3C;
    private static final int COFF_HEADER = 24;
    private static final int SECTION = 40;
    private static final int SECTION_NAME = 8;
    private static final int DIRECTORIES = 16;
    /** Every address is looked up in all of them; linkers make some dozens at most. */
    private static final int MOST_SECTIONS = 1024;

    record Directory(long rva, long size) {}

    static PeHeaders read(ImageBytes in) throws IOException {
        if (in.size() < NEW_HEADER + 4 || in.u16(0) != 0x5A4D) {
            throw in.malformed(0, "MZ, with which programs and libraries of Windows begin");
        }
        long pe = in.u32(NEW_HEADER);
        if (pe > in.size() - COFF_HEADER || in.u32(pe) != 0x4550) {
            throw in.malformed(Math.min(pe, in.size()), "PE and two zero bytes");
        }
        long optional = pe + COFF_HEADER;
        int optionalSize = in.u16(pe + 20);
        int magic = optionalSize < 2 ? 0 : in.u16(optional);
        if (magic != 0x10B && magic != 0x20B) {
            throw in.malformed(optional, "0x10B or 0x20B for a header of 32 or 64 bits");
        }
        boolean is64 = magic == 0x20B;
        int fixed = is64 ? 112 : 96;
        if (optionalSize < fixed) {
            throw in.malformed(pe + 20, "a size of at least " + fixed);
        }
        return new PeHeaders(in.u16(pe + 4), in.u32(pe + 8), is64,
                is64 ? in.i64(optional + 24) : in.u32(optional + 28), in.u32(optional + 56),
                in.u32(optional + 60), sections(in, optional + optionalSize, in.u16(pe + 6)),
                directories(in, optional, fixed, optionalSize));
    }

    private static List<Section> sections(ImageBytes in, long at, int count) throws IOException {
        if (count > MOST_SECTIONS) {
            throw in.malformed(at, "at most " + MOST_SECTIONS + " sections, got " + count);
        }
        List<Section> sections = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long section = at + (long) i * SECTION;
            String name = new String(in.bytes(section, SECTION_NAME), StandardCharsets.UTF_8);
            int end = name.indexOf('\0');
            sections.add(new Section(end < 0 ? name : name.substring(0, end),
                    in.u32(section + 12), in.u32(section + 8), in.u32(section + 20),
                    in.u32(section + 16), in.u32(section + 36)));
        }
        return List.copyOf(sections);
    }

    private static List<Directory> directories(ImageBytes in, long optional, int fixed, int size)
            throws IOException {
        long count = Math.min(in.u32(optional + fixed - 4), (size - fixed) / 8);
        List<Directory> directories = new ArrayList<>();
        for (int i = 0; i < DIRECTORIES; i++) {
            long at = optional + fixed + 8L * i;
            directories.add(i < count
                    ? new Directory(in.u32(at), in.u32(at + 4))
                    : new Directory(0, 0));
        }
        return List.copyOf(directories);
    }
}
