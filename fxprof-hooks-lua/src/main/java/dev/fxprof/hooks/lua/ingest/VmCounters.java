package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.ResourceCounter;
import dev.fxprof.api.ResourceCounter.Measure;
import dev.fxprof.api.ResourceCounter.Subject;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.hooks.lua.spool.VmFrame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What one VM has to tell beside its spans, gathered over a window. */
final class VmCounters {
    private static final Subject[] TRAFFIC = {Subject.NET_EVENT, Subject.CLIENT_EVENT,
            Subject.LATENT_EVENT, Subject.STATE_BAG, Subject.HTTP_REQUEST};
    private static final Measure[] MEASURES = {Measure.MESSAGES, Measure.BYTES,
            Measure.RECIPIENTS};
    private static final int MOST_ROWS = 1024;

    private record Key(int what, String name) {}

    private static final class Row {
        final int[] site = new int[MEASURES.length];
        final long[] amount = new long[MEASURES.length];
        /** Whether a chart still shows something else than 0. */
        boolean shown;
    }

    private final String resource;
    private final SiteTable sites;
    private final int memorySite;
    private final Amount schedulerNanos;
    private final Amount schedulerCalls;
    private final Amount profilerNanos;
    private final Amount profilerCalls;
    private final Amount leftOut;
    private final Map<Key, Row> rows = new HashMap<>();
    private long memory = -1;

    /** A number that the agent counts up. */
    private final class Amount {
        final int site;
        long last;
        long gathered;

        Amount(Measure measure, Subject subject) {
            site = site(measure, subject, "");
        }

        void count(long now) {
            gathered += Math.max(0, now - last);
            last = now;
        }

        void tell(ForestBatch to) {
            to.counter(site, gathered);
            gathered = 0;
        }
    }

    VmCounters(String resource, SiteTable sites) {
        this.resource = resource;
        this.sites = sites;
        memorySite = site(Measure.BYTES, Subject.MEMORY, "");
        schedulerNanos = new Amount(Measure.NANOS, Subject.SCHEDULER);
        schedulerCalls = new Amount(Measure.CALLS, Subject.SCHEDULER);
        profilerNanos = new Amount(Measure.NANOS, Subject.PROFILER);
        profilerCalls = new Amount(Measure.CALLS, Subject.PROFILER);
        leftOut = new Amount(Measure.CALLS, Subject.LEFT_OUT);
    }

    private int site(Measure measure, Subject subject, String name) {
        return sites.intern(resource, ScriptRuntime.ENGINE, SpanKind.TICK,
                new ResourceCounter(measure, subject, resource, name).siteName(), "", 0);
    }

    void gather(VmFrame frame) {
        memory = frame.memory();
        schedulerNanos.count(frame.schedulerNanos());
        schedulerCalls.count(frame.entries());
        profilerNanos.count(frame.packingNanos());
        profilerNanos.gathered += (long) frame.records() * Math.max(0, frame.spanNanos());
        profilerCalls.gathered += frame.records();
        leftOut.count(frame.shed());
        frame.traffic(this::row);
    }

    private void row(int what, String name, long messages, long bytes, long recipients) {
        if (what < 0 || what >= TRAFFIC.length) {
            return;
        }
        Key key = new Key(what, name);
        if (!rows.containsKey(key) && rows.size() >= MOST_ROWS) {
            key = new Key(what, SiteTable.OTHER);
        }
        Row row = rows.computeIfAbsent(key, this::row);
        row.amount[0] += messages;
        row.amount[1] += bytes;
        row.amount[2] += recipients;
    }

    private Row row(Key key) {
        Row row = new Row();
        for (int i = 0; i < MEASURES.length; i++) {
            row.site[i] = site(MEASURES[i], TRAFFIC[key.what], key.name);
        }
        return row;
    }

    /** Tells what was gathered since the last time; amounts that are back at 0 once more. */
    void tell(ForestBatch to) {
        if (memory >= 0) {
            to.counter(memorySite, memory);
            memory = -1;
            schedulerNanos.tell(to);
            schedulerCalls.tell(to);
            profilerNanos.tell(to);
            profilerCalls.tell(to);
            leftOut.tell(to);
        }
        for (Row row : rows.values()) {
            boolean any = row.amount[0] != 0 || row.amount[1] != 0;
            if (any || row.shown) {
                for (int i = 0; i < MEASURES.length; i++) {
                    to.counter(row.site[i], row.amount[i]);
                    row.amount[i] = 0;
                }
                row.shown = any;
            }
        }
    }

    /** Forgets what was gathered: a capture holds it already. */
    void forget() {
        memory = -1;
        for (Amount amount : new Amount[]{schedulerNanos, schedulerCalls, profilerNanos,
                profilerCalls, leftOut}) {
            amount.gathered = 0;
        }
        rows.values().forEach(row -> {
            row.shown |= row.amount[0] != 0 || row.amount[1] != 0;
            Arrays.fill(row.amount, 0);
        });
    }
}
