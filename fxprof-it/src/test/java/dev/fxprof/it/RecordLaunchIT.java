package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fxprof record --launch} as the parent of a server that is a shell script. */
class RecordLaunchIT {
    private static final String HITCH = "{\"data\":{\"thread\":\"svMain\",\"time\":312,"
            + "\"type\":\"hitch\"}}";
    private static final int LONGEST_SECONDS = 60;

    @TempDir
    Path folder;

    private Path capture;

    @BeforeEach
    void nameCapture() {
        capture = folder.resolve("launched.json");
    }

    private Path server(String script) throws IOException {
        return Files.writeString(folder.resolve("server.sh"), script);
    }

    /** A shell between this test and the command can give it a descriptor 3. */
    private List<String> words(Path server, String redirection, String... options) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + redirection,
                "sh", Command.launcher().toString(), "record", "--launch", "-o",
                capture.toString()));
        words.addAll(List.of(options));
        words.addAll(List.of("--", "sh", server.toString()));
        return words;
    }

    private Command.Result run(Path server, String redirection, String... options) {
        return Command.of(words(server, redirection, options).toArray(String[]::new))
                .like(Command.fxprof()).in(folder).run();
    }

    @Test
    void shouldHearHitchesAndPassAllElseThrough() throws IOException {
        Path server = server("sleep 1; printf '{\"test\":\"test\"}" + HITCH + "' >&3\n"
                + "echo the server speaks\necho and complains >&2\nexit 7\n");
        Path trace = folder.resolve("trace");
        Command.Result result = run(server, "3>'" + trace + "'", "--json");

        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("the server speaks\n");
        assertThat(result.err()).contains("and complains\n");
        assertThat(trace).hasContent("{\"test\":\"test\"}" + HITCH);
        JsonNode json = JsonMapper.shared()
                .readTree(result.err().substring(result.err().indexOf("{\n")));
        assertThat(json.path("exitCode").asInt()).isEqualTo(7);
        assertThat(json.path("threads").path(0).path("hitches").asInt()).isEqualTo(1);
        assertThat(Files.readString(capture)).contains("\"dur\":312000.000");
    }

    @Test
    void shouldDoWithoutAListener() throws IOException {
        Command.Result result = run(server("printf '" + HITCH + "' >&3\n"), "3>&-");

        assertThat(result.exit()).isZero();
        assertThat(result.err()).contains("svMain     1 hitch, the longest 312 ms");
    }

    @Test
    void shouldPassStandardInputThrough() throws IOException {
        Path input = Files.writeString(folder.resolve("input"), "status\n");
        Path server = server("read line; echo \"typed: $line\"\n");

        assertThat(run(server, "<'" + input + "'").out()).isEqualTo("typed: status\n");
        Files.delete(capture);
        assertThat(run(server, "<'" + input + "'", "--on-hitch", "profile").out())
                .isEqualTo("typed: status\n");
    }

    @Test
    void shouldHaveTheServersProfilerRecordAfterAHitch() throws IOException {
        Path server = server("""
                printf '%s' >&3
                read first; read second
                echo "$first"
                file=${second#profiler saveJSON }
                printf '{"traceEvents":[]}' > "$file"
                sleep 1
                """.formatted(HITCH));
        Command.Result result = run(server, "</dev/null", "--on-hitch", "profile:1");

        assertThat(result.out()).isEqualTo("profiler record 1\n");
        assertThat(result.err()).contains("after a hitch of 312 ms the server's profiler recorded "
                + "1 ticks: fxprof report " + folder.toRealPath() + "/fxprof-hitch-");
    }

    @Test
    void shouldNameARecordingOfTheServersProfiler() throws Exception {
        StandIn.build("RecordLaunchIT");
        Path data = StandIn.samples("launched");
        Path err = folder.resolve("err");
        Process record = Command.fxprof("record", "--launch", "--on-hitch", "profile:20", "-o",
                capture.toString(), "--", StandIn.Errors.CXX.program().toString(), "+exec",
                "server.cfg").in(data).start(folder.resolve("out"), err);
        try {
            await(() -> Files.readString(folder.resolve("out")).contains("jobs: settle"));
            type(record, "slow 400");
            await(() -> Files.readString(err).contains("recorded 20 ticks: fxprof report "));
            type(record, "quit");
            assertThat(record.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            record.destroy();
        }
        assertThat(record.exitValue()).isZero();
        String named = Files.readString(err).replaceAll("(?s).*: fxprof report (\\S+).*", "$1");
        JsonNode report = Command.fxprof("report", named, "--json").run().succeeded()
                .json();
        assertThat(report.path("ticks").asInt()).isBetween(19, 21);
        assertThat(Files.readString(capture)).contains("hitch: interval between two ticks");
    }

    private static void type(Process process, String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    @Test
    void shouldNotTakeTheServerWithItWhenItIsKilled() throws Exception {
        Path server = server("""
                echo $$ > pid
                while [ ! -e orphaned ]; do sleep 0.05; done
                printf '%s' >&3 && echo written > survived
                """.formatted(HITCH));
        Process record = Command.of(words(server, "").toArray(String[]::new)).in(folder)
                .start(folder.resolve("out"), folder.resolve("err"));
        await(() -> Files.exists(folder.resolve("pid")));
        record.destroyForcibly().waitFor();
        Files.createFile(folder.resolve("orphaned"));

        await(() -> Files.exists(folder.resolve("survived")));
    }

    @Test
    void shouldKeepTheServerWhenTheCaptureCannotBeWritten() throws Exception {
        Path server = server("""
                i=0
                while [ $i -lt 1000 ]; do printf '%s' >&3; i=$((i+1)); done
                while [ ! -e stop ]; do sleep 0.05; done
                echo the server ends by itself
                """.formatted(HITCH));
        List<String> words = words(server, "");
        // no file may grow beyond 128 KB
        words.set(2, "ulimit -f 256; " + words.get(2));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process record = Command.of(words.toArray(String[]::new)).in(folder).start(out, err);
        await(() -> Files.readString(err).contains("the recording has ended, the server goes on"));
        Files.createFile(folder.resolve("stop"));

        assertThat(record.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(record.exitValue()).isEqualTo(3);
        assertThat(out).hasContent("the server ends by itself");
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws Exception {
        long from = System.nanoTime();
        while (!condition.holds()) {
            assertThat(System.nanoTime() - from).as("time waited")
                    .isLessThan(TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
            Thread.sleep(20);
        }
    }
}
