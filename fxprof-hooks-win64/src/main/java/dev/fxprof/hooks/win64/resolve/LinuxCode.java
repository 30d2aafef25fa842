package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.code.Prologue;
import dev.fxprof.hooks.win64.elf.ElfImage;
import dev.fxprof.hooks.win64.elf.FrameTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A library of Linux, and the file that has its symbols: itself, or what stripping left of it. */
record LinuxCode(ElfImage image, ElfImage symbols) implements CodeFile {
    private static final int LOOKED_AT = 64;

    static LinuxCode open(Path library, Path symbolFile) throws IOException {
        ElfImage symbols = ElfImage.open(symbolFile);
        try {
            return new LinuxCode(ElfImage.open(library), symbols);
        } catch (IOException | RuntimeException e) {
            symbols.close();
            throw e;
        }
    }

    @Override
    public String symbolTable() {
        return "the table of symbols";
    }

    @Override
    public List<Symbol> functions(String name) throws IOException {
        return symbols.functions(name).stream().map(each -> new Symbol(each.rva(), each.size()))
                .distinct().toList();
    }

    @Override
    public Optional<Frame> frameAt(long rva) throws IOException {
        Optional<FrameTable.Function> found = FrameTable.functionAt(image, rva);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FrameTable.Function function = found.get();
        return Optional.of(new Frame(function.begin(), function.end(), once(function)));
    }

    /**
     * A loop that led back to before an instruction which makes room on the stack would make room each time,
     * if nothing branches between the two.
     */
    private int once(FrameTable.Function function) throws IOException {
        int length = (int) Math.min(LOOKED_AT, function.end() - function.begin());
        if (!image.isCode(function.begin(), length)) {
            return 0;
        }
        byte[] code = image.code(function.begin(), length);
        int once = 0;
        for (int save : function.saves()) {
            if (Prologue.of(code, save).length() != save) {
                return once;
            }
            once = save;
        }
        return once;
    }

    @Override
    public boolean isCode(long rva, long size) {
        return image.isCode(rva, size);
    }

    @Override
    public byte[] bytes(long rva, int length) throws IOException {
        return image.code(rva, length);
    }

    @Override
    public boolean isRelocated(long rva, int length) throws IOException {
        return image.isRelocated(rva, length);
    }

    @Override
    public void close() throws IOException {
        try (symbols) {
            image.close();
        }
    }
}
