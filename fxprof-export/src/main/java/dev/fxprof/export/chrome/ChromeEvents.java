package dev.fxprof.export.chrome;

import dev.fxprof.api.SamplingStep;
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

    private static final String PLACEHOLDER = "{\"ph\":\"X\",\"pid\":1,"
            + "\"name\":\"parent not recorded\",\"cat\":\"lost\",\"args\":{\"placeholder\":true";
    /** A slice that a link starts from and that another file holds. */
    private static final byte[] STAND_IN = ascii("{\"ph\":\"X\",\"pid\":1,"
            + "\"name\":\"in another file\",\"cat\":\"lost\",\"args\":{\"placeholder\":true");
    private static final String SPAN_NAME = ",\"span_id\":";
    private static final byte[] SPAN = ascii(SPAN_NAME);
    private static final Words PARENT = new Words(",\"parent_span_id\":");
    private static final byte[] SOURCE = ascii(",\"source\":");
    private static final byte[] CONTINUED = ascii(",\"continued\":true");
    private static final byte[] CALLS = ascii(",\"calls\":");
    private static final byte[] UNFINISHED = ascii(",\"unfinished\":true");
    private static final byte[] EARLIER = ascii(",\"earlier\":");
    private static final Words DURATION = new Words(",\"dur\":");

    private static final byte[] FLOW_START = ascii(
            "{\"ph\":\"s\",\"pid\":1,\"cat\":\"flow\",\"name\":");
    private static final byte[] FLOW_FINISH = ascii(
            "{\"ph\":\"f\",\"bp\":\"e\",\"pid\":1,\"cat\":\"flow\",\"name\":");
    private static final byte[] CAUSE = ascii("\"cause\",\"id\":");
    private static final byte[] CONTINUE = ascii("\"continue\",\"id\":");
    private static final byte[] NO_ARGS = ascii(",\"args\":{");
    private static final byte[] FROM = ascii(",\"args\":{\"from_span_id\":");
    private static final byte[] TO = ascii(",\"args\":{\"to_span_id\":");

    private static final byte[] LOST = ascii(
            "{\"ph\":\"i\",\"s\":\"t\",\"pid\":1,\"name\":\"spans lost\",\"cat\":\"lost\","
                    + "\"args\":{\"records\":");

    private final EventBuffer buffer;
    private final boolean ids;
    private final Prefixes slices;
    private final Prefixes counters;
    private final Prefix placeholderPrefix;
    private final NearDigits spanDigits = new NearDigits();
    private final Prefixes sampled;
    private int thread;
    private Words threadAndTime;

    ChromeEvents(EventBuffer buffer, TraceTarget target) {
        this.buffer = buffer;
        ids = target.ids();
        slices = new Prefixes(target.sites(), this::slicePrefix);
        placeholderPrefix = new Prefix(ascii(ids ? PLACEHOLDER + SPAN_NAME : PLACEHOLDER));
        counters = new Prefixes(target.sites(), ChromeEvents::counterPrefix);
        sampled = new Prefixes(target.sites(), ChromeEvents::sampledPrefix);
    }

    /** Chooses the thread of the events that follow; batches of one track come in a row. */
    void on(int tid) {
        if (tid != thread) {
            thread = tid;
            threadAndTime = new Words("},\"tid\":" + tid + ",\"ts\":");
        }
    }

    /**
     * Renders a slice.
     *
     * @param origin span in an earlier file that this slice follows from, or 0; the slice's own
     *     span if it goes on from there
     */
    void slice(SpanBatch batch, int i, long origin) throws IOException {
        boolean placeholder = batch.isPlaceholder(i);
        Prefix prefix = placeholder ? placeholderPrefix : slices.of(batch.site(i));
        byte[] to = buffer.bytes();
        int at = prefix.add(to, buffer.begin());
        if (ids) {
            long earlier = earlier(batch, i, origin);
            at = identity(to, at, batch, i, earlier);
            at = counts(to, at, batch, i);
            if (!placeholder) {
                at = marks(to, at, batch, i, origin);
            }
            if (earlier != 0) {
                at = add(to, at, EARLIER);
                at = Digits.number(to, at, earlier);
            }
        }
        at = threadAndTime.add(to, at);
        long start = batch.startNanos(i);
        at = Digits.micros(to, at, start);
        at = DURATION.add(to, at);
        at = Digits.micros(to, at, batch.endNanos(i) - start);
        to[at++] = '}';
        buffer.end(at);
    }

    /** Id of the span that only an earlier file holds: the slice's own, its cause or its parent. */
    private static long earlier(SpanBatch batch, int i, long origin) {
        boolean orphan = batch.parent(i) < 0 && batch.parentId(i) != 0;
        return orphan && origin != batch.spanId(i) ? batch.parentId(i) : origin;
    }

    /** Adds the ids; the name of the first one stands there already. */
    private int identity(byte[] to, int from, SpanBatch batch, int i, long earlier) {
        long span = batch.spanId(i);
        int at = span == 0 ? from - SPAN_NAME.length() : spanDigits.number(to, from, span);
        long parent = batch.parentId(i);
        if (parent != 0 && batch.parent(i) >= 0 && earlier == 0) {
            at = PARENT.add(to, at);
            at = spanDigits.number(to, at, parent);
        }
        return at;
    }

    /** Adds the numbers that few slices have. */
    private static int counts(byte[] to, int from, SpanBatch batch, int i) {
        int at = from;
        long calls = batch.calls(i);
        if (calls > 1) {
            at = add(to, at, CALLS);
            at = Digits.number(to, at, calls);
        }
        int source = batch.source(i);
        if (source > SpanRecorder.NO_SOURCE) {
            at = add(to, at, SOURCE);
            at = Digits.number(to, at, source);
        }
        return at;
    }

    private static int marks(byte[] to, int from, SpanBatch batch, int i, long origin) {
        int at = from;
        if (!batch.isFirst(i) && origin != batch.spanId(i)) {
            at = add(to, at, CONTINUED);
        }
        if (batch.isUnfinished(i)) {
            at = add(to, at, UNFINISHED);
        }
        return at;
    }

    /**
     * Renders both ends of a link. Each names its own span: Catapult warns of args in both.
     *
     * @param from the thread that it starts on
     */
    void link(SpanBatch batch, int j, long id, int from) throws IOException {
        byte[] name = batch.linkContinues(j) ? CONTINUE : CAUSE;
        int here = thread;
        on(from);
        flow(FLOW_START, name, id, FROM, batch.linkFrom(j), batch.linkFromNanos(j));
        on(here);
        flow(FLOW_FINISH, name, id, TO, batch.linkTo(j), batch.linkToNanos(j));
    }

    private void flow(byte[] prefix, byte[] name, long id, byte[] end, long span, long nanos)
            throws IOException {
        byte[] to = buffer.bytes();
        int at = add(to, buffer.begin(), prefix);
        at = add(to, at, name);
        at = Digits.number(to, at, id);
        if (ids) {
            at = add(to, at, end);
            at = Digits.number(to, at, span);
        } else {
            at = add(to, at, NO_ARGS);
        }
        at = threadAndTime.add(to, at);
        at = Digits.micros(to, at, nanos);
        to[at++] = '}';
        buffer.end(at);
    }

    /** Stands in for a slice of the current thread that only another file holds. */
    void standIn(long nanos, long span) throws IOException {
        byte[] to = buffer.bytes();
        int at = add(to, buffer.begin(), STAND_IN);
        if (ids) {
            at = add(to, at, SPAN);
            at = Digits.number(to, at, span);
        }
        at = threadAndTime.add(to, at);
        at = Digits.micros(to, at, nanos);
        at = DURATION.add(to, at);
        at = Digits.micros(to, at, 0);
        to[at++] = '}';
        buffer.end(at);
    }

    /** How many bytes so many stand-ins take at most. */
    static long mostStandIns(int count) {
        long bytes = (long) MOST_NUMBERS * count;
        return count == 0
                ? 0
                : (bytes / (EventBuffer.PAGE - MOST_NUMBERS) + 1) * EventBuffer.PAGE;
    }

    /** Renders a counter value; one that is not a number has no form in JSON and is left out. */
    void counter(SpanBatch batch, int k) throws IOException {
        double value = batch.counterValue(k);
        if (!Double.isFinite(value)) {
            return;
        }
        byte[] to = buffer.bytes();
        int at = counters.of(batch.counterSite(k)).add(to, buffer.begin());
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            at = Digits.number(to, at, (long) value);
        } else if (Math.abs(value) < 1e12) {
            at = Digits.decimal(to, at, Math.round(value * 1e6), 1_000_000, 6);
        } else {
            at = add(to, at, ascii(Double.toString(value)));
        }
        at = threadAndTime.add(to, at);
        at = Digits.micros(to, at, batch.counterNanos(k));
        to[at++] = '}';
        buffer.end(at);
    }

    void lost(long nanos, long records) throws IOException {
        byte[] to = buffer.bytes();
        int at = add(to, buffer.begin(), LOST);
        at = Digits.number(to, at, records);
        at = threadAndTime.add(to, at);
        at = Digits.micros(to, at, nanos);
        to[at++] = '}';
        buffer.end(at);
    }

    /** Says on the current thread that a site is recorded more or less often from here on. */
    void sampling(SamplingStep step) throws IOException {
        byte[] to = buffer.bytes();
        int at = sampled.of(step.site()).add(to, buffer.begin());
        at = Digits.number(to, at, step.every());
        at = threadAndTime.add(to, at);
        at = Digits.micros(to, at, Math.max(0, step.nanos()));
        to[at++] = '}';
        buffer.end(at);
    }

    /** How many bytes a batch takes in a file at most. */
    long most(SpanBatch batch) {
        long bytes = 0;
        int longest = 2 * MOST_NUMBERS;
        for (int i = 0, n = batch.slices(); i < n; i++) {
            int prefix = (batch.isPlaceholder(i) ? placeholderPrefix : slices.of(batch.site(i)))
                    .length();
            bytes += prefix + MOST_NUMBERS;
            longest = Math.max(longest, prefix + MOST_NUMBERS);
        }
        // Both ends, and perhaps a stand-in for the first.
        bytes += 3L * MOST_NUMBERS * batch.links();
        for (int k = 0, n = batch.counters(); k < n; k++) {
            int prefix = counters.of(batch.counterSite(k)).length();
            bytes += prefix + MOST_NUMBERS;
            longest = Math.max(longest, prefix + MOST_NUMBERS);
        }
        // At the end of every page less than one event stays blank.
        int used = Math.max(EventBuffer.PAGE / 4, EventBuffer.PAGE - longest);
        return ((bytes + longest) / used + 1) * EventBuffer.PAGE;
    }

    private static int add(byte[] to, int at, byte[] text) {
        System.arraycopy(text, 0, to, at, text.length);
        return at + text.length;
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
        if (ids) {
            text.writeBytes(ascii(SPAN_NAME));
        }
        return text.toByteArray();
    }

    private static byte[] sampledPrefix(Site site) {
        var text = new ByteArrayOutputStream(256);
        text.writeBytes(
                ascii("{\"ph\":\"i\",\"s\":\"t\",\"pid\":1,\"name\":\"recorded less or more\","
                        + "\"cat\":\"overhead\",\"args\":{\"resource\":"));
        JsonText.quote(text, site.resource());
        text.writeBytes(ascii(",\"kind\":\"" + site.kind().label() + "\",\"site\":"));
        JsonText.quote(text, site.name());
        text.writeBytes(ascii(",\"oneCallIn\":"));
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
