package dev.fxprof.export.perfetto;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.SamplingStep;
import dev.fxprof.api.Site;
import dev.fxprof.api.SpanCost;
import dev.fxprof.api.TraceTarget;
import java.io.IOException;

/** Lays into the buffer what a capture says of itself and of its process, threads and counters. */
final class CapturePackets {
    /** One process is recorded; which one, its name says. */
    private static final int PID = 1;

    private static final int PROCESS_SALT = 1;
    private static final int THREAD_SALT = 2;
    private static final int COUNTER_SALT = 3;

    private final PacketBuffer buffer;
    private final MomentPackets moments;
    private final TraceTarget target;
    private final long seed;

    CapturePackets(PacketBuffer buffer, MomentPackets moments, TraceTarget target) {
        this.buffer = buffer;
        this.moments = moments;
        this.target = target;
        seed = mix(target.capture().hashCode(), target.processName().hashCode());
    }

    private static long mix(long a, long b) {
        long mixed = (a * 0x9E3779B97F4A7C15L ^ b) * 0xBF58476D1CE4E5B9L;
        return (mixed ^ mixed >>> 31) * 0x94D049BB133111EBL;
    }

    /** Ids of tracks and flows are of the whole trace, so they must not be those of another writer. */
    private long uuid(int salt, int number) {
        long mixed = mix(seed + salt, number);
        return mixed == 0 ? salt : mixed;
    }

    long processTrack() {
        return uuid(PROCESS_SALT, 0);
    }

    long threadTrack(int track) {
        return uuid(THREAD_SALT, track);
    }

    long counterTrack(int site) {
        return uuid(COUNTER_SALT, site);
    }

    /** Where the ids of flows begin. */
    long firstFlow() {
        return seed;
    }

    /** Says that the file is a capture, and names the process. */
    void file() throws IOException {
        Message own = new Message().text(1, Fields.OWN).number(2, Fields.VERSION);
        buffer.add(new Message().message(Fields.ATTRIBUTES, new Message().message(1, own)));
        // The root track puts the threads in order.
        descriptor(new Message().number(1, 0).number(20, 1));
        descriptor(new Message().number(1, processTrack()).message(3,
                new Message().number(1, PID).text(6, target.processName())));
    }

    void thread(int track, String name) throws IOException {
        descriptor(new Message().number(1, threadTrack(track)).number(12, track).message(4,
                new Message().number(1, PID).number(2, track).text(5, name)));
    }

    void counter(int site) throws IOException {
        descriptor(new Message().number(1, counterTrack(site))
                .text(2, target.sites().site(site).name())
                .number(5, processTrack()).message(8, new Message()));
    }

    private void descriptor(Message descriptor) throws IOException {
        buffer.add(new Message().number(Fields.SEQUENCE, 1)
                .message(Fields.TRACK_DESCRIPTOR, descriptor));
    }

    void lost(Sequence sequence, long nanos, long records) throws IOException {
        moments.event(sequence, nanos, MomentPackets
                .instant(Word.Category.LOST, Word.Event.LOST)
                .message(Fields.ANNOTATION, MomentPackets.number(Word.Note.RECORDS, records)));
    }

    void sampling(Sequence sequence, SamplingStep step) throws IOException {
        int name = sequence.name(step.site());
        Site site = target.sites().site(step.site());
        moments.event(sequence, Math.max(0, step.nanos()), MomentPackets
                .instant(Word.Category.OVERHEAD, Word.Event.SAMPLED)
                .message(Fields.ANNOTATION, MomentPackets.text(Word.Note.SITE,
                        site.resource() + ": " + site.name()))
                .message(Fields.ANNOTATION, MomentPackets.number(Word.Note.SITE_IID, name))
                .message(Fields.ANNOTATION,
                        MomentPackets.number(Word.Note.ONE_CALL_IN, step.every())));
    }

    void spanCost(Sequence sequence, SpanCost cost) throws IOException {
        moments.event(sequence, 0, MomentPackets
                .instant(Word.Category.CAPTURE, Word.Event.SPAN_COST)
                .message(Fields.ANNOTATION,
                        MomentPackets.real(Word.Note.RECORDED_NANOS, cost.recordedNanos()))
                .message(Fields.ANNOTATION,
                        MomentPackets.real(Word.Note.INSIDE_NANOS, cost.insideNanos()))
                .message(Fields.ANNOTATION,
                        MomentPackets.real(Word.Note.RARE_INSIDE_NANOS, cost.rareInsideNanos()))
                .message(Fields.ANNOTATION,
                        MomentPackets.real(Word.Note.LEFT_OUT_NANOS, cost.leftOutNanos())));
    }

    void cost(Sequence sequence, long nanos, CaptureCost cost) throws IOException {
        Message event = MomentPackets.instant(Word.Category.CAPTURE, Word.Event.COST);
        add(event, Word.Note.OFFERED, cost.offered());
        add(event, Word.Note.WRITTEN, cost.written());
        add(event, Word.Note.DROPPED_RING_FULL, cost.droppedFull());
        add(event, Word.Note.DROPPED_TREE_TOO_LARGE, cost.droppedTree());
        add(event, Word.Note.DROPPED_DRAIN_KILLED, cost.droppedDrain());
        add(event, Word.Note.WAITING, cost.waiting());
        add(event, Word.Note.OVERFLOWED_NAMES, cost.overflowedNames());
        add(event, Word.Note.RING_SLOTS, cost.ringSlots());
        add(event, Word.Note.RING_HIGH_WATER, cost.highWater());
        event.message(Fields.ANNOTATION, MomentPackets.text(Word.Note.CLOCK, cost.clock()));
        add(event, Word.Note.CLOCK_ERROR_NANOS, cost.clockErrorNanos());
        add(event, Word.Note.CLOCK_STEPS, cost.clockSteps());
        moments.event(sequence, nanos, event);
    }

    private static void add(Message event, Word.Note note, long value) {
        event.message(Fields.ANNOTATION, MomentPackets.number(note, value));
    }
}
