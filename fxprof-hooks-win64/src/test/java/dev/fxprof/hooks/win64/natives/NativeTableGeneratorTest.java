package dev.fxprof.hooks.win64.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fxprof.api.NativeNames;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class NativeTableGeneratorTest {
    private static final String FRONT = "---\nns: CFX\napiset: server\n---\n";

    @TempDir
    private Path folder;

    @Test
    void shouldWriteServerAndSharedNativesSortedByName() throws Exception {
        NativeTableGenerator.Result result = generate(fixture("server"));
        assertThat(result.natives()).isEqualTo(4);
        assertThat(result.undeclared()).isEmpty();
        assertThat(rows()).containsExactly(
                row("CREATE_BUOY", "v", "CFX"),
                row("GET_BEACON_LEVEL", "f", "CFX"),
                row("GET_BEACON_NAME", "s", "CFX"),
                row("SET_BEACON", "v", "CFX") + "\t\tSET_LAMP,0x1234");
    }

    @Test
    void shouldSayInTheFirstLineWhereTheNamesComeFrom() throws Exception {
        generate(fixture("server"));
        assertThat(Files.readAllLines(out())).first().asString()
                .startsWith("# server natives, format 1,").endsWith("from the fixtures");
    }

    @Test
    void shouldRegisterForwardedNativesUnderTheHashOfTheirNames() throws Exception {
        NativeTableGenerator.Result result = generate(fixture("client"), fixture("server"),
                fixture("forwarded.lua"));
        assertThat(result.natives()).isEqualTo(9);
        assertThat(result.undeclared()).containsExactly("SINK_BUOY");
        assertThat(rows()).contains(
                row("SET_BUOY_POSITION", "v", "WATER") + "\t0xA1B2C3D4E5F60718\t_SET_BUOY_AT",
                row("GET_BUOY_POSITION", "3", "WATER"),
                row("SET_BUOY_COLOUR", "v", "WATER") + "\t0x00000077",
                row("GET_BUOY_COLOUR", "i", "WATER"),
                row("CREATE_BUOY", "i", "WATER") + "\t0x000000B0B0B0B0AA",
                row("ADD_BUOY_MARK", "i", "WATER") + "\t0x0102030405060708");
    }

    @Test
    void shouldReadFilesFromOtherEditors() throws Exception {
        Path source = Files.createDirectory(folder.resolve("decls"));
        Files.writeString(source.resolve("A.md"), "\uFEFF" + FRONT.replace("\n", "\r\n")
                + "## A_B\r\n``` c \r\nconst char *A_B (void);\r\n```\r\n");
        generate(source);
        assertThat(rows()).containsExactly(row("A_B", "s", "CFX"));
    }

    @Test
    void shouldReadNativesFromJson() throws Exception {
        assertThat(generate(fixture("natives.json")).natives()).isEqualTo(2);
        assertThat(rows()).containsExactly(
                "0x6AC8DCBC\tGET_BEACON_POSITION\t3\tCFX",
                "0x0000000A\tLIST_BEACONS\to\tCFX");
    }

    @Test
    void shouldAddToTheBundledTableAndKeepWhatTheSourcesDoNotHold() throws Exception {
        Path source = file("natives.json", """
                {"CFX": {
                  "0x6AC8DCBC": {"name": "GET_BEACON_POSITION", "params": [],
                    "results": "Vector3", "apiset": "server"},
                  "0x%08X": {"name": "GET_NUM_PLAYER_INDICES", "params": [],
                    "results": "float", "apiset": "server"},
                  "0x%08X": {"name": "GET_GAME_TIMER_IN_BEATS", "params": [],
                    "results": "int", "apiset": "server"}}}
                """.formatted(NativeNames.hash("GET_NUM_PLAYER_INDICES"),
                NativeNames.hash("GET_GAME_TIMER")));
        NativeTableGenerator.Update update = NativeTableGenerator.update(List.of(source),
                "a test", out());

        assertThat(update.added()).containsExactly("GET_BEACON_POSITION",
                "GET_GAME_TIMER_IN_BEATS");
        assertThat(update.changed()).containsExactly("GET_NUM_PLAYER_INDICES");
        NativeNames before = NativeNames.server();
        NativeNames after = NativeNames.read(out());
        // One is new, one has another name now.
        assertThat(after.size()).isEqualTo(before.size() + 1).isEqualTo(update.natives());
        assertThat(after.byHash(0x6AC8DCBCL).orElseThrow().luaName())
                .isEqualTo("GetBeaconPosition");
        assertThat(after.byName("GET_GAME_TIMER")).isEmpty();
        assertThat(after.byHash(NativeNames.hash("GET_GAME_TIMER")).orElseThrow().name())
                .isEqualTo("GET_GAME_TIMER_IN_BEATS");
        assertThat(after.byName("GetEntityCoords")).isEqualTo(before.byName("GetEntityCoords"));
    }

    @Test
    void shouldForwardNativesThatOnlyTheJsonDeclares() throws Exception {
        Path list = file("list.lua", "context_rpc('0xFFEEDDCCBBAA9988');\n");
        generate(fixture("natives.json"), list);
        assertThat(rows()).contains(
                row("0xFFEEDDCCBBAA9988", "v", "WATER") + "\t0xFFEEDDCCBBAA9988");
    }

    @Test
    void shouldWriteTheSameBytesInWhateverOrderTheSourcesCome() throws Exception {
        generate(fixture("client"), fixture("natives.json"), fixture("server"),
                fixture("forwarded.lua"));
        byte[] first = Files.readAllBytes(out());
        generate(fixture("forwarded.lua"), fixture("server"), fixture("natives.json"),
                fixture("client"));
        assertThat(Files.readAllBytes(out())).isEqualTo(first);
    }

    @Test
    void shouldAcceptADeclarationThatTwoSourcesAgreeOn() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        Files.copy(fixture("server").resolve("GetBeaconLevel.md"), copy.resolve("Level.md"));
        assertThat(generate(fixture("server"), copy).natives()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "1| ## A_B| front matter that begins with ---",
            "3| ---^ns: CFX^## A_B| front matter that ends with ---",
            "1| ---^apiset: server^---^## A_B| a line 'ns: …' in the front matter",
            "3| ---^ns: CFX^apiset: moon^---| client, server or shared as apiset",
            "5| F^text| a heading with the name of the native",
            "6| F^## A_B^text| a block ```c with the declaration",
            "7| F^## A_B^```c^int A_B();| the end ``` of the block that line 6 begins",
            "7| F^## A_B^```c^int A_B^```| one declaration of the form 'int NAME(int argument);'",
            "8| F^## A_B^```c^// note^A_B();^```| one declaration of the form",
            "5| F^## A_C^```c^int A_B();^```| a heading that names A_B",
            "7| F^## A_B^```c^Widget A_B();^```| a known type instead of Widget",
            "7| F^## A_B^```c^// 0x12345678901234567^int A_B();^```| an id of at most 16"})
    void shouldNameFileAndLineOfAMalformedDeclaration(int line, String text, String expected)
            throws IOException {
        Path source = Files.createDirectories(folder.resolve("decls"));
        Path bad = source.resolve("Bad.md");
        Files.writeString(bad, text.replace("F^", FRONT).replace('^', '\n'));
        assertRefused(source, bad + ":" + line + ": expected " + expected);
    }

    @Test
    void shouldNameFileAndLineOfTextThatIsNotUtf8() throws IOException {
        Path source = Files.createDirectory(folder.resolve("decls"));
        Path bad = source.resolve("Bad.md");
        Files.write(bad, "---\nns: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(source, bad + ":2: expected text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "1| []| an object of namespaces",
            "2| {^\"CFX\": 1}| an object of natives for the namespace CFX",
            "3| {^\"CFX\": {^\"0x1\": 7}}| an object for the native 0x1",
            "2| {\"CFX\":^{\"one\": {\"name\": \"A\"}}}| an id of the form 0x1A2B3C4D",
            "1| {\"CFX\":{\"0x1\":{\"params\":[{}]}}}| a type for each parameter",
            "3| {\"CFX\":^{\"0x1\":^oops}}| well-formed JSON",
            "1| {\"CFX\": {}} {}| nothing after the object of namespaces"})
    void shouldNameFileAndLineOfMalformedJson(int line, String text, String expected)
            throws IOException {
        Path bad = file("natives.json", text.replace('^', '\n'));
        assertRefused(bad, bad + ":" + line + ": expected " + expected);
    }

    @Test
    void shouldNameFileAndLineOfAMalformedForwardingList() throws IOException {
        Path bad = file("list.lua", "-- list\n--[[ a\nb ]]\ncontext_rpc A_B\n");
        assertRefused(bad, bad + ":4: expected context_rpc, entity_rpc or object_rpc");
    }

    @Test
    void shouldRefuseAForwardingListWithoutItsDeclarations() throws Exception {
        Path list = fixture("forwarded.lua");
        assertRefused(list, list + ":2: expected client declarations of the listed natives");
    }

    @Test
    void shouldRefuseDeclarationsThatContradictEachOther() throws IOException {
        Path source = Files.createDirectory(folder.resolve("decls"));
        Files.writeString(source.resolve("A.md"), FRONT + "## A_B\n```c\nint A_B();\n```\n");
        Path other = source.resolve("B.md");
        Files.writeString(other, FRONT + "## A_B\n```c\nfloat A_B();\n```\n");
        assertRefused(source,
                other + ":7: expected the id and the result that another declaration gives A_B");
    }

    @Test
    void shouldRefuseTwoNativesWithOneId() throws IOException {
        Path bad = file("natives.json", """
                { "CFX": { "0x1": { "name": "A", "apiset": "server" },
                "0x01": { "name": "B", "apiset": "server" } } }
                """);
        assertRefused(bad, bad + ":2: expected an id for B that is not that of A");
    }

    @Test
    void shouldRefuseSourcesWithoutServerNatives() throws Exception {
        assertRefused(fixture("client"), "expected at least one native of the server");
    }

    @Test
    void shouldRefuseASourceOfAnUnknownKind() {
        Path missing = folder.resolve("missing");
        assertRefused(missing, missing + ": expected a folder of declarations");
    }

    @Test
    void shouldRefuseAnOriginOfSeveralLines() {
        assertThatThrownBy(
                () -> NativeTableGenerator.generate(List.of(fixture("server")), "a\nb", out()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(out()).doesNotExist();
    }

    @Test
    void shouldKeepTheFormerTableWhenItFails() throws IOException {
        Path bad = file("natives.json", "{");
        Files.writeString(out(), "former");
        assertThatThrownBy(() -> generate(bad)).isInstanceOf(NativeDeclarationException.class);
        assertThat(out()).hasContent("former");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotWrite() throws Exception {
        Path occupied = Files.createDirectories(out().resolve("sub")).getParent();
        assertThatThrownBy(() -> generate(fixture("server"))).isInstanceOf(IOException.class);
        assertThat(occupied).isDirectory();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private void assertRefused(Path source, String message) {
        assertThatThrownBy(() -> generate(source))
                .isInstanceOf(NativeDeclarationException.class)
                .hasMessageContaining(message);
        assertThat(out()).doesNotExist();
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    private NativeTableGenerator.Result generate(Path... sources)
            throws IOException, NativeDeclarationException {
        return NativeTableGenerator.generate(List.of(sources), "the fixtures", out());
    }

    private Path out() {
        return folder.resolve("table.tsv");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> rows() throws IOException {
        List<String> lines = Files.readAllLines(out());
        return lines.subList(1, lines.size());
    }

    private static String row(String name, String result, String namespace) {
        return String.format("0x%08X\t%s\t%s\t%s", NativeNames.hash(name), name, result,
                namespace);
    }

    private static Path fixture(String name) throws URISyntaxException {
        return Path.of(NativeTableGeneratorTest.class.getResource(name).toURI());
    }
}
