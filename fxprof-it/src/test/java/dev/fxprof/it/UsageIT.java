package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageIT {
    private static final int INPUT = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--bogus|--bogus", "--duration 10x|10x",
            "--duration 0t|0t", "--duration -5t|-5t", "--duration 99999999999t|99999999999t",
            "--duration|--duration", "--max-trace-size 5Q|5Q", "--max-trace-size 1K|at least",
            "--max-trace-size 7M|at least 8M for chrome and perfetto",
            "--trace chrome,html|html",
            "--trace bogus|bogus", "--trace none,chrome|none", "--ring-slots 1000|1000",
            "--flush-interval 0|0", "--batch-size 0|0", "--players 1025|1025",
            "--players many|many", "--tick-rate 0|0", "--native-cost cheap|cheap",
            "--profile some|some", "--warmup -1|-1", "--hitch -1|-1", "extra|extra"})
    void shouldRefuseAWrongOptionInOneSentence(String options, String named) {
        Command command = Command.fxprof("simulate").and(options.split(" "));
        command = options.startsWith("--warmup") ? command : command.and("--warmup", "0");
        command = options.startsWith("--duration") ? command : command.and("--duration", "1t");
        Sentence.assertOnly(command.in(folder).run(), INPUT, named);
        assertThat(Folders.list(folder)).isEmpty();
    }

    @Test
    void shouldRefuseAnUnknownCommand() {
        Sentence.assertOnly(Command.fxprof("simulat").run(), INPUT, "simulat");
    }

    @Test
    void shouldExplainItselfWithoutArguments() {
        Command.Result result = Command.launched().run();
        assertThat(result.exit()).isEqualTo(INPUT);
        assertThat(result.out() + result.err()).contains("Usage: fxprof", "simulate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "simulate --help", "-h"})
    void shouldPrintHelp(String arguments) {
        Command.Result result = Command.fxprof(arguments.split(" ")).run().succeeded();
        assertThat(result.out()).startsWith("Usage: fxprof");
        assertThat(result.out()).doesNotContain("${", "%n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void shouldPrintItsVersion() {
        Command.Result result = Command.launched("--version").run().succeeded();
        assertThat(result.out().strip()).matches("fxprof \\d+\\.\\d+\\.\\d+.*");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void shouldTakePathsAsTheCallersFromAnyFolder() {
        Path world = Folders.resource("world/regions");
        Folders.write(folder.resolve("mine/regions/fxmanifest.lua"),
                Folders.read(world.resolve("regions/fxmanifest.lua")));
        Folders.write(folder.resolve("mine/regions/main.lua"), "print('from a relative folder')");
        Command.Result result = Command.simulate("--resources", "mine", "--players", "0",
                "--duration", "2t", "--log", "--out", "deep/er").in(folder).run().succeeded();
        assertThat(result.err()).contains("from a relative folder");
        assertThat(folder.resolve("deep/er/profiler_trace.json")).isRegularFile();
    }
}
