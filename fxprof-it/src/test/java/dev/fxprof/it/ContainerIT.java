package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The project's Dockerfile, beside a Prometheus in a container of its own. */
class ContainerIT {
    private static final String TOKEN = "a-token-of-the-containers";
    private static final String TOKEN_FILE = "/run/secrets/fxprof-token";
    /** By which the other container calls it, as in docs/examples/fleet/server/compose.yml. */
    private static final String NAME = "fxprof";
    private static final int READABLE = 0444;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 100_000_000;

    private static ContainerEngine engine;

    @BeforeAll
    static void build() {
        engine = ContainerEngine.start("ContainerIT");
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void shouldBeScrapedAcrossTheContainerBorderAndEndWhenAsked() throws Exception {
        int port = PrometheusApi.freePort();
        PrometheusApi api = new PrometheusApi(PrometheusApi.freePort());
        try (GenericContainer<?> serve = serve(port);
                GenericContainer<?> prometheus = prometheus(api.port(), port)) {
            serve.start();
            prometheus.start();
            await(prometheus, "it is scraped",
                    () -> api.value("fxprof_tick_seconds_count{job=\"fxprof\"}") > 0);
            assertThat(api.query("up").get(0).path("metric").path("instance").asString())
                    .isEqualTo(NAME + ":" + port);
            double ticks = api.value("fxprof_tick_seconds_count");
            assertThat(ticks).isLessThanOrEqualTo(Served.metric(metrics(port, TOKEN),
                    "fxprof_tick_seconds_count{server=\"simulation\"}"));
            assertThat(metrics(port, "another-token-than-that")).isEmpty();
            shouldHaveNoRights(serve);
            serve.getDockerClient().stopContainerCmd(serve.getContainerId())
                    .withTimeout((int) LONGEST.toSeconds()).exec();
            assertThat(serve.getCurrentContainerInfo().getState().getExitCodeLong()).isZero();
            await(prometheus, "its end is seen", () -> api.value("up") == 0);
        }
    }

    private static GenericContainer<?> serve(int port) {
        return local(ContainerEngine.SERVE)
                .withCopyToContainer(Transferable.of(TOKEN, READABLE), TOKEN_FILE)
                .withCommand("--simulate", "--port", String.valueOf(port), "--host", NAME)
                .withTmpFs(Map.of("/tmp", "rw")).withCreateContainerCmdModifier(
                        ContainerIT::withoutRights)
                .waitingFor(Wait.forLogMessage(".*fxprof: open .*", 1)
                        .withStartupTimeout(LONGEST));
    }

    /** What the example for many servers asks for. */
    private static void withoutRights(CreateContainerCmd command) {
        HostConfig host = command.getHostConfig();
        host.withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"));
    }

    private static GenericContainer<?> prometheus(int port, int servePort) {
        String config = Folders.read(Folders.project()
                .resolve("docs/examples/prometheus/prometheus.yml"))
                .replace("scrape_interval: 15s", "scrape_interval: 1s")
                .replace("127.0.0.1:8080", NAME + ":" + servePort)
                .replace("credentials_file: token", "credentials_file: " + TOKEN_FILE)
                .replace("rule_files:\n  - fxprof-rules.yml\n", "");
        return local(ContainerEngine.PROMETHEUS)
                .withCopyToContainer(Transferable.of(TOKEN, READABLE), TOKEN_FILE)
                .withCopyToContainer(Transferable.of(config, READABLE), "/prometheus.yml")
                .withExtraHost(NAME, "127.0.0.1")
                .withCommand("--config.file=/prometheus.yml", "--storage.tsdb.path=/prometheus",
                        "--web.listen-address=127.0.0.1:" + port)
                .waitingFor(Wait.forLogMessage(".*ready to receive web requests.*", 1)
                        .withStartupTimeout(LONGEST));
    }

    private static GenericContainer<?> local(String image) {
        return new GenericContainer<>(DockerImageName.parse(image)).withNetworkMode("host")
                .withImagePullPolicy(_ -> false);
    }

    private static void shouldHaveNoRights(GenericContainer<?> serve) throws Exception {
        String status = serve.execInContainer("cat", "/proc/1/status").getStdout();
        assertThat(status).containsPattern("Uid:\t10001\t10001\t10001\t10001")
                .containsPattern("CapEff:\t0+\n");
    }

    private static String metrics(int port, String token) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest
                    .newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        }
    }

    private static void await(GenericContainer<?> container, String what,
            BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "waited in vain until " + what + ": " + container.getLogs())
                    .isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Test
    void shouldSayWhichFileItMissesWhenStartedWithoutAToken() {
        Command.Result run = engine.docker("run", "--rm", "--network", "none",
                ContainerEngine.SERVE).run();
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.errors()).singleElement().asString().contains("--token-file")
                .contains(TOKEN_FILE);
    }
}
