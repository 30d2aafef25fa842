package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.SiteTable;
import dev.fxprof.it.CrashLedger.Entry;
import dev.fxprof.ringbuffer.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One producer and one recorder, of which at least one is killed, and what must be true after it. */
final class CrashRound {
    /** Who is killed. */
    enum Victim {
        PRODUCER, RECORDER, BOTH
    }

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int SIGKILL = 128 + 9;
    private static final long LOOK_NANOS = 500_000;
    private static final int[] RING_SLOTS = {1024, 4096, 65_536};
    private static final int LONGEST_LIFE_MILLIS = 600;

    private final Path folder;
    private final Path segment;
    private final Path capture;
    private final CrashLedger ledger;
    private final Random random;
    private final Victim victim;
    private final int slots;
    private int programs;
    private Process producer;
    private Process recorder;

    CrashRound(Path folder, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        segment = folder.resolve("crash.fxseg");
        capture = folder.resolve("capture.json");
        ledger = CrashLedger.open(folder.resolve("ledger"));
        random = new Random(seed);
        victim = Victim.values()[random.nextInt(Victim.values().length)];
        slots = RING_SLOTS[random.nextInt(RING_SLOTS.length)];
    }

    @Override
    public String toString() {
        return victim + " killed, ring of " + slots;
    }

    void run() throws IOException, InterruptedException {
        try {
            producer = start("producer", Jvm.run(CrashProducer.class,
                    List.of(Recording.class, SiteTable.class), segment.toString(),
                    folder.resolve("ledger").toString(), Integer.toString(slots),
                    Long.toString(random.nextLong())));
            await(() -> ledger.get(Entry.READY) != 0, "the segment is made");
            recorder = start("recorder", recordCommand());
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            crash();
            verify(recordToTheEnd());
        } finally {
            producer.destroyForcibly();
            if (recorder != null) {
                recorder.destroyForcibly();
            }
        }
    }

    private Command recordCommand() {
        return Jvm.fxprof("record", segment.toString(), "-o", capture.toString(), "--json",
                "--flush-interval", Integer.toString(1 + random.nextInt(16)));
    }

    private Process start(String name, Command command) {
        programs++;
        return command.start(folder.resolve(name + programs + ".out"),
                folder.resolve(name + programs + ".err"));
    }

    private void crash() throws InterruptedException {
        switch (victim) {
            case PRODUCER -> killProducer();
            case RECORDER -> kill(recorder);
            case BOTH -> {
                if (random.nextBoolean()) {
                    killProducer();
                    LockSupport.parkNanos(random.nextInt(250_000_000));
                    kill(recorder);
                } else {
                    kill(recorder);
                    killProducer();
                }
                names(dump(), "waiting");
            }
            default -> throw new IllegalStateException("nobody dies");
        }
    }

    /** Strikes while the producer writes without a pause, within the time in which a ring fills. */
    private void killProducer() throws InterruptedException {
        ledger.set(Entry.HURRY, 1);
        long until = System.nanoTime() + random.nextInt(3_000_000);
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        kill(producer);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // A recorder of a dead producer may have come to its own end before.
        assertThat(process.exitValue()).isIn(SIGKILL, 0);
    }

    /** What the last of the recorders said. */
    private JsonNode recordToTheEnd() throws InterruptedException {
        if (victim != Victim.PRODUCER) {
            recorder = start("recorder", recordCommand());
        }
        if (victim == Victim.RECORDER) {
            long offered = ledger.get(Entry.OFFERED);
            await(() -> ledger.get(Entry.OFFERED) > offered, "the producer noticed nothing");
            Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            ledger.set(Entry.STOP, 1);
            assertThat(producer.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(producer.exitValue()).isZero();
        }
        return finished();
    }

    private JsonNode finished() throws InterruptedException {
        String said = folder.resolve("recorder" + programs).toString();
        assertThat(recorder.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                .as("the recorder ended; it said %s", Folders.read(Path.of(said + ".err")))
                .isTrue();
        assertThat(recorder.exitValue()).as(Folders.read(Path.of(said + ".err"))).isZero();
        return JsonMapper.shared().readTree(Folders.read(Path.of(said + ".out")));
    }

    private JsonNode dump() {
        return Jvm.fxprof("dump", segment.toString(), "--json").run().succeeded().json();
    }

    private void verify(JsonNode record) throws InterruptedException {
        JsonNode dump = dump();
        CrashCapture first = new CrashCapture(capture, ledger);
        balances(dump, record, first);
        names(dump, "recorded");
        first.check(victim != Victim.RECORDER);
        if (random.nextInt(3) == 0) {
            recorder = start("recorder", recordCommand());
            JsonNode again = finished();
            assertThat(again.path("continued").asBoolean()).isTrue();
            CrashCapture second = new CrashCapture(capture, ledger);
            balances(dump(), again, second);
            second.check(victim != Victim.RECORDER);
            assertThat(second.written()).as("recorded once more").isEqualTo(first.written());
        }
    }

    private void balances(JsonNode dump, JsonNode record, CrashCapture file) {
        assertThat(dump.path("live").asBoolean(true)).isFalse();
        assertThat(dump.path("rings")).hasSize(1);
        JsonNode ring = dump.path("rings").get(0);
        long offered = ring.path("offered").asLong(-1);
        assertThat(offered).as("offered, by the segment").isBetween(ledger.get(Entry.OFFERED),
                ledger.get(Entry.OFFERING));
        assertThat(ring.path("drained").asLong(-1) + ring.path("recovered").asLong(-1)
                + ring.path("dropped").asLong(-1)).as(dump.toPrettyString()).isEqualTo(offered);
        assertThat(ring.path("torn").asLong(-1)).isBetween(0L, victim == Victim.RECORDER ? 0L : 1L);
        assertThat(record.path("offered").asLong(-1)).isEqualTo(offered);
        assertThat(record.path("waiting").asLong(-1)).as(record.toPrettyString()).isZero();
        assertThat(record.path("written").asLong(-1) + record.path("dropped").asLong(-1))
                .isEqualTo(offered);
        assertThat(file.written()).as("records in the capture; %s", record.toPrettyString())
                .isEqualTo(record.path("written").asLong(-1));
    }

    /** What the dump of a dead process says of its open spans. */
    private void names(JsonNode dump, String when) {
        List<String> open = dump.path("openStacks").findValuesAsString("name");
        if (victim == Victim.RECORDER) {
            assertThat(open).as(when).isEmpty();
        } else if (ledger.get(Entry.OUTER) != 0) {
            assertThat(open).as(when).startsWith(CrashProducer.OUTER, CrashProducer.MIDDLE);
            assertThat(dump.path("openStacks").get(0).path("thread").asString())
                    .isEqualTo(CrashProducer.THREAD);
        }
    }

    /** A condition that another process makes true. */
    private interface Condition {
        boolean holds();
    }

    private void await(Condition condition, String what) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            assertThat(producer.isAlive()).as("the producer lives until %s", what).isTrue();
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
