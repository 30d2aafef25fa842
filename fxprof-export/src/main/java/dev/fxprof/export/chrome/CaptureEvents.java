package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.TraceTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Renders the events in which a capture speaks of itself. Catapult warns of metadata events whose
 * name it does not know, so they name the process once more and carry the rest beside the name.
 */
final class CaptureEvents {
    /** Version of what a resume reads. */
    static final int VERSION = 1;

    static final String CAPTURE = opening("fxprof_capture");
    static final String CHECKPOINT = opening("fxprof_checkpoint");
    static final String POSITION = opening("fxprof_position");
    static final String TRACK = "{\"ph\":\"M\",\"pid\":1,\"tid\":";
    static final String TRACK_NAME = ",\"name\":\"thread_name\",\"args\":{\"name\":";

    private static final String COST = opening("fxprof_cost");

    private final EventBuffer buffer;
    private final byte[] closing;

    CaptureEvents(EventBuffer buffer, TraceTarget target) {
        this.buffer = buffer;
        closing = bytes("},\"name\":" + quoted(target.processName()) + "}}");
    }

    private static String opening(String key) {
        return "{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"" + key + "\":{";
    }

    /** A name as it stands in the file. */
    static String quoted(String name) {
        var text = new ByteArrayOutputStream();
        JsonText.quote(text, name);
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Begins the file. */
    void capture(CaptureIdentity capture, boolean resumable) throws IOException {
        String origin = resumable
                ? ",\"originNanos\":" + capture.originNanos() + ",\"segments\":"
                        + capture.segments()
                                .stream().map(CaptureEvents::hex)
                                .collect(Collectors.joining(",", "[", "]"))
                : "";
        write(CAPTURE, "\"version\":" + VERSION + origin);
    }

    void track(int tid, String quotedName) throws IOException {
        buffer.add(bytes(TRACK + tid + TRACK_NAME + quotedName + "}}"));
        buffer.add(bytes(TRACK + tid + ",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":"
                + tid + "}}"));
    }

    /** Begins a place where all tracks and positions follow, so that nobody need look before it. */
    void checkpoint(SortedMap<Integer, String> tracks) throws IOException {
        write(CHECKPOINT, "\"tracks\":" + tracks.size());
        for (var track : tracks.entrySet()) {
            track(track.getKey(), track.getValue());
        }
    }

    /**
     * Says how far a ring is.
     *
     * @param links flows written so far
     * @param left positions that follow in the same flush; only all of them together count
     */
    void position(RingPosition position, long links, int left) throws IOException {
        write(POSITION, "\"segment\":" + hex(position.segment()) + ",\"ring\":" + position.ring()
                + ",\"records\":" + position.records() + ",\"links\":" + links + ",\"left\":"
                + left);
    }

    void cost(CaptureCost cost) throws IOException {
        write(COST, "\"offered\":" + cost.offered() + ",\"written\":" + cost.written()
                + ",\"dropped\":" + cost.dropped() + ",\"droppedRingFull\":" + cost.droppedFull()
                + ",\"droppedTreeTooLarge\":" + cost.droppedTree() + ",\"droppedDrainKilled\":"
                + cost.droppedDrain() + ",\"waiting\":" + cost.waiting()
                + ",\"overflowedNames\":" + cost.overflowedNames() + ",\"ringSlots\":"
                + cost.ringSlots() + ",\"ringHighWater\":" + cost.highWater() + ",\"clock\":"
                + quoted(cost.clock()) + ",\"clockErrorNanos\":" + cost.clockErrorNanos()
                + ",\"clockSteps\":" + cost.clockSteps());
    }

    private void write(String opening, String fields) throws IOException {
        var text = new ByteArrayOutputStream(256);
        text.writeBytes(bytes(opening + fields));
        text.writeBytes(closing);
        buffer.add(text.toByteArray());
    }

    /** 64 bits are more than a reader of JSON keeps of a number. */
    private static String hex(long value) {
        return '"' + HexFormat.of().toHexDigits(value) + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
