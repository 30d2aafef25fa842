package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SpanKind;
import dev.fxprof.it.LoadLedger.Phase;
import dev.fxprof.ringbuffer.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** {@code fxprof serve} on the segment of a {@link LoadProducer}. */
final class ServedLoad implements AutoCloseable {
    private static final String SERVER = "{server=\"load\"}";

    final Served served;
    final LoadLedger ledger;
    private final Process producer;

    private ServedLoad(Served served, LoadLedger ledger, Process producer) {
        this.served = served;
        this.ledger = ledger;
        this.producer = producer;
    }

    /** Starts both; the producer ticks from the moment on when its segment is drained. */
    static ServedLoad start(String name, Served.Tuning tuning, String... options)
            throws IOException {
        Path folder = Folders.fresh(name + "-load");
        Path segment = folder.resolve("load.fxseg");
        Path file = folder.resolve("ledger");
        LoadLedger ledger = LoadLedger.open(file);
        Process producer = Jvm.run(LoadProducer.class, List.of(Recording.class, SpanKind.class),
                segment.toString(), file.toString())
                .start(folder.resolve("load.out"), folder.resolve("load.err"));
        List<String> all = new ArrayList<>(List.of("--segment", "load=" + segment));
        all.addAll(List.of(options));
        Served served;
        try {
            served = Served.start(name, tuning, all.toArray(String[]::new));
        } catch (AssertionError e) {
            producer.destroyForcibly();
            throw e;
        }
        ServedLoad load = new ServedLoad(served, ledger, producer);
        try {
            served.await("serve attaches", () -> {
                assertThat(producer.isAlive()).as(Folders.read(folder.resolve("load.err")))
                        .isTrue();
                return served.err().contains("attached to load");
            });
        } catch (AssertionError e) {
            load.close();
            throw e;
        }
        ledger.set(Phase.RUN);
        return load;
    }

    long spans() {
        return Math.round(served.metric("fxprof_spans_total" + SERVER));
    }

    /** Ends the producer; every span of it has to be seen, and nothing may be counted as lost. */
    void assertNothingLost() throws InterruptedException {
        assertThat(lost()).isZero();
    }

    /** Ends the producer; what was not seen has to be counted as lost. Returns that. */
    long lost() throws InterruptedException {
        ledger.set(Phase.STOP);
        assertThat(producer.waitFor(60, TimeUnit.SECONDS)).isTrue();
        served.await("the end is seen", () -> server().path("state").asString().equals("ENDED"));
        JsonNode cost = server().path("cost");
        assertThat(cost.path("dropped")).isNotEmpty();
        long lost = 0;
        for (JsonNode count : cost.path("dropped")) {
            lost += count.asLong();
        }
        assertThat(cost.path("spans").asLong() + lost).as(cost.toString())
                .isEqualTo((long) ledger.count() * LoadProducer.TICK_SPANS);
        assertThat(ledger.count()).isPositive();
        return lost;
    }

    private JsonNode server() {
        return served.json("/api/v1/servers").path("servers").get(0);
    }

    @Override
    public void close() {
        producer.destroyForcibly();
        served.close();
    }
}
