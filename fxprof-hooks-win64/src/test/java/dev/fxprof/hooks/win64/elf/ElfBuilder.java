package dev.fxprof.hooks.win64.elf;

import dev.fxprof.hooks.win64.image.Bytes;

/** Lays out a small library by hand: only what the reader of section headers looks at. */
final class ElfBuilder {
    static final int NAMES = 0x100;
    static final int SYMBOLS = 0x200;
    static final int RELOCATIONS = 0x300;
    static final int NOTE = 0x400;
    static final int HEADERS = 0x500;

    private ElfBuilder() {
    }

    static byte[] build() {
        Bytes file = new Bytes().u32(0x464C457F).u8(2, 1, 1, 0).upTo(16).u16(3, 62).u32(1)
                .u64(0, 0, HEADERS).u32(0).u16(64, 0, 0, 64, 5, 0);
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
        return file.array();
    }

    private static void symbol(Bytes file, int name, int info, int visibility, int section) {
        file.u32(name).u8(info, visibility).u16(section).u64(0x1000, 16);
    }

    private static void section(Bytes file, int type, int offset, int size, int link) {
        file.u32(0, type).u64(2, 0, offset, size).u32(link, 0).u64(8, 24);
    }
}
