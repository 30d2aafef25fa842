package dev.fxprof.it;

import dev.fxprof.export.perfetto.schema.PerfettoTrace.TracePacket;
import dev.fxprof.export.perfetto.schema.PerfettoTrace.TrackEvent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Bytes that the slices of a capture take, begin and end together. */
final class PacketSizes {
    private record Begin(int bytes, int notes, int flows) {}

    /** Some of the slices. */
    static final class Group {
        long slices;
        long bytes;

        private void add(long more) {
            slices++;
            bytes += more;
        }

        double mean() {
            return (double) bytes / slices;
        }
    }

    /** Slices without annotation and flow. */
    final Group plain = new Group();
    /** Slices with at most one of each, and at least one. */
    final Group one = new Group();
    final Group any = new Group();
    private final Map<Integer, Deque<Begin>> open = new HashMap<>();

    static PacketSizes of(Path capture) {
        PacketSizes sizes = new PacketSizes();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(capture), 1 << 16)) {
            while (in.read() >= 0) {
                int length = 0;
                int head = 1;
                int next;
                for (int shift = 0; (next = in.read()) >= 0x80; shift += 7, head++) {
                    length |= (next & 0x7F) << shift;
                }
                length |= next << 7 * (head - 1);
                sizes.take(1 + head + length, TracePacket.parseFrom(in.readNBytes(length)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sizes;
    }

    private void take(int bytes, TracePacket packet) {
        TrackEvent event = packet.getTrackEvent();
        Deque<Begin> stack = open.computeIfAbsent(packet.getTrustedPacketSequenceId(),
                _ -> new ArrayDeque<>());
        if (event.getType() == TrackEvent.Type.TYPE_SLICE_BEGIN) {
            stack.push(new Begin(bytes, event.getDebugAnnotationsCount(),
                    event.getTerminatingFlowIdsCount()));
        } else if (event.getType() == TrackEvent.Type.TYPE_SLICE_END) {
            Begin begin = stack.pop();
            any.add(begin.bytes + bytes);
            if (begin.notes == 0 && begin.flows == 0) {
                plain.add(begin.bytes + bytes);
            } else if (begin.notes <= 1 && begin.flows <= 1) {
                one.add(begin.bytes + bytes);
            }
        }
    }
}
