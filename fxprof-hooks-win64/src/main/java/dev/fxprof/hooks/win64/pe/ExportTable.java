package dev.fxprof.hooks.win64.pe;

import dev.fxprof.hooks.win64.image.ImageBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The table of what an image exports. */
final class ExportTable {
    private static final int MOST = 1 << 16;

    private final PeImage image;
    private final ImageBytes in;
    private final PeHeaders.Directory table;
    private final Names names;

    ExportTable(PeImage image) {
        this.image = image;
        in = image.file();
        table = image.directory(PeImage.EXPORTS);
        names = new Names(image);
    }

    List<Export> read() throws IOException {
        if (table.rva() == 0) {
            return List.of();
        }
        long at = image.offset(table.rva());
        long base = in.u32(at + 16);
        int addresses = count(at + 20, "addresses");
        int named = count(at + 24, "names");
        List<List<String>> byIndex = names(at, addresses, named);
        List<Export> exports = new ArrayList<>();
        for (int i = 0; i < addresses; i++) {
            long rva = in.u32(image.offset(in.u32(at + 28) + 4L * i));
            if (rva == 0) {
                continue;
            }
            boolean isForwarder = rva >= table.rva() && rva < table.rva() + table.size();
            String forwarder = isForwarder ? names.at(rva, "a forwarder") : "";
            List<String> given = byIndex.get(i) == null ? List.of("") : byIndex.get(i);
            for (String name : given) {
                exports.add(new Export(name, base + i, rva, forwarder));
            }
        }
        return exports;
    }

    private List<List<String>> names(long at, int addresses, int named) throws IOException {
        List<List<String>> byIndex = new ArrayList<>(
                Collections.nCopies(addresses, null));
        for (int i = 0; i < named; i++) {
            long ordinal = image.offset(in.u32(at + 36) + 2L * i);
            int index = in.u16(ordinal);
            if (index >= addresses) {
                throw in.malformed(ordinal, "a number below " + addresses + ", got " + index);
            }
            if (byIndex.get(index) == null) {
                byIndex.set(index, new ArrayList<>(1));
            }
            byIndex.get(index).add(names.at(
                    in.u32(image.offset(in.u32(at + 32) + 4L * i)), "the name of an export"));
        }
        return byIndex;
    }

    private int count(long at, String what) throws IOException {
        long count = in.u32(at);
        if (count > MOST) {
            throw in.malformed(at, "at most " + MOST + " " + what + ", got " + count);
        }
        return (int) count;
    }
}
