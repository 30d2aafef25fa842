package dev.fxprof.hooks.win64.resolve;

import dev.fxprof.hooks.win64.pdb.Pdb;
import dev.fxprof.hooks.win64.pe.PeImage;
import dev.fxprof.hooks.win64.pe.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A DLL and its PDB. */
record WindowsCode(PeImage image, Pdb pdb) implements CodeFile {
    static WindowsCode open(Path library, Path symbols) throws IOException {
        Pdb pdb = Pdb.open(symbols);
        try {
            return new WindowsCode(PeImage.open(library), pdb);
        } catch (IOException | RuntimeException e) {
            pdb.close();
            throw e;
        }
    }

    @Override
    public String symbolTable() {
        return "the PDB";
    }

    @Override
    public List<Symbol> functions(String name) throws IOException {
        return pdb.functions(name).stream().map(each -> new Symbol(each.rva(), each.size()))
                .distinct().toList();
    }

    @Override
    public Optional<Frame> frameAt(long rva) throws IOException {
        return image.functionAt(rva).map(each -> new Frame(each.begin(), each.end(),
                each.prologue()));
    }

    @Override
    public boolean isCode(long rva, long size) {
        return image.headers().sections().stream().filter(Section::isExecutable)
                .anyMatch(section -> rva >= section.rva()
                        && rva + size <= section.rva() + section.fileSize());
    }

    @Override
    public byte[] bytes(long rva, int length) throws IOException {
        return image.bytes(rva, length);
    }

    @Override
    public boolean isRelocated(long rva, int length) throws IOException {
        return image.isRelocated(rva, length);
    }

    @Override
    public void close() throws IOException {
        try (pdb) {
            image.close();
        }
    }
}
