package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.pdb.Pdb;
import dev.fxprof.hooks.win64.pdb.PdbSymbol;
import dev.fxprof.hooks.win64.pe.PeImage;
import dev.fxprof.hooks.win64.pe.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of symbol files says the same as llvm-pdbutil, of files of two linkers. */
class PdbReaderIT {
    private static final Pattern NAME = Pattern
            .compile("\\| S_(PUB32|[GL]PROC32(?:_ID)?) \\[size = \\d+\\] `(.*)`$");
    private static final Pattern PLACE = Pattern
            .compile("(?:flags = (.*), )?addr = (\\d+):(\\d+)(?:, code size = (\\d+))?$");

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatMicrosoftsLinkerWrote() throws IOException {
        for (String file : List.of("conpty.node", "winpty.dll", "winpty-agent.exe")) {
            assertSame(Images.prebuilt(file));
        }
    }

    @Test
    void shouldReadWhatLldWrote() throws IOException {
        assertSame(Images.compile(folder, Images.X64));
        assertSame(Images.compile(folder, Images.X86));
    }

    @Test
    void shouldReadEverySizeOfBlocks() throws IOException {
        Images.compile(folder, Images.X64);
        for (int size = 4096; size <= 32768; size *= 2) {
            Images.run(folder, List.of("lld-link-14", "/dll", "/noentry", "/nodefaultlib",
                    "/debug:full", "/pdbpagesize:" + size, "/pdb:big.pdb", "/out:big.dll",
                    "user.obj", "library.lib", "late.lib", "/delayload:late.dll"));
            assertThat(summary(folder.resolve("big.pdb"), "Block Size")).hasToString("" + size);
            assertSame(folder.resolve("big.dll"));
        }
    }

    private static void assertSame(Path library) throws IOException {
        Path file = Images.symbols(library);
        try (Pdb pdb = Pdb.open(file); PeImage image = PeImage.open(library)) {
            assertThat(pdb.guid()).isEqualTo(summary(file, "GUID").replaceAll("[{}]", ""));
            assertThat(pdb.guid()).isEqualTo(image.debugId().orElseThrow().guid());
            assertThat(pdb.age()).isEqualTo(image.debugId().orElseThrow().age());
            assertThat(pdb.machine()).isEqualTo(image.headers().machine());
            assertPublics(pdb, image, symbols("--publics", file));
            assertFunctions(pdb, symbols("--symbols", file));
        }
    }

    private static void assertPublics(Pdb pdb, PeImage image, List<Said> said)
            throws IOException {
        List<PdbSymbol> read = new ArrayList<>();
        pdb.forEachPublic(read::add);
        assertThat(read.stream().map(Said::of).toList())
                .containsExactlyInAnyOrderElementsOf(said).isNotEmpty();
        List<Section> sections = image.headers().sections();
        assertThat(read).allSatisfy(symbol -> assertThat(symbol.rva())
                .isEqualTo(symbol.section() > sections.size()
                        ? -1
                        : sections.get(symbol.section() - 1).rva() + symbol.offset()));
        PdbSymbol some = read.get(read.size() / 2);
        assertThat(pdb.publics(Set.of(some.name()))).contains(some);
    }

    /** Each function that the file names once, by that name. */
    private static void assertFunctions(Pdb pdb, List<Said> said) throws IOException {
        Map<String, List<Said>> byName = new HashMap<>();
        said.forEach(each -> byName.computeIfAbsent(each.name, _ -> new ArrayList<>()).add(each));
        int compared = 0;
        for (Map.Entry<String, List<Said>> entry : byName.entrySet()) {
            if (entry.getValue().size() == 1 && compared < 40) {
                assertThat(pdb.functions(entry.getKey())).as(entry.getKey()).singleElement()
                        .extracting(Said::ofFunction).isEqualTo(entry.getValue().getFirst());
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    private record Said(String name, int section, long offset, long size, boolean isFunction) {
        static Said of(PdbSymbol symbol) {
            return new Said(symbol.name(), symbol.section(), symbol.offset(), symbol.size(),
                    symbol.isFunction());
        }

        static Said ofFunction(PdbSymbol symbol) {
            return of(symbol);
        }
    }

    private static List<Said> symbols(String which, Path file) {
        List<Said> found = new ArrayList<>();
        String name = null;
        for (String line : Images.tool("llvm-pdbutil-14", "dump", which, file.toString()).lines()
                .toList()) {
            Matcher named = NAME.matcher(line);
            Matcher placed = PLACE.matcher(line);
            if (named.find()) {
                name = named.group(2);
            } else if (name != null && placed.find()) {
                found.add(new Said(name, Integer.parseInt(placed.group(2)),
                        Long.parseLong(placed.group(3)),
                        placed.group(4) == null ? 0 : Long.parseLong(placed.group(4)),
                        placed.group(4) != null || placed.group(1).contains("function")));
                name = null;
            }
        }
        return found;
    }

    private static String summary(Path file, String field) {
        return Images.tool("llvm-pdbutil-14", "dump", "--summary", file.toString()).lines()
                .map(String::strip).filter(line -> line.startsWith(field + ":")).findFirst()
                .orElseThrow().substring(field.length() + 1).strip();
    }
}
