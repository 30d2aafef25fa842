package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fxprof.hooks.win64.image.BuildId;
import dev.fxprof.hooks.win64.pe.Export;
import dev.fxprof.hooks.win64.pe.Import;
import dev.fxprof.hooks.win64.pe.PeImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader of PE files says the same as llvm-readobj, of files of three compilers. */
class PeReaderIT {
    private static final Pattern FUNCTION = Pattern
            .compile(
                    "Start Address: (0x\\w+)\\s+End Address: (0x\\w+)\\s+Unwind Info Address: \\w+\\s+"
                            + "Version: 1\\s+Flags: \\d+\\s+Size of prolog: (\\d+)");

    @TempDir
    Path folder;

    @Test
    void shouldReadWhatMicrosoftsLinkerWrote() throws IOException {
        for (String file : List.of("conpty.node", "winpty.dll", "winpty-agent.exe")) {
            assertSame(Images.prebuilt(file));
        }
    }

    @Test
    void shouldReadLibrariesOf64Bits() throws IOException {
        Path user = Images.compile(folder, Images.X64);
        assertSame(user);
        assertSame(folder.resolve("library.dll"));
        try (PeImage image = PeImage.open(user)) {
            assertThat(image.exports()).extracting(Export::name, Export::ordinal,
                    Export::forwarder).contains(tuple("", 20L, ""),
                            tuple("?step@Exported@outer@@QEAAHH@Z", ordinal(image, "?step"), ""),
                            tuple("forwarded", ordinal(image, "forwarded"), "late.late"));
            assertThat(image.imports()).extracting(Import::library, Import::name,
                    Import::isDelayed).contains(tuple("library.dll", "by_name", false),
                            tuple("library.dll", "", false), tuple("late.dll", "late", true));
        }
    }

    private static long ordinal(PeImage image, String begin) throws IOException {
        return image.exports().stream().filter(export -> export.name().startsWith(begin))
                .findFirst().orElseThrow().ordinal();
    }

    @Test
    void shouldReadLibrariesOf32Bits() throws IOException {
        assertSame(Images.compile(folder, Images.X86));
        assertSame(folder.resolve("library.dll"));
    }

    @Test
    void shouldFindTheFunctionsOfTheUnwindTable() throws IOException {
        Path file = Images.compile(folder, Images.X64);
        List<MatchResult> functions = FUNCTION.matcher(
                Images.tool("llvm-objdump-14", "--unwind-info", file.toString())).results()
                .toList();
        assertThat(functions).hasSizeGreaterThan(3);
        try (PeImage image = PeImage.open(file)) {
            for (MatchResult function : functions) {
                long begin = Long.decode(function.group(1));
                long end = Long.decode(function.group(2));
                PeImage.Function expected = new PeImage.Function(begin, end,
                        Integer.parseInt(function.group(3)));
                assertThat(image.functionAt(begin)).hasValue(expected);
                assertThat(image.functionAt(end - 1)).hasValue(expected);
            }
            assertThat(image.functionAt(0)).isEmpty();
        }
    }

    private static void assertSame(Path file) throws IOException {
        ReadobjText said = ReadobjText.parse(Images.tool("llvm-readobj-14", "--file-headers",
                "--sections", "--coff-exports", "--coff-imports", "--coff-debug-directory",
                file.toString()));
        try (PeImage image = PeImage.open(file)) {
            assertThat(image.headers().machine())
                    .isEqualTo((int) said.all("ImageFileHeader").getFirst().number("Machine"));
            assertThat(image.headers().timestamp()).isEqualTo(timestamp(said));
            assertThat(image.headers().imageSize()).isEqualTo(
                    said.all("ImageOptionalHeader").getFirst().number("SizeOfImage"));
            assertThat(sections(image)).isEqualTo(sections(said)).isNotEmpty();
            assertThat(exports(image)).isEqualTo(exports(said));
            assertThat(imports(image)).isEqualTo(imports(said, image.headers().is64() ? 8 : 4));
            assertThat(debugId(image)).isEqualTo(debugId(said)).isNotEmpty();
        }
    }

    private static long timestamp(ReadobjText said) {
        String text = said.all("ImageFileHeader").getFirst().text("TimeDateStamp");
        return Long.decode(text.replaceAll("^.*\\((0x.*)\\)$", "$1"));
    }

    private static List<String> sections(PeImage image) {
        return image.headers().sections().stream()
                .map(section -> section.name() + " " + section.rva() + " " + section.virtualSize()
                        + " " + section.offset() + " " + section.fileSize())
                .toList();
    }

    private static List<String> sections(ReadobjText said) {
        return said.all("Section").stream()
                .map(section -> section.text("Name").replaceAll(" .*", "") + " "
                        + section.number("VirtualAddress") + " " + section.number("VirtualSize")
                        + " " + section.number("PointerToRawData") + " "
                        + section.number("RawDataSize"))
                .toList();
    }

    private static List<String> exports(PeImage image) throws IOException {
        return image.exports().stream().map(export -> export.ordinal() + " " + export.name() + " "
                + export.rva()).toList();
    }

    private static List<String> exports(ReadobjText said) {
        List<String> exports = new ArrayList<>();
        for (ReadobjText export : said.all("Export")) {
            // Numbers that are not used have no address.
            if (export.number("RVA") != 0) {
                exports.add(export.number("Ordinal") + " " + export.text("Name") + " "
                        + export.number("RVA"));
            }
        }
        return exports;
    }

    private static List<String> imports(PeImage image) throws IOException {
        return image.imports().stream()
                .map(entry -> entry.library() + " " + entry.name() + " (" + entry.ordinal() + ") "
                        + entry.slotRva() + " " + entry.isDelayed())
                .toList();
    }

    private static List<String> imports(ReadobjText said, int width) {
        List<String> imports = new ArrayList<>();
        for (ReadobjText library : said.all("Import")) {
            List<String> symbols = library.fields().getOrDefault("Symbol", List.of());
            for (int i = 0; !library.text("Name").isEmpty() && i < symbols.size(); i++) {
                imports.add(entry(library, symbols.get(i),
                        library.number("ImportAddressTableRVA") + (long) i * width, false));
            }
        }
        for (ReadobjText library : said.all("DelayImport")) {
            for (int i = 0; i < library.blocks().size(); i++) {
                imports.add(entry(library, library.blocks().get(i).text("Symbol"),
                        library.number("ImportAddressTable") + (long) i * width, true));
            }
        }
        return imports;
    }

    private static String entry(ReadobjText library, String symbol, long slot, boolean isLate) {
        String named = symbol.startsWith("(") ? " " + symbol : symbol;
        return library.text("Name") + " " + named + " " + slot + " " + isLate;
    }

    private static String debugId(PeImage image) throws IOException {
        return image.debugId()
                .map(id -> HexFormat.ofDelimiter(" ").withUpperCase()
                        .formatHex(BuildId.bytes(id.guid())) + " " + id.age() + " " + id.path())
                .orElse("");
    }

    private static String debugId(ReadobjText said) {
        ReadobjText info = said.all("PDBInfo").getFirst();
        return info.text("PDBGUID").replaceAll("[()]", "") + " " + info.number("PDBAge") + " "
                + info.text("PDBFileName");
    }
}
