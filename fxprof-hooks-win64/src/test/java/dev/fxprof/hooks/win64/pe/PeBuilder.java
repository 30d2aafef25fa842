package dev.fxprof.hooks.win64.pe;

import dev.fxprof.hooks.win64.image.Bytes;
import java.nio.charset.StandardCharsets;

/** Lays out a small library by hand: one section that holds all tables, at the same place in file and memory. */
final class PeBuilder {
    /** Where the section begins, in the file and in memory. */
    static final int SECTION = 0x1000;
    static final int IMPORTS = SECTION + 0x200;
    static final int LATE = SECTION + 0x400;
    static final int EXPORTS = SECTION;
    static final int DEBUG = SECTION + 0x600;
    static final int FUNCTIONS = SECTION + 0x700;
    static final int COFF = 0x84;
    private static final int LENGTH = 0x1000;
    private static final int THUNK_NAMES = IMPORTS + 0x180;

    private final boolean is64;

    PeBuilder(boolean is64) {
        this.is64 = is64;
    }

    byte[] build() {
        Bytes file = new Bytes().u16(0x5A4D).upTo(0x3C).u32(0x80).upTo(0x80).u32(0x4550);
        file.u16(is64 ? 0x8664 : 0x14C, 1).u32(0x6543_2100L, 0, 0)
                .u16(is64 ? 240 : 224, 0x2022);
        int optional = file.size();
        file.u16(is64 ? 0x20B : 0x10B).upTo(optional + (is64 ? 24 : 28));
        if (is64) {
            file.u64(0x1_8000_0000L);
        } else {
            file.u32(0x1000_0000L);
        }
        file.u32(0x1000, 0x1000).upTo(optional + 56).u32(SECTION + LENGTH + 0x1000, SECTION)
                .upTo(optional + (is64 ? 108 : 92)).u32(16);
        int directories = file.size();
        directory(file, directories, PeImage.EXPORTS, EXPORTS, 0x180);
        directory(file, directories, PeImage.IMPORTS, IMPORTS, 40);
        directory(file, directories, 3, FUNCTIONS, 24);
        directory(file, directories, 6, DEBUG, 28);
        directory(file, directories, PeImage.DELAY_IMPORTS, LATE, 64);
        file.upTo(directories + 128).bytes(".all".getBytes(StandardCharsets.UTF_8))
                .upTo(directories + 136).u32(LENGTH + 0x1000, SECTION, LENGTH, SECTION)
                .upTo(directories + 164).u32(0xE000_0020L);
        exports(file.upTo(EXPORTS));
        imports(file.upTo(IMPORTS));
        late(file.upTo(LATE));
        debug(file.upTo(DEBUG));
        file.upTo(FUNCTIONS).u32(SECTION + 0x800, SECTION + 0x840, SECTION + 0x780,
                SECTION + 0x900, SECTION + 0x910, SECTION + 0x784).upTo(SECTION + 0x780)
                .u8(1, 20, 0, 0, 1 | 4 << 3, 9, 0, 0);
        return file.upTo(SECTION + LENGTH).array();
    }

    private static void directory(Bytes file, int at, int number, int rva, int size) {
        file.upTo(at + 8 * number).u32(rva, size);
    }

    /** Three addresses from 5 on: one without a name, one that is not used, a forwarder; two names. */
    private static void exports(Bytes file) {
        file.u32(0, 0, 0, 0, 5, 3, 2, EXPORTS + 0x30, EXPORTS + 0x40, EXPORTS + 0x50)
                .upTo(EXPORTS + 0x30).u32(SECTION + 0x800, 0, EXPORTS + 0x80)
                .upTo(EXPORTS + 0x40).u32(EXPORTS + 0x60, EXPORTS + 0x70).upTo(EXPORTS + 0x50)
                .u16(2, 0).upTo(EXPORTS + 0x60).text("forwarded").upTo(EXPORTS + 0x70)
                .text("run").upTo(EXPORTS + 0x80).text("OTHER.there");
    }

    private void imports(Bytes file) {
        file.u32(0, 0, 0, IMPORTS + 0x100, IMPORTS + 0x140).upTo(IMPORTS + 0x100)
                .text("core.dll").upTo(IMPORTS + 0x140);
        thunks(file, THUNK_NAMES);
        file.upTo(THUNK_NAMES).u16(77).text("Invoke");
    }

    private void late(Bytes file) {
        file.u32(1, LATE + 0x100, 0, LATE + 0x120, LATE + 0x160, 0, 0, 0).upTo(LATE + 0x100)
                .text("late.dll").upTo(LATE + 0x160);
        thunks(file, THUNK_NAMES);
    }

    /** By name, and by the number 9. */
    private void thunks(Bytes file, int name) {
        if (is64) {
            file.u64(name, 1L << 63 | 9, 0);
        } else {
            file.u32(name, 1L << 31 | 9, 0);
        }
    }

    private static void debug(Bytes file) {
        file.u32(0, 0, 0, 2, 60, DEBUG + 0x40, DEBUG + 0x40).upTo(DEBUG + 0x40).u32(0x53445352)
                .u8(1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 18, 19, 20, 21, 22).u32(2)
                .text("d:\\build\\some.pdb");
    }
}
