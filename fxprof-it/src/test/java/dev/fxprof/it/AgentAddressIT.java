package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.hooks.win64.code.Prologue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Hooks by address, with the table that {@code fxprof hooks resolve} writes of the host's own libraries. */
class AgentAddressIT {
    private static final int TICKS = 150;
    private static final int CYCLES = 10;
    private static final String MODULE = "citizen-scripting-lua";
    private static final int NEAR_JUMP = 5;
    private static final int SHOWN = 32;
    private static final Map<AgentHost.Build, String> TABLES = new ConcurrentHashMap<>();

    private static Path resolve(AgentHost.Build build, Path folder) {
        AgentHost.build(build, "AgentAddressIT");
        Path table = folder.resolve("table.json");
        String text = TABLES.computeIfAbsent(build, _ -> {
            Jvm.fxprof("hooks", "resolve", build.home().toString(), "-o", table.toString()).run()
                    .succeeded();
            return Folders.read(table);
        });
        return Folders.write(table, text);
    }

    private static AgentHost start(AgentHost.Build build, Path folder, Path table,
            String... options) {
        List<String> program = new ArrayList<>(List.of("env", "FXPROF_HOOKS=" + table));
        program.addAll(build.program());
        return AgentHost.start(build, folder, program, options);
    }

    private static List<String> log(Path folder) {
        Path file = folder.resolve("agent.log");
        return Files.exists(file) ? Folders.read(file).lines().toList() : List.of();
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX_SYMBOLS", "WINE_SYMBOLS"})
    void shouldRecordTheFunctionsOfTheTable(AgentHost.Build build) {
        Path folder = Folders.fresh("agent-address-" + build.folder);
        Path table = resolve(build, folder);
        Path trace = folder.resolve("capture.json");
        Path truthFile = folder.resolve("truth.jsonl");
        try (AgentHost host = start(build, folder, table, "--truth", truthFile.toString(),
                "--rate", "100")) {
            String code = host.ask("code", "code: ");
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            assertThat(host.ask("code", "code: ")).isNotEqualTo(code);
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                host.ask("start", "started");
                host.ask("run " + TICKS, "ran: ");
                host.ask("stop", "stopped");
                assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
                recorder.result().succeeded();
            }
            assertThat(host.ask("code", "code: ")).isEqualTo(code);
            host.quit();
        }
        TraceCheck.check(LoadedTrace.read(trace), TraceCheck.State.WHOLE);
        AgentTruth truth = AgentTruth.read(truthFile);
        AgentCapture capture = AgentCapture.read(trace);
        assertThat(AgentIT.difference(truth.flatWithFunctions(), capture.flat())).isEmpty();
        assertCalls(truth.counts(), capture);
        assertThat(log(folder)).filteredOn(line -> line.contains("hooked address:")).hasSize(2)
                .allMatch(line -> line.endsWith("by a jump of 5 bytes"));
    }

    /** Also those that a script left by waiting in them. */
    private static void assertCalls(Map<String, Integer> counts, AgentCapture capture) {
        Map<String, String> kinds = Map.of("lua_pcallk", "lua pcall", "lua_resume", "lua resume");
        kinds.forEach((name, kind) -> assertThat(capture.slices)
                .filteredOn(slice -> slice.kind().equals("function") && slice.name().equals(name))
                .hasSize(counts.get(kind)).hasSizeGreaterThan(TICKS / 10));
        assertThat(capture.slices).filteredOn(
                slice -> slice.name().equals("lua_pcallk") && slice.unfinished()).isNotEmpty();
    }

    /** Changes a hook by address or a module of the table. */
    private interface Change {
        void apply(ObjectNode hook, ObjectNode module);
    }

    private static String changed(JsonNode table, Change change) {
        JsonNode copy = table.deepCopy();
        ObjectNode lua = copy.path("modules").valueStream()
                .filter(module -> module.path("name").asString().equals(MODULE))
                .map(ObjectNode.class::cast).findFirst().orElseThrow();
        copy.path("hooks").valueStream()
                .filter(hook -> hook.path("way").asString().equals("address"))
                .forEach(hook -> change.apply((ObjectNode) hook, lua));
        return copy.toString();
    }

    /** Has the hooks point at code that begins with what cannot be moved for that reason. */
    private static Change at(AgentHost.Build build, JsonNode table, String reason)
            throws IOException {
        byte[] file = Files.readAllBytes(build.home()
                .resolve(build.isWindows() ? MODULE + ".dll" : "lib" + MODULE + ".so"));
        JsonNode known = table.path("hooks").valueStream()
                .filter(hook -> hook.path("way").asString().equals("address")).findFirst()
                .orElseThrow();
        int from = find(file, HexFormat.of().parseHex(known.path("bytes").asString()));
        for (int at = from;; at++) {
            byte[] code = Arrays.copyOfRange(file, at, at + SHOWN);
            if (Prologue.of(code, NEAR_JUMP).refusal().startsWith(reason)) {
                long rva = known.path("rva").asLong() + at - from;
                return (hook, _) -> hook.put("rva", rva).put("bytes",
                        HexFormat.of().formatHex(code));
            }
        }
    }

    private static int find(byte[] file, byte[] wanted) {
        int at = 0;
        while (!Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
            at++;
        }
        return at;
    }

    /** Under Wine: {@link AgentAddressLongIT}. */
    @Test
    void shouldRefuseATableThatIsNotOfThisProcess() throws IOException {
        assertRefusals(AgentHost.Build.LINUX_SYMBOLS);
    }

    static void assertRefusals(AgentHost.Build build) throws IOException {
        Path folder = Folders.fresh("agent-address-refused-" + build.folder);
        Path file = resolve(build, folder);
        String text = Folders.read(file);
        JsonNode table = JsonMapper.shared().readTree(text);
        String unknown = "an instruction that is not known";
        String relative = "a call or a jump relative to its own address";
        try (AgentHost host = start(build, folder, file, "--rate", "200")) {
            host.ask("start", "started");
            Refused refused = new Refused(host, build, folder, file, host.ask("code", "code: "));
            refused.both(changed(table, (_, lua) -> lua.put("id", "0" + lua.path("id").asString()
                    .substring(1))), "the table is for another build of " + MODULE);
            refused.both(changed(table, (_, lua) -> lua.put("name", "other")),
                    "does not say which build it is for");
            refused.both(changed(table, (hook, lua) -> {
                lua.put("name", "other");
                hook.put("module", "other");
            }), "not loaded is other");
            refused.both(changed(table, (hook, _) -> hook.put("bytes", "cc" + hook.path("bytes")
                    .asString().substring(2))), "other bytes than the table's");
            refused.both(changed(table, at(build, table, unknown)), unknown);
            refused.both(changed(table, at(build, table, relative)), relative);
            refused.both(changed(table, (hook, _) -> hook.put("rva", 1 << 30)),
                    "not within code of " + MODULE);
            refused.both(changed(table, (hook, _) -> hook.put("movedBytes", 1)),
                    "lets fewer bytes be moved");
            refused.both(changed(table, (hook, _) -> hook.put("name", hook.path("name").asString()
                    + "x")), "the agent has no hook of that name");
            refused.whole(text.substring(0, text.length() / 2), "expected ");
            refused.whole(text.replace("resolve/1", "resolve/2"), "expected the schema");
            refused.whole(text.replace("\"" + table.path("platform").asString() + "\"",
                    "\"other\""), "expected the platform");
            refused.whole(" ".repeat(1 << 18) + text, "is longer than 256 KB");
            Files.delete(file);
            refused.attached("cannot be read", 1);
            if (!build.isWindows()) {
                assertGuarded(host, build, folder, Folders.write(file, text));
            }
            host.quit();
        }
    }

    /** The page that holds lua_pcallk can no longer be written; nobody knows what else is in it. */
    private static void assertGuarded(AgentHost host, AgentHost.Build build, Path folder,
            Path file) {
        assertThat(file).isRegularFile();
        assertThat(host.ask("guard code", "guarded")).isEqualTo("guarded");
        host.ask("attach " + build.agent(), "attach: ");
        assertThat(log(folder)).filteredOn(line -> line.contains("address:lua_pcallk")).last()
                .asString().endsWith("the system does not let its page be written");
        host.ask("run 5", "ran: ");
        host.ask("detach", "detach: ");
        host.ask("run 5", "ran: ");
    }

    /** What a host's agent says to tables, and that it leaves all code alone. */
    private record Refused(AgentHost host, AgentHost.Build build, Path folder, Path table,
            String code) {
        void both(String text, String reason) {
            Folders.write(table, text);
            attached(reason, 2);
        }

        void whole(String text, String reason) {
            Folders.write(table, text);
            attached(reason, 1);
            assertThat(log(folder)).filteredOn(line -> line.contains("refused the table of hooks"))
                    .last().asString().contains(table.toString());
        }

        void attached(String reason, int lines) {
            int before = log(folder).size();
            assertThat(host.ask("attach " + build.agent(), "attach: ")).isEqualTo("attach: 0");
            assertThat(host.ask("code", "code: ")).isEqualTo(code);
            host.ask("run 2", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            List<String> said = log(folder).subList(before, log(folder).size());
            assertThat(said).as(reason).filteredOn(line -> line.contains("fxprof: refused "))
                    .hasSize(lines).allMatch(line -> line.contains(reason));
        }
    }

    @ParameterizedTest
    @EnumSource(value = AgentHost.Build.class, names = {"LINUX_SYMBOLS", "WINE_SYMBOLS"})
    void shouldLeaveAFunctionThatSomebodyElseChanged(AgentHost.Build build) {
        Path folder = Folders.fresh("agent-address-chained-" + build.folder);
        Path table = resolve(build, folder);
        try (AgentHost host = start(build, folder, table, "--rate", "200")) {
            host.ask("start", "started");
            String code = host.ask("code", "code: ");
            host.ask("attach " + build.agent(), "attach: ");
            assertThat(host.ask("chain code", "chained")).isEqualTo("chained");
            host.ask("run 5", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("status", "status: ")).contains("\"chained\": 1");
            assertThat(log(folder)).filteredOn(line -> line.contains(
                    "chained, left in place: address:lua_pcallk")).hasSize(1);
            host.ask("run 5", "ran: ");
            assertThat(host.ask("unchain code", "unchained")).isEqualTo("unchained");
            host.ask("run 5", "ran: ");
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            assertThat(host.ask("status", "status: ")).contains("\"chained\": 0");
            host.ask("run 5", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("code", "code: ")).isEqualTo(code);
            assertThat(host.ask("cycles " + CYCLES + " " + build.agent(), "cycles: "))
                    .isEqualTo("cycles: attached %d, detached %d".formatted(CYCLES, CYCLES));
            assertThat(host.ask("code", "code: ")).isEqualTo(code);
            host.quit();
        }
    }

    static void assertJumpsFar() {
        AgentHost.Build build = AgentHost.Build.LINUX_SYMBOLS;
        Path folder = Folders.fresh("agent-address-far");
        Path table = resolve(build, folder);
        try (AgentHost host = start(build, folder, table, "--rate", "200")) {
            host.ask("start", "started");
            String code = host.ask("code", "code: ");
            assertThat(host.ask("crowd", "crowded")).isEqualTo("crowded");
            Folders.write(table, changed(JsonMapper.shared().readTree(Folders.read(table)),
                    (hook, _) -> hook.put("movedBytes", NEAR_JUMP)));
            Refused refused = new Refused(host, build, folder, table, code);
            refused.attached("there is no memory near it", 2);
            resolve(build, folder);
            assertThat(host.ask("attach", "attach: ")).isEqualTo("attach: 0");
            assertThat(log(folder)).filteredOn(line -> line.contains("hooked address:"))
                    .hasSize(2).allMatch(line -> line.endsWith("by a jump of 14 bytes"));
            host.ask("run 20", "ran: ");
            assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            assertThat(host.ask("code", "code: ")).isEqualTo(code);
            host.ask("run 5", "ran: ");
            host.quit();
        }
    }
}
