package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fxprof record} of a server that runs on its own and has no hook. */
class RecordPerfIT {
    private static final String WARNING = "thread hitch warning: timer interval of %d milliseconds\n";
    private static final int LONGEST_SECONDS = 60;

    @TempDir
    Path folder;

    private static String metrics(int answer) {
        return """
                tickTime_sum{name="svMain"} %d
                tickTime_bucket{name="svMain",le="0.02"} %d
                tickTime_bucket{name="svMain",le="0.25"} %d
                tickTime_bucket{name="svMain",le="+Inf"} %d
                """.formatted(answer, 40 * answer, 42 * answer, 42 * answer);
    }

    @Test
    void shouldRecordTickTimesAndHitches() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch twice = new CountDownLatch(2);
        HttpServer server = HttpServer
                .create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/perf", exchange -> {
            byte[] body = metrics(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            twice.countDown();
        });
        server.start();
        Path log = Files.writeString(folder.resolve("console.log"),
                "server " + WARNING.formatted(999));
        Path capture = folder.resolve("perf.json");
        Path out = folder.resolve("out");
        try {
            Process record = Command.fxprof("record", "--perf",
                    "http://127.0.0.1:" + server.getAddress().getPort(), "--log", log.toString(),
                    "-o", capture.toString(), "--seconds", "6", "--json")
                    .start(out, folder.resolve("err"));
            assertThat(twice.await(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            Files.writeString(log, "server " + WARNING.formatted(312) + "sync "
                    + WARNING.formatted(120), StandardOpenOption.APPEND);
            assertThat(record.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(record.exitValue()).isZero();
        } finally {
            server.stop(0);
        }
        JsonNode json = JsonMapper.shared().readTree(Files.readString(out));
        JsonNode main = json.path("threads").path(0);
        assertThat(main.path("name").asString()).isEqualTo("svMain");
        // The end may come between the last question and its answer.
        assertThat(main.path("ticks").asInt()).isPositive().isIn(42 * (asked.get() - 1),
                42 * (asked.get() - 2));
        assertThat(main.path("p50AtMostNanos").asLong()).isEqualTo(20_000_000);
        assertThat(main.path("p99AtMostNanos").asLong()).isEqualTo(250_000_000);
        assertThat(main.path("hitches").asInt()).isEqualTo(1);
        assertThat(main.path("longestHitchNanos").asLong()).isEqualTo(312_000_000);
        assertThat(json.path("threads").path(1).path("name").asString()).isEqualTo("svSync");
        assertThat(Files.readString(capture)).contains("\"svMain tick p99 at most, ms\"",
                "\"dur\":312000.000");
        JsonNode report = Command.fxprof("report", capture.toString(), "--json").run()
                .succeeded().json();
        assertThat(report.path("spans").asInt()).isEqualTo(2);
    }

    @Test
    void shouldSayWhenNobodyAnswers() throws IOException {
        Path capture = folder.resolve("none.pftrace");
        Command.Result result = Command.fxprof("record", "--perf", "http://127.0.0.1:9/perf", "-o",
                capture.toString()).run();

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.err()).contains("http://127.0.0.1:9/perf does not answer");
    }

    @Test
    void shouldSayWhichOptionsBelongTogether() {
        assertRefused("--perf-user", "--perf", "http://127.0.0.1:9", "--perf-user", "me");
        assertRefused("is no address", "--perf", "server:30120");
        assertRefused("--on-hitch needs --launch", "--log", "x", "--on-hitch", "profile");
        assertRefused("behind --", "--launch");
        assertRefused("expected profile or profile:TICKS", "--launch", "--on-hitch", "now", "--",
                "true");
        assertRefused("take no segments", "--log", "x", "segment");
        assertRefused("expected 1 to 8 segments", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertRefused("record both with two commands", "--log", "x", "--server", "y");
    }

    private void assertRefused(String part, String... arguments) {
        Command.Result result = Command.fxprof("record", "-o",
                folder.resolve("refused.json").toString()).and(arguments).run();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains(part);
        assertThat(folder.resolve("refused.json")).doesNotExist();
    }
}
