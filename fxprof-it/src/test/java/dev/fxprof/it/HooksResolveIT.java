package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code fxprof hooks resolve} on libraries that were compiled for it. */
class HooksResolveIT {
    private static final String LUA = "citizen-scripting-lua";
    private static final String IMPORT = "import:ScriptNativeContext::Invoke";
    private static final Pattern PROCEDURE = Pattern.compile(
            "S_GPROC32.*`(lua_\\w+)`\\s+parent.*addr = 0001:(\\d+), code size = (\\d+)");

    @TempDir
    Path folder;

    private List<Command.Result> run(String... lines) {
        return Jvm.fxprof(folder, List.of(lines).stream()
                .map(line -> List.of(("hooks resolve " + line).replace("DIR", folder.toString())
                        .split(" ")))
                .toList());
    }

    private static Map<String, JsonNode> hooks(JsonNode root) {
        Map<String, JsonNode> hooks = new TreeMap<>();
        root.path("hooks").forEach(hook -> hooks.put(hook.path("name").asString(), hook));
        return hooks;
    }

    private static String reason(Command.Result result, String hook) {
        JsonNode node = hooks(result.json()).get(hook);
        assertThat(node.path("status").asString()).as(hook).isEqualTo("refused");
        return node.path("reason").asString();
    }

    @Test
    void shouldFindEveryHookOfABuildAndWriteItsTable() throws IOException {
        new BuiltServer(folder).windows(Images.X64);
        List<Command.Result> results = run("DIR --json -o DIR/table.json", "DIR");
        JsonNode root = results.get(0).succeeded().json();
        assertThat(root.path("schema").asString()).isEqualTo("fxprof/hooks-resolve/1");
        assertThat(hooks(root).keySet())
                .containsExactlyInAnyOrderElementsOf(BuiltServer.hooks());
        assertThat(hooks(root).values()).allSatisfy(
                hook -> assertThat(hook.path("status").asString()).as(hook.toString())
                        .isEqualTo("works"));
        assertThat(folder.resolve("table.json")).hasContent(results.get(0).out());
        assertModules(root);
        assertSlot(hooks(root).get("IScriptRuntimeHandler.TryPushRuntime"));
        assertImport(hooks(root).get(IMPORT));
        assertAddress(hooks(root).get("address:lua_pcallk"));
        assertAddress(hooks(root).get("address:lua_resume"));
        int count = BuiltServer.hooks().size();
        assertThat(results.get(1).succeeded().out())
                .contains("works    IScriptTickRuntime.Tick",
                        count + " of " + count + " hooks will work")
                .doesNotContain("refused");
    }

    private void assertModules(JsonNode root) {
        assertThat(root.path("platform").asString()).isEqualTo("windows");
        assertThat(root.path("build").asString()).matches("[0-9a-f]{16}");
        for (JsonNode module : root.path("modules")) {
            Path file = folder.resolve(module.path("file").asString());
            String guid = Images.tool("llvm-pdbutil-14", "dump", "--summary",
                    Images.symbols(file).toString()).replaceAll("(?s).*GUID: \\{(.*?)\\}.*", "$1")
                    .replace("-", "");
            assertThat(module.path("id").asString()).isEqualTo(guid + "1");
            assertThat(module.path("idKind").asString()).isEqualTo("rsds");
        }
    }

    private static void assertSlot(JsonNode hook) {
        assertThat(hook.path("way").asString()).isEqualTo("vtable");
        assertThat(hook.path("iid").asString()).isEqualTo("4720A986-EAA6-4ECC-A31F-2CE2BBF569F7");
        assertThat(hook.path("index").asInt()).isEqualTo(7);
        assertThat(hook.path("modules").valueStream().map(JsonNode::asString))
                .contains("citizen-scripting-core", LUA);
    }

    private void assertImport(JsonNode hook) {
        ReadobjText said = ReadobjText.parse(Images.tool("llvm-readobj-14", "--coff-imports",
                folder.resolve(LUA + ".dll").toString()));
        assertThat(hook.path("rvas").path(0).asLong()).isEqualTo(
                said.all("Import").getFirst().number("ImportAddressTableRVA"));
        assertThat(hook.path("symbol").asString())
                .isEqualTo("?Invoke@ScriptNativeContext@invoker@fx@@QEAAXXZ");
    }

    /** Against the linker's own symbols, and the disassembler's own instructions. */
    private void assertAddress(JsonNode hook) {
        String name = hook.path("name").asString().replace("address:", "");
        Path file = folder.resolve(LUA + ".dll");
        Matcher procedure = PROCEDURE.matcher(Images.tool("llvm-pdbutil-14", "dump", "--symbols",
                Images.symbols(file).toString()));
        while (procedure.find() && !procedure.group(1).equals(name)) {
            continue;
        }
        long rva = 0x1000 + Long.parseLong(procedure.group(2));
        assertThat(hook.path("rva").asLong()).isEqualTo(rva);
        assertThat(hook.path("size").asLong()).isEqualTo(Long.parseLong(procedure.group(3)));
        long address = 0x1_8000_0000L + rva;
        int moved = hook.path("movedBytes").asInt();
        assertThat(moved).isGreaterThanOrEqualTo(14);
        StringBuilder bytes = new StringBuilder();
        boolean isBoundary = false;
        for (String line : Images.tool("llvm-objdump-14", "-d", "--start-address=" + address,
                "--stop-address=" + (address + 40), file.toString()).lines()
                .filter(line -> line.matches("^18000\\w+:.*")).toList()) {
            isBoundary |= bytes.length() == 2 * moved;
            bytes.append(line.replaceAll("^\\w+:((?: [0-9a-f]{2})+).*$", "$1").replace(" ", ""));
        }
        assertThat(isBoundary).isTrue();
        String expected = hook.path("bytes").asString();
        assertThat(HexFormat.of().parseHex(expected)).hasSizeGreaterThanOrEqualTo(
                Math.max(16, moved));
        assertThat(bytes.toString()).startsWith(expected);
    }

    @Test
    void shouldFindSymbolsWhereverTheyAreAndRefuseThoseOfAnotherBuild() throws IOException {
        new BuiltServer(folder).windows(Images.X64);
        Path symbols = folder.resolve(LUA + ".pdb");
        String key = Images.tool("llvm-pdbutil-14", "dump", "--summary", symbols.toString())
                .replaceAll("(?s).*GUID: \\{(.*?)\\}.*", "$1").replace("-", "") + "1";
        Path stored = folder.resolve("store/" + LUA + ".PDB/" + key + "/" + LUA + ".PDB");
        Files.createDirectories(stored.getParent());
        Files.move(symbols, stored);
        Files.createDirectories(folder.resolve("other"));
        Files.copy(folder.resolve("CoreRT.pdb"), folder.resolve("other/" + LUA + ".pdb"));

        List<Command.Result> results = run("DIR --json", "DIR --json --pdb DIR/store",
                "DIR --json --pdb " + stored.toString().replace(folder.toString(), "DIR"),
                "DIR --json --pdb DIR/other", "DIR --pdb DIR/CoreRT.pdb -o DIR/table.json",
                "DIR -o DIR/CoreRT.dll");
        assertThat(reason(results.get(0).succeeded(), "address:lua_resume"))
                .contains("needs symbols", LUA + ".pdb/" + key + "/" + LUA + ".pdb");
        for (int i = 1; i <= 2; i++) {
            assertThat(hooks(results.get(i).succeeded().json()).get("address:lua_resume")
                    .path("status").asString()).isEqualTo("works");
        }
        assertThat(reason(results.get(3).succeeded(), "address:lua_resume"))
                .contains("belongs to build");
        Sentence.assertOnly(results.get(4), 2, "CoreRT.pdb belongs to build",
                "of " + LUA + ".dll");
        assertThat(folder.resolve("table.json")).doesNotExist();
        Sentence.assertOnly(results.get(5), 2, "CoreRT.dll is what is read");
        run("DIR").getFirst().succeeded();
    }

    @Test
    void shouldRefuseWhatThisBuildDoesNotHave() throws IOException {
        new BuiltServer(folder).with("JUMPS_AT_ONCE").without("IScriptRefRuntime")
                .windows(Images.X64);
        Command.Result changed = run("DIR --json").getFirst();
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(reason(changed, "IScriptRefRuntime.CallRef")).contains(
                "no module knows the interface A2F1B24B-A29F-4121-8162-86901ECA8097");
        assertThat(reason(changed, "address:lua_resume"))
                .contains("cannot be moved: an address relative to its own");

        Files.copy(folder.resolve("CoreRT.dll"),
                folder.resolve("x.dll"));
        new BuiltServer(folder).with("WITHOUT_FIND_NEXT").without("ScriptRuntimeHandler").windows(
                Images.X64);
        Command.Result closed = run("DIR --json").getFirst();
        assertThat(closed.exit()).isEqualTo(3);
        assertThat(reason(closed, "IScriptTickRuntime.Tick"))
                .isEqualTo("CoreRT.dll does not export CoreFxFindNextImpl");

        Files.move(folder.resolve("x.dll"), folder.resolve("CoreRT.dll"),
                StandardCopyOption.REPLACE_EXISTING);
        Command.Result other = run("DIR --json").getFirst();
        assertThat(other.exit()).isEqualTo(3);
        assertThat(reason(other, "IScriptRuntimeHandler.PushRuntime"))
                .startsWith("no module knows the class ScriptRuntimeHandler");
    }

    @Test
    void shouldRefuseLibrariesOf32BitsAndImportsThatComeLate() {
        new BuiltServer(folder).windows(Images.X86, "/entry:nothing", "/force");
        Command.Result narrow = run("DIR --json").getFirst();
        assertThat(narrow.exit()).isEqualTo(3);
        assertThat(reason(narrow, "IScriptTickRuntime.Tick"))
                .isEqualTo("CoreRT.dll is for the machine 0x14c, expected x86-64");
        assertThat(reason(narrow, IMPORT)).contains("machine 0x14c");

        new BuiltServer(folder).windows(Images.X64, "/delayload:citizen-scripting-core.dll",
                "/alternatename:__delayLoadHelper2=lua_run");
        Command.Result late = run("DIR --json").getFirst();
        assertThat(late.exit()).isEqualTo(1);
        assertThat(reason(late, IMPORT)).contains("at the first call");
    }

    @Test
    void shouldFindTheHooksOfABuildForLinux() {
        new BuiltServer(folder).linux();
        Command.Result result = run("DIR --json").getFirst().succeeded();
        JsonNode root = result.json();
        assertThat(root.path("platform").asString()).isEqualTo("linux");
        Path lua = folder.resolve("alpine/opt/cfx-server/lib" + LUA + ".so");
        assertThat(root.path("modules").valueStream().map(module -> module.path("id").asString()))
                .contains(Images.tool("llvm-readelf-14", "-n", lua.toString())
                        .replaceAll("(?s).*Build ID: (\\w+).*", "$1"));
        String relocation = Images.tool("llvm-readelf-14", "-r", lua.toString()).lines()
                .filter(line -> line.contains("ScriptNativeContext6Invoke")).findFirst()
                .orElseThrow();
        assertThat(hooks(root).get(IMPORT).path("rvas").path(0).asLong())
                .isEqualTo(Long.parseLong(relocation.split(" ")[0], 16));
        assertThat(hooks(root).get("IScriptTickRuntime.Tick").path("status").asString())
                .isEqualTo("works");
        assertAddressOnLinux(hooks(root).get("address:lua_pcallk"), lua);
        assertAddressOnLinux(hooks(root).get("address:lua_resume"), lua);
    }

    /** Against the linker's own table; the name is C++'s. */
    private static void assertAddressOnLinux(JsonNode hook, Path library) {
        assertThat(hook.path("status").asString()).as(hook.toString()).isEqualTo("works");
        String function = hook.path("name").asString().replace("address:", "");
        String[] row = Images.tool("llvm-readelf-14", "-sW", library.toString()).lines()
                .filter(line -> line.contains(function)).findFirst().orElseThrow().strip()
                .split("\\s+");
        assertThat(hook.path("rva").asLong()).isEqualTo(Long.parseLong(row[1], 16));
        assertThat(hook.path("size").asLong()).isEqualTo(Long.parseLong(row[2]));
        assertThat(hook.path("movedBytes").asInt()).isBetween(5, 28);
    }

    @Test
    void shouldFindWhatStrippingALibraryOfLinuxLeft() throws IOException {
        new BuiltServer(folder).linux();
        Path lua = folder.resolve("alpine/opt/cfx-server/lib" + LUA + ".so");
        Path kept = lua.resolveSibling(lua.getFileName() + ".dbg");
        Images.tool("objcopy", "--only-keep-debug", lua.toString(), kept.toString());
        Images.tool("strip", lua.toString());
        Path elsewhere = Files.createDirectories(folder.resolve("symbols"));

        Command.Result beside = run("DIR --json").getFirst();
        Files.move(kept, elsewhere.resolve(kept.getFileName()));
        List<Command.Result> others = run("DIR --json", "DIR --json --pdb DIR/symbols",
                "DIR --pdb DIR/alpine/opt/cfx-server/libCoreRT.so");

        for (Command.Result found : List.of(beside, others.get(1))) {
            assertThat(hooks(found.succeeded().json()).get("address:lua_resume")
                    .path("status").asString()).isEqualTo("works");
        }
        assertThat(reason(others.get(0).succeeded(), "address:lua_resume"))
                .contains("needs symbols", kept.getFileName() + " of build ");
        Sentence.assertOnly(others.get(2), 2, "libCoreRT.so belongs to build",
                "of lib" + LUA + ".so");
    }

    @Test
    void shouldSayWhatIsWrongWithWhatItWasGiven() throws IOException {
        Files.write(folder.resolve("CoreRT.dll"), new byte[100]);
        List<Command.Result> results = run("DIR/nothing", "DIR -o DIR/table.json",
                "DIR -o DIR/nothing/table.json", "DIR --pdb DIR/nothing");
        Sentence.assertOnly(results.get(0), 2, "nothing is not there");
        Sentence.assertOnly(results.get(1), 2, "CoreRT.dll: at byte 0: expected MZ");
        Sentence.assertOnly(results.get(2), 3, "there is no folder");
        Sentence.assertOnly(results.get(3), 2, "--pdb: ");
        assertThat(folder.resolve("table.json")).doesNotExist();
        Files.delete(folder.resolve("CoreRT.dll"));
        Sentence.assertOnly(run("DIR").getFirst(), 2, "is no server artifact");
    }
}
