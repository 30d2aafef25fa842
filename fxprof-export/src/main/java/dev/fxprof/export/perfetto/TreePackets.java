package dev.fxprof.export.perfetto;

import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.export.files.EarlierLinks;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Lays the slices of a tree into the buffer: begins and ends in the order of time. Makes no object, and
 * its memory grows with the largest tree only.
 */
final class TreePackets {
    private static final byte[] PLACEHOLDER = placeholder(Word.Event.PLACEHOLDER);
    private static final byte[] STAND_IN = placeholder(Word.Event.STAND_IN);
    private static final byte[] CONTINUED = annotation(Word.Note.CONTINUED);
    private static final byte[] UNFINISHED = annotation(Word.Note.UNFINISHED);
    private static final byte[] BELOW_LEFT_OUT = annotation(Word.Note.BELOW_LEFT_OUT);

    /** What a slice may say beside its flows: marks, three numbers and its id. */
    private static final int MOST_NOTES = 96;
    private static final int FLOW_BYTES = 2 + Long.BYTES;
    /** Tags and lengths of a packet with an event, its time, and what all packets of a sequence say. */
    private static final int MOST_FRAME = 4 * Wire.LONGEST + 16;

    private final PacketBuffer buffer;
    private final boolean ids;
    private final BatchLinks links = new BatchLinks();
    private int[] open = new int[64];
    private int depth;
    private byte[] notes = new byte[MOST_NOTES];

    TreePackets(PacketBuffer buffer, boolean ids) {
        this.buffer = buffer;
        this.ids = ids;
    }

    private static byte[] placeholder(Word.Event name) {
        return new Message().number(Fields.TYPE, Fields.BEGIN)
                .number(Fields.CATEGORY, Word.Category.LOST.iid())
                .number(Fields.NAME, name.iid())
                .message(Fields.ANNOTATION, mark(Word.Note.PLACEHOLDER)).toBytes();
    }

    private static Message mark(Word.Note note) {
        return new Message().number(Fields.ANNOTATION_NAME, note.iid())
                .flag(Fields.BOOLEAN_VALUE);
    }

    private static byte[] annotation(Word.Note note) {
        return new Message().message(Fields.ANNOTATION, mark(note)).toBytes();
    }

    /**
     * Writes all slices of a batch.
     *
     * @param earlier the links that begin in an earlier file
     * @param cuts up to when earlier files go, by track
     * @param firstFlow id of the flow of the batch's first link, the next one's is one higher
     */
    void write(Sequence sequence, SpanBatch batch, EarlierLinks earlier, IntToLongFunction cuts,
            long firstFlow) throws IOException {
        links.collect(batch, cuts);
        for (int i = 0, slices = batch.slices(); i < slices; i++) {
            closeUntil(sequence, batch, batch.parent(i));
            long origin = earlier.isEmpty()
                    ? 0
                    : earlier.origin(batch.spanId(i), batch.startNanos(i));
            begin(sequence, batch, i, origin, firstFlow);
            if (depth == open.length) {
                open = Arrays.copyOf(open, 2 * depth);
            }
            open[depth++] = i;
        }
        closeUntil(sequence, batch, -1);
    }

    /** Stands in for a slice that only another file holds, at a moment behind all trees of its track. */
    void standIn(Sequence sequence, long nanos, long span) throws IOException {
        int noted = 0;
        if (ids) {
            noted = Wire.varint(notes, 0, (long) Fields.CORRELATION << 3);
            noted = Wire.varint(notes, noted, span);
        }
        packet(sequence, nanos, STAND_IN, noted);
        packet(sequence, nanos, sequence.end);
    }

    private void closeUntil(Sequence sequence, SpanBatch batch, int parent) throws IOException {
        while (depth > 0 && open[depth - 1] != parent) {
            packet(sequence, batch.endNanos(open[--depth]), sequence.end);
        }
    }

    private void begin(Sequence sequence, SpanBatch batch, int i, long origin, long firstFlow)
            throws IOException {
        long start = batch.startNanos(i);
        if (batch.isPlaceholder(i)) {
            packet(sequence, start, PLACEHOLDER, flows(batch, i, 0, firstFlow));
            return;
        }
        int site = batch.site(i);
        // Interning may begin the state anew, so it comes before what depends on the state.
        byte[] tail = sequence.tail(site);
        int length = notes(sequence, batch, i, origin);
        length = flows(batch, i, length, firstFlow);
        if (length == 0) {
            packet(sequence, start, tail);
        } else {
            packet(sequence, start, sequence.body(site), length);
        }
    }

    private void packet(Sequence sequence, long nanos, byte[] tail) throws IOException {
        long step = nanos - sequence.last;
        sequence.last = nanos;
        int at = buffer.begin(MOST_FRAME + tail.length);
        byte[] to = buffer.bytes();
        to[at++] = PacketBuffer.PACKET;
        at = Wire.varint(to, at, 1L + Wire.length(step) + tail.length);
        to[at++] = Fields.TIMESTAMP << 3;
        at = Wire.varint(to, at, step);
        buffer.end(Wire.copy(to, at, tail));
    }

    private void packet(Sequence sequence, long nanos, byte[] body, int noted) throws IOException {
        long step = nanos - sequence.last;
        sequence.last = nanos;
        int event = body.length + noted;
        int content = 1 + Wire.length(step) + sequence.head.length + 1 + Wire.length(event)
                + event;
        int at = buffer.begin(MOST_FRAME + event);
        byte[] to = buffer.bytes();
        to[at++] = PacketBuffer.PACKET;
        at = Wire.varint(to, at, content);
        to[at++] = Fields.TIMESTAMP << 3;
        at = Wire.varint(to, at, step);
        at = Wire.copy(to, at, sequence.head);
        to[at++] = Fields.TRACK_EVENT << 3 | 2;
        at = Wire.varint(to, at, event);
        at = Wire.copy(to, at, body);
        System.arraycopy(notes, 0, to, at, noted);
        buffer.end(at + noted);
    }

    /** Renders what few slices have; returns how many bytes that takes. */
    private int notes(Sequence sequence, SpanBatch batch, int i, long origin) {
        int at = 0;
        long span = batch.spanId(i);
        boolean first = batch.isFirst(i) || origin == span;
        if (!first) {
            at = Wire.copy(notes, at, CONTINUED);
        }
        if (batch.isUnfinished(i)) {
            at = Wire.copy(notes, at, UNFINISHED);
        }
        if (batch.isBelowLeftOut(i)) {
            at = Wire.copy(notes, at, BELOW_LEFT_OUT);
        }
        if (batch.calls(i) > 1) {
            at = number(at, Word.Note.CALLS, batch.calls(i));
        }
        if (batch.source(i) > SpanRecorder.NO_SOURCE) {
            at = number(at, Word.Note.SOURCE, batch.source(i));
        }
        if (!ids) {
            return at;
        }
        long earlier = batch.parent(i) < 0 && batch.parentId(i) != 0 && origin != span
                ? batch.parentId(i)
                : origin;
        if (earlier != 0) {
            at = number(at, Word.Note.EARLIER, earlier);
        }
        return span == 0 ? at : id(at, sequence, span, first);
    }

    /** Most ids follow from the one before, so only the others are written. */
    private int id(int from, Sequence sequence, long span, boolean first) {
        boolean follows = span == sequence.nextSpan;
        if (first) {
            sequence.nextSpan = span + 1;
        }
        if (follows && first) {
            return from;
        }
        int at = Wire.varint(notes, from, (long) Fields.CORRELATION << 3);
        return Wire.varint(notes, at, span);
    }

    private int number(int from, Word.Note note, long value) {
        int at = from;
        notes[at++] = Fields.ANNOTATION << 3 | 2;
        notes[at++] = (byte) (3 + Wire.length(value));
        notes[at++] = Fields.ANNOTATION_NAME << 3;
        notes[at++] = (byte) note.iid();
        notes[at++] = Fields.UNSIGNED_VALUE << 3;
        return Wire.varint(notes, at, value);
    }

    private int flows(SpanBatch batch, int i, int from, long firstFlow) {
        int at = from;
        int j = links.isEmpty() ? -1 : links.first(batch.spanId(i), batch.startNanos(i));
        while (j >= 0) {
            if (notes.length - at < FLOW_BYTES) {
                notes = Arrays.copyOf(notes, 2 * notes.length);
            }
            at = Wire.varint(notes, at, (long) Fields.ENDING_FLOW << 3 | 1);
            at = Wire.fixed64(notes, at, firstFlow + j);
            j = links.next(j);
        }
        return at;
    }

    /** How many bytes a slice takes at most beside its site and flows, both packets together. */
    static int mostOfSlice() {
        return 2 * MOST_FRAME + MOST_NOTES + PLACEHOLDER.length + 32;
    }
}
