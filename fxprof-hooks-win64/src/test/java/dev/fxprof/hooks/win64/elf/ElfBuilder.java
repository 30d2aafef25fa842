package dev.fxprof.hooks.win64.elf;

import dev.fxprof.hooks.win64.image.Bytes;

/** Lays out a small library by hand: only what the reader of section headers looks at. */
final class ElfBuilder {
    static final int NAMES = 0x100;
    static final int SYMBOLS = 0x200;
    static final int RELOCATIONS = 0x300;
    static final int NOTE = 0x400;
    static final int HEADERS = 0x500;
    static final int SECTION_NAMES = 0x800;
    static final int FRAMES = 0x840;
    static final int FUNCTIONS = 0x900;
    static final int CODE = 0x980;
    /** Where the code is in memory. */
    static final int CODE_AT = 0x4980;
    static final int CODE_SIZE = 0x40;

    private ElfBuilder() {
    }

    static byte[] build() {
        Bytes file = new Bytes().u32(0x464C457F).u8(2, 1, 1, 0).upTo(16).u16(3, 62).u32(1)
                .u64(0, 0, HEADERS).u32(0).u16(64, 0, 0, 64, 9, 5);
        file.upTo(NAMES).u8(0).text("Invoke").text("mine").text("secret").upTo(SYMBOLS).upTo(
                SYMBOLS + 24);
        symbol(file, 1, 0x12, 0, 0);
        symbol(file, 8, 0x12, 0, 7);
        symbol(file, 13, 0x12, 2, 7);
        symbol(file, 13, 0x02, 0, 7);
        file.upTo(RELOCATIONS).u64(0x3018).u32(7, 1).u64(0).u64(0x3020).u32(8, 0).u64(0x10)
                .u64(0x3028).u32(6, 2).u64(0);
        file.upTo(NOTE).u32(4, 20, 3).text("GNU").bytes(new byte[]{(byte) 0xAB}).upTo(NOTE + 36);
        file.upTo(HEADERS + 64);
        section(file, 11, SYMBOLS, 24 * 5, 2);
        section(file, 3, NAMES, 21, 0);
        section(file, 4, RELOCATIONS, 72, 1);
        section(file, 7, NOTE, 36, 0);
        section(file, 3, SECTION_NAMES, 11, 0);
        named(file, 1, 1, 2, 0x3840, FRAMES, 0x40, 0);
        named(file, 0, 2, 0, 0, FUNCTIONS, 48, 2);
        named(file, 0, 1, 6, CODE_AT, CODE, CODE_SIZE, 0);
        frames(file.upTo(SECTION_NAMES).u8(0).text(".eh_frame").upTo(FRAMES));
        file.upTo(FUNCTIONS + 24).u32(13).u8(2, 0).u16(8).u64(CODE_AT, CODE_SIZE);
        // push r12; push rbp; sub rsp, 16; xor eax, eax; add rsp, 16
        return file.upTo(CODE).u8(0x41, 0x54, 0x55, 0x48, 0x83, 0xEC, 0x10, 0x31, 0xC0, 0x48,
                0x83, 0xC4, 0x10).upTo(CODE + CODE_SIZE).array();
    }

    /** One record for all, and one of a function that makes room three times and gives it back. */
    private static void frames(Bytes file) {
        file.u32(20, 0).u8(1).text("zR").u8(1, 0x78, 16, 1, 0x1B, 12, 7, 8, 0x90, 1, 0, 0);
        file.u32(32, 28).u32(CODE_AT - 0x3840 - 32, CODE_SIZE)
                .u8(0, 0x42, 0x0E, 16, 0x8C, 2, 0x41, 0x0E, 24, 0x44, 0x0E, 40, 0x46, 0x0E, 24, 0,
                        0, 0, 0, 0);
    }

    private static void named(Bytes file, int name, int type, int flags, int address, int offset,
            int size, int link) {
        file.u32(name, type).u64(flags, address, offset, size).u32(link, 0).u64(8, 24);
    }

    private static void symbol(Bytes file, int name, int info, int visibility, int section) {
        file.u32(name).u8(info, visibility).u16(section).u64(0x1000, 16);
    }

    private static void section(Bytes file, int type, int offset, int size, int link) {
        file.u32(0, type).u64(2, 0, offset, size).u32(link, 0).u64(8, 24);
    }
}
