package dev.fxprof.export.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.TraceTarget;
import dev.fxprof.api.TraceWriter;
import dev.fxprof.export.TestBatch;
import dev.fxprof.export.TestSites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ChromeMetadataTest {
    private static final long SEGMENT = 7;

    /** Catapult warns of any other. */
    private static final Set<String> KNOWN = Set.of("process_name", "thread_name",
            "thread_sort_index");

    @TempDir
    private Path folder;

    private final TestSites sites = new TestSites();

    @Test
    void shouldWriteACostOnceUntilItChanges() throws IOException {
        CaptureCost cost = new CaptureCost(10, 9, 1, 2, 3, 4, 5, 65536, 70, "tsc", 80, 90);
        try (TraceWriter writer = open(new TraceTarget(folder, sites, "fxprof", 0, true))) {
            writer.cost(cost);
            writer.flush();
            writer.cost(new CaptureCost(10, 9, 1, 2, 3, 4, 5, 65536, 70, "tsc", 80, 90));
            writer.flush();
            writer.cost(new CaptureCost(11, 11, 0, 0, 0, 0, 0, 65536, 70, "nanotime", 0, 0));
        }
        assertThat(about("fxprof_cost", "profiler_trace.json")).extracting(JsonNode::toString)
                .containsExactly(
                        "{\"offered\":10,\"written\":9,\"dropped\":6,\"droppedRingFull\":1,"
                                + "\"droppedTreeTooLarge\":2,\"droppedDrainKilled\":3,\"waiting\":4,"
                                + "\"overflowedNames\":5,\"ringSlots\":65536,\"ringHighWater\":70,"
                                + "\"clock\":\"tsc\",\"clockErrorNanos\":80,\"clockSteps\":90}",
                        "{\"offered\":11,\"written\":11,\"dropped\":0,\"droppedRingFull\":0,"
                                + "\"droppedTreeTooLarge\":0,\"droppedDrainKilled\":0,\"waiting\":0,"
                                + "\"overflowedNames\":0,\"ringSlots\":65536,\"ringHighWater\":70,"
                                + "\"clock\":\"nanotime\",\"clockErrorNanos\":0,"
                                + "\"clockSteps\":0}");
    }

    @Test
    void shouldStorePositionsBehindTheTreesThatTheyCount() throws IOException {
        try (TraceWriter writer = open(file())) {
            writer.track(1, "main");
            writer.track(2, "other");
            for (int tree = 0; tree < 4; tree++) {
                writer.accept(new TestBatch(1).leaf(sites.tick(), tree + 1, 100 * tree,
                        100 * tree + 9));
                writer.position(new RingPosition(SEGMENT, 0, tree + 1));
                writer.position(new RingPosition(SEGMENT, 5, 40 + tree / 2));
                writer.flush();
            }
            writer.flush();
        }
        Map<Integer, List<Integer>> slicesBefore = new HashMap<>();
        int slices = 0;
        for (JsonNode event : ChromeFile.read(folder.resolve("capture.json")).events) {
            slices += event.get("ph").asString().equals("X") ? 1 : 0;
            JsonNode position = event.path("args").path("fxprof_position");
            if (!position.isMissingNode()) {
                assertThat(position.get("segment").asString()).isEqualTo("0000000000000007");
                int ring = position.get("ring").asInt();
                slicesBefore.computeIfAbsent(ring, _ -> new ArrayList<>()).add(slices);
                assertThat(position.get("records").asInt())
                        .isEqualTo(ring == 0 ? slices : 40 + (slices - 1) / 2);
            }
        }
        assertThat(slicesBefore).isEqualTo(Map.of(0, List.of(1, 2, 3, 4), 5, List.of(1, 3)));
        assertThat(about("fxprof_position", "capture.json"))
                .extracting(position -> position.get("left").asInt())
                .containsExactly(1, 0, 0, 1, 0, 0);
    }

    @Test
    void shouldNameNoMetadataThatAViewerDoesNotKnow() throws IOException {
        try (TraceWriter writer = open(file())) {
            writer.track(1, "main");
            writer.cost(new CaptureCost(1, 1, 0, 0, 0, 0, 0, 16, 1, "tsc", 0, 0));
            for (int tree = 0; tree < 60_000; tree++) {
                writer.accept(new TestBatch(1).leaf(sites.event("bank", "bank:pay"), tree + 1,
                        100L * tree, 100L * tree + 9));
                writer.position(new RingPosition(SEGMENT, 0, tree + 1));
                if (tree % 1000 == 0) {
                    writer.flush();
                }
            }
        }
        ChromeFile file = ChromeFile.read(folder.resolve("capture.json"));
        assertThat(about("fxprof_checkpoint", "capture.json")).isNotEmpty();
        assertThat(file.of("M")).allSatisfy(event -> {
            assertThat(event.get("name").asString()).isIn(KNOWN);
            if (event.get("name").asString().equals("process_name")) {
                assertThat(event.get("args").get("name").asString()).isEqualTo("fxprof");
            }
        });
    }

    @Test
    void shouldStoreNoPositionsInATraceThatNobodyContinues() throws IOException {
        try (TraceWriter writer = open(new TraceTarget(folder, sites, "fxprof", 0, true))) {
            writer.position(new RingPosition(SEGMENT, 0, 1));
            writer.flush();
        }
        assertThat(about("fxprof_position", "profiler_trace.json")).isEmpty();
        assertThat(about("fxprof_capture", "profiler_trace.json")).singleElement()
                .hasToString("{\"version\":1}");
    }

    private TraceTarget file() {
        return new TraceTarget(folder, "capture.json", sites, "fxprof", 0, true,
                new CaptureIdentity(List.of(SEGMENT), 0));
    }

    private List<JsonNode> about(String key, String name) throws IOException {
        return ChromeFile.read(folder.resolve(name)).of("M").stream()
                .map(event -> event.get("args").get(key)).filter(found -> found != null).toList();
    }

    private static TraceWriter open(TraceTarget target) throws IOException {
        return new ChromeTraceWriterFactory().open(target);
    }
}
