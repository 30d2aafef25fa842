package dev.fxprof.hooks.win64.pdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of the stream that ties a PDB to its image (DBI).
 *
 * @param age how often it was written, as the image's debug directory says it
 * @param machine the processor, as in the image's header
 * @param symbols number of the stream of global symbols, or -1
 * @param modules for each object file that was linked its number of symbols' stream and its bytes
 * @param sections addresses and sizes of the image's sections
 */
record DebugHeader(long age, int machine, int symbols, List<Module> modules,
        List<Span> sections) {
    private static final int STREAM = 3;
    private static final int HEADER = 64;
    private static final int MODULE = 64;
    private static final int NONE = 0xFFFF;
    /** Places in the list of more streams. */
    private static final int FROM_OTHER_LAYOUT = 4;
    private static final int SECTION_HEADERS = 5;
    private static final int SECTION = 40;

    /** The symbols of an object file: -1 for none. */
    record Module(int stream, long symbolBytes) {}

    record Span(long rva, long size) {}

    static DebugHeader read(Msf msf) throws IOException {
        MsfStream in = msf.stream(STREAM, "debug information");
        if (in.size() == 0) {
            return new DebugHeader(-1, 0, -1, List.of(), List.of());
        }
        if (in.u32(0) != 0xFFFF_FFFFL) {
            throw in.malformed(0, "-1, with which the debug information of Visual C++ 7 begins");
        }
        long modules = in.u32(24);
        long others = HEADER + modules;
        for (int at : new int[]{28, 32, 36, 40, 52}) {
            others += in.u32(at);
        }
        long count = in.u32(48) / 2;
        if (others + 2 * count > in.size()) {
            throw in.malformed(24, "parts that together are at most " + in.size() + " bytes long");
        }
        int symbols = in.u16(20);
        return new DebugHeader(in.u32(8), in.u16(58), symbols == NONE ? -1 : symbols,
                modules(in, HEADER + modules), sections(msf, in, others, count));
    }

    private static List<Module> modules(MsfStream in, long end) throws IOException {
        List<Module> modules = new ArrayList<>();
        long at = HEADER;
        while (at + MODULE <= end) {
            int stream = in.u16(at + 34);
            modules.add(new Module(stream == NONE ? -1 : stream, in.u32(at + 36)));
            at = behindText(in, behindText(in, at + MODULE, end), end);
            at = at + 3 & ~3L;
        }
        return modules;
    }

    private static long behindText(MsfStream in, long from, long end) throws IOException {
        long at = from;
        while (at < end && in.u8(at) != 0) {
            at++;
        }
        if (at >= end) {
            throw in.malformed(from, "the name of an object file that ends with a zero byte");
        }
        return at + 1;
    }

    private static List<Span> sections(Msf msf, MsfStream in, long at, long count)
            throws IOException {
        if (count > FROM_OTHER_LAYOUT && in.u16(at + 2 * FROM_OTHER_LAYOUT) != NONE) {
            throw in.malformed(at + 2 * FROM_OTHER_LAYOUT,
                    "addresses of the image itself, not of one whose code was moved afterwards");
        }
        int stream = count > SECTION_HEADERS ? in.u16(at + 2 * SECTION_HEADERS) : NONE;
        if (stream == NONE) {
            return List.of();
        }
        MsfStream headers = msf.stream(stream, "section headers");
        List<Span> sections = new ArrayList<>();
        for (long header = 0; header + SECTION <= headers.size(); header += SECTION) {
            sections.add(new Span(headers.u32(header + 12), headers.u32(header + 8)));
        }
        return sections;
    }

    /** The address of a place in a section, or -1 if memory has no such place. */
    long rva(int section, long offset) {
        return section < 1 || section > sections.size()
                ? -1
                : sections.get(section - 1).rva() + offset;
    }
}
