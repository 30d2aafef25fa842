package dev.fxprof.export.perfetto;

import dev.fxprof.api.SpanBatch;
import java.io.IOException;

/** Lays events without a duration into the buffer. They may lie back in time, so they name their own. */
final class MomentPackets {
    /** Field timestamp_clock_id and its value. */
    private static final byte[] CLOCK = new Message().number(Fields.CLOCK, Fields.SINCE_START)
            .toBytes();
    private static final byte[] CAUSE = flow(Word.Event.CAUSE);
    private static final byte[] CONTINUE = flow(Word.Event.CONTINUE);
    private static final byte[] COUNTER = new Message().number(Fields.TYPE, Fields.COUNTER)
            .toBytes();

    /** Most bytes of one of them beside its text. */
    static final int MOST = 160;

    private final PacketBuffer buffer;
    private final byte[] fields = new byte[MOST];

    MomentPackets(PacketBuffer buffer) {
        this.buffer = buffer;
    }

    private static byte[] flow(Word.Event name) {
        return instant(Word.Category.FLOW, name).toBytes();
    }

    /** An event that annotations may be added to. */
    static Message instant(Word.Category category, Word.Event name) {
        return new Message().number(Fields.TYPE, Fields.INSTANT)
                .number(Fields.CATEGORY, category.iid()).number(Fields.NAME, name.iid());
    }

    static Message number(Word.Note note, long value) {
        return new Message().number(Fields.ANNOTATION_NAME, note.iid())
                .number(value < 0 ? Fields.SIGNED_VALUE : Fields.UNSIGNED_VALUE, value);
    }

    static Message real(Word.Note note, double value) {
        return new Message().number(Fields.ANNOTATION_NAME, note.iid())
                .real(Fields.REAL_VALUE, value);
    }

    static Message text(Word.Note note, String value) {
        return new Message().number(Fields.ANNOTATION_NAME, note.iid())
                .text(Fields.TEXT_VALUE, value);
    }

    /** Begins a flow at a moment of a slice that is open then; {@code span} is its id, or 0. */
    void flow(Sequence at, boolean continues, long nanos, long span, long flow)
            throws IOException {
        int length = Wire.varint(fields, 0, (long) Fields.FLOW << 3 | 1);
        length = Wire.fixed64(fields, length, flow);
        if (span != 0) {
            length = Wire.varint(fields, length, (long) Fields.CORRELATION << 3);
            length = Wire.varint(fields, length, span);
        }
        packet(at, nanos, continues ? CONTINUE : CAUSE, length);
    }

    /** Writes the value of a counter; what is not a number has no point on a chart and is left out. */
    void counter(Sequence sequence, long track, SpanBatch batch, int k) throws IOException {
        double value = batch.counterValue(k);
        if (!Double.isFinite(value)) {
            return;
        }
        int site = batch.counterSite(k);
        int at = Wire.varint(fields, 0, (long) Fields.TRACK << 3);
        at = Wire.varint(fields, at, track);
        at = Wire.varint(fields, at, (long) Fields.CATEGORY << 3);
        at = Wire.varint(fields, at, sequence.category(site));
        at = Wire.varint(fields, at, (long) Fields.NAME << 3);
        at = Wire.varint(fields, at, sequence.name(site));
        if (value == (long) value && Math.abs(value) < 1L << 53) {
            at = Wire.varint(fields, at, (long) Fields.INTEGER << 3);
            at = Wire.varint(fields, at, (long) value);
        } else {
            at = Wire.varint(fields, at, (long) Fields.REAL << 3 | 1);
            at = Wire.fixed64(fields, at, Double.doubleToRawLongBits(value));
        }
        packet(sequence, batch.counterNanos(k), COUNTER, at);
    }

    void event(Sequence sequence, long nanos, Message event) throws IOException {
        packet(sequence, nanos, event.toBytes(), 0);
    }

    private void packet(Sequence sequence, long nanos, byte[] body, int added) throws IOException {
        int event = body.length + added;
        int content = 1 + Wire.length(nanos) + CLOCK.length + sequence.head.length + 1
                + Wire.length(event) + event;
        int at = buffer.begin(MOST + event);
        byte[] to = buffer.bytes();
        to[at++] = PacketBuffer.PACKET;
        at = Wire.varint(to, at, content);
        to[at++] = Fields.TIMESTAMP << 3;
        at = Wire.varint(to, at, nanos);
        at = Wire.copy(to, at, CLOCK);
        at = Wire.copy(to, at, sequence.head);
        to[at++] = Fields.TRACK_EVENT << 3 | 2;
        at = Wire.varint(to, at, event);
        at = Wire.copy(to, at, body);
        System.arraycopy(fields, 0, to, at, added);
        buffer.end(at + added);
    }
}
