package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent under the compiler's checks of addresses and undefined behaviour, and with hostile names. */
class AgentSoundnessIT {
    private static final AgentHost.Build LINUX = AgentHost.Build.LINUX;
    private static final Path SOURCES = Folders.project()
            .resolve("fxprof-hooks-win64/src/main/c");
    private static final Path OUTPUT = Folders.project().resolve("fxprof-hooks-win64/target/agent");
    private static final int NAMES = 5000;
    private static final int SITES_OF_A_RESOURCE = 4096;
    private static final int EVENTS_OF_A_RUNTIME = 384;

    @Test
    void shouldTouchNoMemoryThatIsNotItsOwn() {
        AgentHost.Build build = AgentHost.Build.LINUX_SYMBOLS;
        AgentHost.build(build, "AgentSoundnessIT");
        Command.of("make", "-s", "-C", SOURCES.toString(), "OUT=" + OUTPUT, "sanitized")
                .within(Duration.ofMinutes(2)).run().succeeded();
        Path library = OUTPUT.resolve("sanitized/libfxprof-agent.so");
        Path folder = Folders.fresh("agent-sanitized");
        Path table = folder.resolve("table.json");
        Jvm.fxprof("hooks", "resolve", build.home().toString(), "-o", table.toString()).run()
                .succeeded();
        List<String> program = new ArrayList<>(List.of("env",
                "LD_PRELOAD=" + runtime("libasan.so") + " " + runtime("libubsan.so"),
                // What the host leaks when it ends is its own, and its errors leave stacks in odd ways.
                "ASAN_OPTIONS=detect_leaks=0", "FXPROF_HOOKS=" + table));
        program.addAll(build.program());
        try (AgentHost host = AgentHost.start(build, folder, program, "--rate", "200")) {
            for (int round = 0; round < 3; round++) {
                assertThat(host.ask("attach " + library, "attach: ")).isEqualTo("attach: 0");
                if (round == 0) {
                    host.ask("start", "started");
                }
                host.ask("run 60", "ran: ");
                assertThat(host.ask("detach", "detach: ")).isEqualTo("detach: 0");
            }
            host.quit();
            assertThat(Folders.read(folder.resolve("agent.log")).lines())
                    .filteredOn(line -> line.contains("hooked address:")).hasSize(6);
            assertThat(host.lines()).noneMatch(
                    line -> line.contains("Sanitizer") || line.contains("runtime error"));
        }
    }

    @Test
    void shouldSatisfyTheAnalyzersOfItsCompilers() {
        AgentHost.build(LINUX, "AgentSoundnessIT");
        requireAnalyzers();
        analyzed("analyzed", "analyzed-windows").succeeded();
    }

    /** Otherwise the test above would hold of anything. */
    @ParameterizedTest
    @ValueSource(strings = {"linux/planted.o", "clang/planted.plist", "windows/planted.o"})
    void shouldHearOfADefectFromEachAnalyzer(String product) {
        AgentHost.build(LINUX, "AgentSoundnessIT");
        requireAnalyzers();
        Path folder = Folders.fresh("agent-analyzed-" + product.replace('/', '-'));
        Folders.write(folder.resolve("planted.c"), """
                #include <stdlib.h>

                void planted(void *twice) {
                    free(twice);
                    free(twice);
                }
                """);
        Command.Result found = analyzed("ANALYZED=" + folder, "VPATH=" + folder,
                folder.resolve(product).toString());
        assertThat(found.exit()).isNotZero();
        assertThat(found.err()).contains("planted.c:5").containsAnyOf("analyzer-double-free",
                "[unix.Malloc]");
    }

    private static void requireAnalyzers() {
        for (String compiler : List.of("clang-14", "x86_64-w64-mingw32-gcc")) {
            Requirement.require(Requirement.runs(compiler, "--version"), "AgentSoundnessIT",
                    compiler + " is not installed");
        }
    }

    private static Command.Result analyzed(String... words) {
        List<String> make = new ArrayList<>(List.of("make", "-s", "-j2", "-C", SOURCES.toString(),
                "OUT=" + OUTPUT));
        make.addAll(List.of(words));
        return Command.of(make.toArray(String[]::new)).within(Duration.ofMinutes(5)).run();
    }

    private static String runtime(String library) {
        return Command.of("gcc", "-print-file-name=" + library).run().succeeded().out().strip();
    }

    @Test
    void shouldKeepTheNamesOfAnAttackerWithinBounds() {
        AgentHost.build(LINUX, "AgentSoundnessIT");
        Path folder = Folders.fresh("agent-names");
        Path trace = folder.resolve("capture.json");
        try (AgentHost host = AgentHost.start(LINUX, folder, "--rate", "200")) {
            host.ask("attach " + LINUX.agent(), "attach: ");
            host.ask("start", "started");
            try (Recorder recorder = Recorder.start(host.segments().getFirst().toString(), trace)) {
                for (int i = 0; i < NAMES; i++) {
                    host.type("event attack:" + i + " x net:66");
                }
                host.type("event " + "a".repeat(127) + "ü x net:66");
                host.type("event " + "z".repeat(3000) + " x net:66");
                host.ask("run 1", "ran: ");
                host.ask("detach", "detach: ");
                recorder.result().succeeded();
            }
            host.quit();
        }
        AgentCapture capture = AgentCapture.read(trace);
        assertThat(capture.cost.path("overflowedNames").asLong()).isPositive();
        assertThat(capture.slices.stream().collect(Collectors.groupingBy(
                AgentCapture.Slice::resource,
                Collectors.mapping(AgentCapture.Slice::name, Collectors.toSet()))))
                .allSatisfy((resource, names) -> assertThat(names)
                        .hasSizeLessThanOrEqualTo(SITES_OF_A_RESOURCE + 1));
        assertThat(capture.slices).filteredOn(slice -> slice.resource().equals("bank")
                && slice.kind().equals("event")).extracting(AgentCapture.Slice::name)
                .contains("(other)").satisfies(names -> assertThat(Set.copyOf(names))
                        .hasSizeLessThanOrEqualTo(EVENTS_OF_A_RUNTIME + 1));
    }
}
