package dev.fxprof.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The data folder of {@code fxprof serve} on a disk that is full. */
class ServeDiskIT {
    private static final String FAILED = "A capture of simulation could not be saved";
    private static final long SOME_ROOM = 64 << 10;

    @TempDir
    private Path mount;

    private static Served serve(TightDisk disk, String name) {
        // No tick is a hitch: what is saved is what the test asks for.
        Served served = Served.startOn(disk, name, "--simulate", "--console", "--hitch",
                "tick>60000");
        served.await("ticks come", () -> lastTick(served) >= 0);
        return served;
    }

    private static long lastTick(Served served) {
        JsonNode ticks = served.json("/api/v1/ticks?server=simulation").path("ticks");
        return ticks.isEmpty() ? -1 : ticks.get(ticks.size() - 1).path("number").asLong();
    }

    private static List<String> captures(Served served) {
        List<String> ids = new ArrayList<>();
        served.json("/api/v1/captures").path("captures")
                .forEach(capture -> ids.add(capture.path("id").asString()));
        return ids;
    }

    private static void save(Served served, int count) {
        served.type("capture");
        served.await("the capture is saved", () -> captures(served).size() == count);
    }

    private static List<String> failures(Served served) {
        return served.err().lines().filter(line -> line.contains("could not be saved")).toList();
    }

    /** Asks for a capture that finds no room, and checks what becomes of it. */
    private static void fail(TightDisk disk, Served served) {
        List<String> before = disk.names("data/captures");
        double failed = served.metric("fxprof_store_failed_writes_total");
        served.type("capture");
        served.await("the failure is told", () -> !failures(served).isEmpty());
        assertThat(failures(served)).singleElement().asString().contains(FAILED + ": ",
                disk.mount().resolve("data/captures").toString(), "No space left on device.");
        assertThat(served.metric(
                "fxprof_captures_total{result=\"failed\",server=\"simulation\"}")).isEqualTo(1);
        assertThat(served.metric("fxprof_store_failed_writes_total")).isGreaterThan(failed);
        assertThat(served.json("/api/v1/status").path("store").path("lastFailure").asString())
                .contains("No space left on device");
        assertThat(disk.names("data/captures")).isEqualTo(before);
        long tick = lastTick(served);
        served.await("the live view goes on", () -> lastTick(served) > tick);
    }

    /** Every capture that stood is still there, whole. */
    private static void assertWhole(Served served, List<String> ids) {
        assertThat(captures(served)).containsExactlyElementsOf(ids);
        for (String id : ids) {
            assertThat(served.get("/api/v1/capture?id=" + id).statusCode()).isEqualTo(200);
        }
        assertThat(served.metric("fxprof_store_corrupt_files_total")).isZero();
    }

    @Test
    void shouldSayWhatAFullDiskDidNotTakeAndSaveAgainOnceThereIsRoom() {
        try (TightDisk disk = new TightDisk(mount, "64m")) {
            List<String> saved;
            try (Served served = serve(disk, "serve-disk")) {
                save(served, 1);
                disk.fill(SOME_ROOM);
                fail(disk, served);
                disk.empty();
                save(served, 2);
                saved = captures(served);
                disk.fill(0);
                served.kill();
            }
            try (Served served = serve(disk, "serve-disk-again")) {
                served.await("what was lost is told", () -> served.err()
                        .contains("The last run did not end properly; it was last seen at 2"));
                assertWhole(served, saved);
                assertThat(served.interrupt()).isZero();
            }
            assertThat(disk.names("data")).doesNotContain("running");
        }
    }
}
