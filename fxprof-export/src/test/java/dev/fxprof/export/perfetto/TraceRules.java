package dev.fxprof.export.perfetto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fxprof.export.perfetto.WireFile.Fields;
import dev.fxprof.export.perfetto.WireFile.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What Perfetto's importer demands of a file (protos/perfetto/trace and
 * src/trace_processor/importers/proto), checked packet by packet.
 */
final class TraceRules {
    private static final class Sequence {
        final Map<Integer, Set<Long>> interned = new HashMap<>();
        boolean cleared;
        boolean seen;
        long defaultTrack;
        long defaultClock;
        long steps;
        final Deque<Long> open = new ArrayDeque<>();
        long last = Long.MIN_VALUE;
    }

    private final Map<Long, Sequence> sequences = new HashMap<>();
    private final Set<Long> tracks = new HashSet<>();
    private final Set<Long> counters = new HashSet<>();
    private final Set<Long> flowsBegun = new HashSet<>();
    final Set<Long> flowsEnded = new HashSet<>();
    long slices;
    long ends;
    long losses;
    private int number;

    static TraceRules check(byte[] file) {
        TraceRules rules = new TraceRules();
        for (Fields packet : WireFile.packets(file)) {
            rules.number++;
            rules.packet(packet);
        }
        assertThat(rules.flowsEnded).as("flows that end begin").isSubsetOf(rules.flowsBegun);
        rules.sequences.values().forEach(sequence -> assertThat(sequence.open).isEmpty());
        return rules;
    }

    private void require(boolean holds, String rule) {
        assertThat(holds).as("packet %d: %s", number, rule).isTrue();
    }

    private void packet(Fields packet) {
        long id = packet.number(10);
        require(packet.has(126) || id != 0, "a sequence id that is not 0");
        Sequence sequence = sequences.computeIfAbsent(id, _ -> new Sequence());
        long flags = packet.number(13);
        if (packet.number(42) != 0) {
            losses++;
            require((flags & 1) != 0, "state is cleared after a loss");
            require((packet.number(42) & 1) != 0, "a loss has its lowest bit");
        }
        if ((flags & 1) != 0) {
            require(packet.number(87) == 1 != sequence.seen, "first_packet_on_sequence once");
            sequence.interned.clear();
            sequence.cleared = true;
            sequence.seen = true;
        }
        boolean uses = packet.has(12) || packet.has(11) || packet.has(59);
        require(!uses || (flags & 2) != 0 && sequence.cleared, "state that is needed is there");
        defaults(sequence, packet);
        intern(sequence, packet.message(12));
        clocks(sequence, packet);
        if (packet.has(60)) {
            descriptor(packet.message(60));
        }
        if (packet.has(11)) {
            event(sequence, packet, packet.message(11));
        }
    }

    private void defaults(Sequence sequence, Fields packet) {
        if (packet.has(59)) {
            Fields defaults = packet.message(59);
            sequence.defaultTrack = defaults.message(11).number(11);
            sequence.defaultClock = defaults.number(58);
        }
    }

    private void intern(Sequence sequence, Fields data) {
        data.values.forEach((field, values) -> values.forEach(value -> {
            long iid = value.fields().number(1);
            require(iid != 0, "an interned number is not 0");
            require(sequence.interned.computeIfAbsent(field, _ -> new HashSet<>()).add(iid),
                    "a number is interned once: " + field + " " + iid);
        }));
    }

    private void clocks(Sequence sequence, Fields packet) {
        for (Value clock : packet.message(6).all(1)) {
            if (clock.fields().number(1) == 64) {
                require(clock.fields().number(3) == 1, "the clock of steps is incremental");
                sequence.steps = clock.fields().number(2);
            }
        }
    }

    private void descriptor(Fields descriptor) {
        long uuid = descriptor.number(1);
        if (descriptor.has(20)) {
            require(uuid == 0, "only the root orders threads");
            return;
        }
        require(uuid != 0, "a track's id is not 0");
        require(tracks.add(uuid), "a track is described once");
        require(descriptor.has(3) || descriptor.has(4) || tracks.contains(descriptor.number(5)),
                "the parent of a track is known");
        if (descriptor.has(8)) {
            counters.add(uuid);
        }
        if (descriptor.has(4)) {
            Fields thread = descriptor.message(4);
            require(thread.number(1) > 0 && thread.number(2) > 0, "process and thread number");
        }
    }

    private void event(Sequence sequence, Fields packet, Fields event) {
        require(packet.has(8), "an event has a time");
        long clock = packet.has(58) ? packet.number(58) : sequence.defaultClock;
        long track = event.has(11) ? event.number(11) : sequence.defaultTrack;
        require(tracks.contains(track), "the track of an event is described before it");
        long nanos = packet.number(8);
        if (clock == 64) {
            nanos += sequence.steps;
            sequence.steps = nanos;
        }
        uses(sequence, 2, event, 10);
        uses(sequence, 1, event, 3);
        uses(sequence, 4, event, 34);
        for (Value annotation : event.all(4)) {
            uses(sequence, 3, annotation.fields(), 1);
            uses(sequence, 29, annotation.fields(), 17);
        }
        for (int field : new int[]{47, 48}) {
            for (Value flow : event.all(field)) {
                require(flow.type() == 1, "a flow is fixed64");
                require(field == 47
                        ? flowsBegun.add(flow.number())
                        : flowsEnded.add(flow.number()), "a flow's ends are two");
            }
        }
        type(sequence, event, track, nanos);
    }

    private void type(Sequence sequence, Fields event, long track, long nanos) {
        switch ((int) event.number(9)) {
            case 1 -> {
                require(nanos >= sequence.last, "a begin is not before the last event");
                sequence.last = nanos;
                sequence.open.push(nanos);
                slices++;
            }
            case 2 -> {
                require(nanos >= sequence.last, "an end is not before the last event");
                require(!sequence.open.isEmpty(), "an end has a begin");
                sequence.last = nanos;
                sequence.open.pop();
                ends++;
            }
            case 3 -> require(nanos >= 0, "a moment's time is not negative");
            case 4 -> require(counters.contains(track) && (event.has(30) || event.has(44)),
                    "a counter's value stands on its track");
            default -> require(false, "a type that is known");
        }
    }

    private void uses(Sequence sequence, int dictionary, Fields message, int field) {
        for (Value value : message.all(field)) {
            require(sequence.interned.getOrDefault(dictionary, Set.of()).contains(value.number()),
                    "interned before it is used: " + field + " = " + value.number());
        }
    }
}
