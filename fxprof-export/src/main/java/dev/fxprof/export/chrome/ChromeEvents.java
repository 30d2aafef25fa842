package dev.fxprof.export.chrome;

import dev.fxprof.api.Site;
import dev.fxprof.api.SpanBatch;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.TraceTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Renders the events of a Chrome trace. Keys that a site decides come first, numbers after. */
final class ChromeEvents {
    /** No slice, and no half of a link, takes more bytes than its site's prefix and this. */
    private static final int MOST_NUMBERS = 288;

    private static final byte[] PLACEHOLDER = ascii(
            "{\"ph\":\"X\",\"pid\":1,\"name\":\"parent not recorded\",\"cat\":\"lost\","
                    + "\"args\":{\"placeholder\":true");
    private static final byte[] SPAN = ascii(",\"span_id\":");
    private static final byte[] PARENT = ascii(",\"parent_span_id\":");
    private static final byte[] SOURCE = ascii(",\"source\":");
    private static final byte[] CONTINUED = ascii(",\"continued\":true");
    private static final byte[] UNFINISHED = ascii(",\"unfinished\":true");
    private static final byte[] EARLIER = ascii(",\"earlier\":");
    private static final byte[] TRACK = ascii("},\"tid\":");
    private static final byte[] TIME = ascii(",\"ts\":");
    private static final byte[] DURATION = ascii(",\"dur\":");
    private static final byte[] END = ascii("}");
    private static final byte[] END_ARGS = ascii("}}");

    private static final byte[] FLOW_START = ascii(
            "{\"ph\":\"s\",\"pid\":1,\"cat\":\"flow\",\"name\":");
    private static final byte[] FLOW_FINISH = ascii(
            "{\"ph\":\"f\",\"bp\":\"e\",\"pid\":1,\"cat\":\"flow\",\"name\":");
    private static final byte[] CAUSE = ascii("\"cause\",\"id\":");
    private static final byte[] CONTINUE = ascii("\"continue\",\"id\":");
    private static final byte[] FLOW_TRACK = ascii(",\"tid\":");
    private static final byte[] FROM = ascii(",\"args\":{\"from_span_id\":");
    private static final byte[] TO = ascii(",\"to_span_id\":");

    private static final byte[] LOST = ascii(
            "{\"ph\":\"i\",\"s\":\"t\",\"pid\":1,\"name\":\"spans lost\",\"cat\":\"lost\","
                    + "\"args\":{\"records\":");

    private final EventBuffer buffer;
    private final boolean ids;
    private final Prefixes slices;
    private final Prefixes counters;

    ChromeEvents(EventBuffer buffer, TraceTarget target) {
        this.buffer = buffer;
        ids = target.ids();
        slices = new Prefixes(target.sites(), this::slicePrefix);
        counters = new Prefixes(target.sites(), ChromeEvents::counterPrefix);
    }

    void processName(String name) throws IOException {
        var text = new ByteArrayOutputStream();
        text.writeBytes(
                ascii("{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":"));
        JsonText.quote(text, name);
        text.writeBytes(END_ARGS);
        plain(text.toByteArray());
    }

    void track(int track, String name) throws IOException {
        var text = new ByteArrayOutputStream();
        text.writeBytes(ascii("{\"ph\":\"M\",\"pid\":1,\"tid\":" + track
                + ",\"name\":\"thread_name\",\"args\":{\"name\":"));
        JsonText.quote(text, name);
        text.writeBytes(END_ARGS);
        plain(text.toByteArray());
        plain(ascii("{\"ph\":\"M\",\"pid\":1,\"tid\":" + track
                + ",\"name\":\"thread_sort_index\",\"args\":{\"sort_index\":" + track + "}}"));
    }

    /**
     * Renders a slice.
     *
     * @param origin span in an earlier file that this slice follows from, or 0; the slice's own
     *     span if it goes on from there
     */
    void slice(SpanBatch batch, int i, long origin) throws IOException {
        boolean placeholder = batch.isPlaceholder(i);
        buffer.begin();
        buffer.add(placeholder ? PLACEHOLDER : slices.of(batch.site(i)));
        if (ids) {
            identity(batch, i, origin, placeholder);
        }
        buffer.add(TRACK);
        buffer.number(batch.track());
        buffer.add(TIME);
        long start = batch.startNanos(i);
        buffer.micros(start);
        buffer.add(DURATION);
        buffer.micros(batch.endNanos(i) - start);
        buffer.add(END);
        buffer.end();
    }

    private void identity(SpanBatch batch, int i, long origin, boolean placeholder) {
        long span = batch.spanId(i);
        if (span != 0) {
            buffer.add(SPAN);
            buffer.number(span);
        }
        long parent = batch.parentId(i);
        boolean orphan = parent != 0 && batch.parent(i) < 0;
        if (parent != 0 && !orphan) {
            buffer.add(PARENT);
            buffer.number(parent);
        }
        int source = batch.source(i);
        if (source > SpanRecorder.NO_SOURCE) {
            buffer.add(SOURCE);
            buffer.number(source);
        }
        if (!placeholder && !batch.isFirst(i) && origin != span) {
            buffer.add(CONTINUED);
        }
        if (!placeholder && batch.isUnfinished(i)) {
            buffer.add(UNFINISHED);
        }
        long earlier = orphan && origin != span ? parent : origin;
        if (earlier != 0) {
            buffer.add(EARLIER);
            buffer.number(earlier);
        }
    }

    /** Renders both ends of a link. */
    void link(SpanBatch batch, int j, long id) throws IOException {
        flow(batch, j, id, FLOW_START, batch.linkFromNanos(j));
        flow(batch, j, id, FLOW_FINISH, batch.linkToNanos(j));
    }

    private void flow(SpanBatch batch, int j, long id, byte[] prefix, long nanos)
            throws IOException {
        buffer.begin();
        buffer.add(prefix);
        buffer.add(batch.linkContinues(j) ? CONTINUE : CAUSE);
        buffer.number(id);
        buffer.add(FLOW_TRACK);
        buffer.number(batch.track());
        buffer.add(TIME);
        buffer.micros(nanos);
        if (ids) {
            buffer.add(FROM);
            buffer.number(batch.linkFrom(j));
            buffer.add(TO);
            buffer.number(batch.linkTo(j));
            buffer.add(END);
        }
        buffer.add(END);
        buffer.end();
    }

    /** Renders a counter value; one that is not a number has no form in JSON and is left out. */
    void counter(SpanBatch batch, int k) throws IOException {
        double value = batch.counterValue(k);
        if (!Double.isFinite(value)) {
            return;
        }
        buffer.begin();
        buffer.add(counters.of(batch.counterSite(k)));
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            buffer.number((long) value);
        } else if (Math.abs(value) < 1e12) {
            buffer.decimal(Math.round(value * 1e6), 1_000_000, 6);
        } else {
            buffer.add(ascii(Double.toString(value)));
        }
        buffer.add(TRACK);
        buffer.number(batch.track());
        buffer.add(TIME);
        buffer.micros(batch.counterNanos(k));
        buffer.add(END);
        buffer.end();
    }

    void lost(int track, long nanos, long records) throws IOException {
        buffer.begin();
        buffer.add(LOST);
        buffer.number(records);
        buffer.add(TRACK);
        buffer.number(track);
        buffer.add(TIME);
        buffer.micros(nanos);
        buffer.add(END);
        buffer.end();
    }

    /** How many bytes a batch takes in a file at most. */
    long most(SpanBatch batch) {
        long bytes = 0;
        int longest = 2 * MOST_NUMBERS;
        for (int i = 0, n = batch.slices(); i < n; i++) {
            int prefix = (batch.isPlaceholder(i) ? PLACEHOLDER : slices.of(batch.site(i))).length;
            bytes += prefix + MOST_NUMBERS;
            longest = Math.max(longest, prefix + MOST_NUMBERS);
        }
        bytes += 2L * MOST_NUMBERS * batch.links();
        for (int k = 0, n = batch.counters(); k < n; k++) {
            int prefix = counters.of(batch.counterSite(k)).length;
            bytes += prefix + MOST_NUMBERS;
            longest = Math.max(longest, prefix + MOST_NUMBERS);
        }
        // At the end of every page less than one event stays blank.
        int used = Math.max(EventBuffer.PAGE / 4, EventBuffer.PAGE - longest);
        return ((bytes + longest) / used + 1) * EventBuffer.PAGE;
    }

    private void plain(byte[] text) throws IOException {
        buffer.begin();
        buffer.add(text);
        buffer.end();
    }

    private byte[] slicePrefix(Site site) {
        var text = new ByteArrayOutputStream(256);
        text.writeBytes(ascii("{\"ph\":\"X\",\"pid\":1,\"name\":"));
        JsonText.quote(text, site.name());
        text.writeBytes(ascii(",\"cat\":"));
        JsonText.quote(text, site.resource());
        text.writeBytes(ascii(",\"args\":{\"resource\":"));
        JsonText.quote(text, site.resource());
        text.writeBytes(ascii(",\"runtime\":\"" + site.runtime().label() + "\",\"kind\":\""
                + site.kind().label() + "\""));
        if (ids && site.kind() != SpanKind.NATIVE && !site.file().isEmpty()) {
            text.writeBytes(ascii(",\"file\":"));
            JsonText.quote(text, site.file());
            if (site.line() > 0) {
                text.writeBytes(ascii(",\"line\":" + site.line()));
            }
        }
        return text.toByteArray();
    }

    private static byte[] counterPrefix(Site site) {
        var text = new ByteArrayOutputStream(128);
        text.writeBytes(ascii("{\"ph\":\"C\",\"pid\":1,\"name\":"));
        JsonText.quote(text, site.name());
        text.writeBytes(ascii(",\"args\":{"));
        JsonText.quote(text, site.name());
        text.write(':');
        return text.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
