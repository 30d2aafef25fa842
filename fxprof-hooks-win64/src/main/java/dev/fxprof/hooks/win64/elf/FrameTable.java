package dev.fxprof.hooks.win64.elf;

import dev.fxprof.hooks.win64.image.ImageBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table by which frames are unwound ({@code .eh_frame}), as far as it says where functions begin and how.
 *
 * <p>Read is what compilers for x86-64 write: records of 32 bits, functions by their distance from the
 * record. What is written otherwise is passed over.
 */
public final class FrameTable {
    private static final int RELATIVE_32 = 0x1B;
    private static final int MOST_SAVES = 64;

    private final ImageBytes in;
    private final ElfImage.Section section;
    private long at;

    /**
     * A function.
     *
     * @param begin address of its first byte, counted from the module's base
     * @param end address behind its last byte
     * @param saves distances from its begin, ascending, behind each instruction that makes room on the stack
     *     or keeps a register there, up to the first that gives room back
     */
    public record Function(long begin, long end, List<Integer> saves) {}

    private FrameTable(ElfImage image, ElfImage.Section section) {
        in = image.file();
        this.section = section;
    }

    /**
     * The function of which an address is part.
     *
     * @param image the library
     * @param rva the address, counted from the module's base
     * @return the function, if the table has it
     * @throws IOException if the table cannot be read
     */
    public static Optional<Function> functionAt(ElfImage image, long rva) throws IOException {
        Optional<ElfImage.Section> section = image.section(".eh_frame");
        return section.isEmpty()
                ? Optional.empty()
                : new FrameTable(image, section.get()).find(rva);
    }

    private Optional<Function> find(long rva) throws IOException {
        long end = section.offset() + section.size();
        for (long record = section.offset(); record + 8 <= end;) {
            long length = in.u32(record);
            long next = record + 4 + length;
            if (length < 4 || next > end) {
                return Optional.empty();
            }
            long common = in.u32(record + 4);
            if (common != 0 && encoding(record + 4 - common) == RELATIVE_32) {
                at = record + 8;
                long begin = at - section.offset() + section.address() + (int) in.u32(at);
                long size = in.u32(at + 4);
                if (rva >= begin && rva - begin < size) {
                    return Optional.of(new Function(begin, begin + size, saves(next)));
                }
            }
            record = next;
        }
        return Optional.empty();
    }

    /** How the records that refer to this one write the addresses of functions; -1 if it does not say. */
    private int encoding(long record) throws IOException {
        if (record < section.offset() || in.u32(record + 4) != 0) {
            return -1;
        }
        String augmentation = in.text(record + 9, 16, "what a record holds");
        at = record + 9 + augmentation.length() + 1;
        number();
        number();
        number();
        if (!augmentation.startsWith("z")) {
            return -1;
        }
        number();
        for (char what : augmentation.substring(1).toCharArray()) {
            int encoding = what == 'S' || what == 'B' ? 0 : in.u8(at++);
            if (what == 'R') {
                return encoding;
            }
            if (what == 'P') {
                at += (encoding & 7) == 3 ? 4 : 8;
            } else if (what != 'L' && what != 'S' && what != 'B') {
                return -1;
            }
        }
        return -1;
    }

    private List<Integer> saves(long end) throws IOException {
        List<Integer> saves = new ArrayList<>();
        at += 8;
        at += number();
        long place = 0;
        long room = 8;
        while (at < end && saves.size() < MOST_SAVES) {
            int operation = in.u8(at++);
            int low = operation & 0x3F;
            switch (operation >> 6 == 0 ? operation : operation & 0xC0) {
                case 0x00 -> {
                    continue;
                }
                case 0x40 -> place += low;
                case 0x02 -> place += in.u8(at++);
                case 0x03 -> {
                    place += in.u16(at);
                    at += 2;
                }
                case 0x04 -> {
                    place += in.u32(at);
                    at += 4;
                }
                case 0x80, 0x0D, 0x2E -> {
                    number();
                    add(saves, place, operation != 0x2E);
                }
                case 0x0C, 0x0E -> {
                    if (operation == 0x0C) {
                        number();
                    }
                    long wanted = number();
                    if (wanted < room) {
                        return saves;
                    }
                    room = wanted;
                    add(saves, place, true);
                }
                default -> {
                    return saves;
                }
            }
        }
        return saves;
    }

    private static void add(List<Integer> saves, long place, boolean isSave) {
        if (isSave && place > 0 && place < Integer.MAX_VALUE
                && (saves.isEmpty() || saves.getLast() < place)) {
            saves.add((int) place);
        }
    }

    /** A number of seven bits a byte, the lowest first; a sign does not matter here. */
    private long number() throws IOException {
        long value = 0;
        int shift = 0;
        int one;
        do {
            one = in.u8(at++);
            value |= shift < 63 ? (long) (one & 0x7F) << shift : 0;
            shift += 7;
        } while ((one & 0x80) != 0);
        return value;
    }
}
