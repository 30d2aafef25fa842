package dev.fxprof.hooks.win64.pe;

import dev.fxprof.hooks.win64.image.ImageBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tables of what an image imports, at its start and late. */
final class ImportTables {
    private static final int MOST = 1 << 17;
    private static final int DESCRIPTOR = 20;
    private static final int DELAY_DESCRIPTOR = 32;

    private final PeImage image;
    private final ImageBytes in;
    private final Names names;
    private final List<Import> imports = new ArrayList<>();

    ImportTables(PeImage image) {
        this.image = image;
        in = image.file();
        names = new Names(image);
    }

    List<Import> read() throws IOException {
        PeHeaders.Directory direct = image.directory(PeImage.IMPORTS);
        for (long rva = direct.rva(); direct.rva() != 0; rva += DESCRIPTOR) {
            long at = image.offset(rva);
            long slots = in.u32(at + 16);
            if (slots == 0 && in.u32(at + 12) == 0) {
                break;
            }
            long lookup = in.u32(at);
            add(at, in.u32(at + 12), lookup == 0 ? slots : lookup, slots, 0, false);
        }
        PeHeaders.Directory late = image.directory(PeImage.DELAY_IMPORTS);
        for (long rva = late.rva(); late.rva() != 0; rva += DELAY_DESCRIPTOR) {
            long at = image.offset(rva);
            if (in.u32(at + 4) == 0) {
                break;
            }
            // Linkers of the last century wrote addresses instead of distances from the base.
            long base = (in.u32(at) & 1) == 1 ? 0 : image.headers().imageBase();
            add(at, in.u32(at + 4) - base, in.u32(at + 16) - base, in.u32(at + 12) - base, base,
                    true);
        }
        return imports;
    }

    private void add(long at, long library, long lookup, long slots, long base,
            boolean isDelayed) throws IOException {
        String file = names.at(library, "the name of a library");
        int width = image.headers().is64() ? 8 : 4;
        for (int i = 0;; i++) {
            if (imports.size() >= MOST) {
                throw in.malformed(at, "at most " + MOST + " imports");
            }
            long entry = image.offset(lookup + (long) i * width);
            long value = width == 8 ? in.i64(entry) : in.u32(entry);
            if (value == 0) {
                return;
            }
            long slot = slots + (long) i * width;
            boolean isNumber = value >>> (width * Byte.SIZE - 1) != 0;
            long named = (value & 0x7FFF_FFFFL) - base;
            imports.add(isNumber
                    ? new Import(file, "", (int) (value & 0xFFFF), slot, isDelayed)
                    : new Import(file, names.at(named + 2, "the name of an import"),
                            in.u16(image.offset(named)), slot, isDelayed));
        }
    }
}
