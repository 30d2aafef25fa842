package dev.fxprof.live.hitch;

import dev.fxprof.api.SpanKind;
import dev.fxprof.export.report.Hitch;
import dev.fxprof.live.view.HitchView;
import dev.fxprof.live.view.HitchView.CaptureState;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The newest hitches of a server, and how often each culprit was to blame today.
 *
 * <p>Guarantees: any thread may call any method. Progress: a lock is held for as long as a list of 1,000
 * is copied.
 */
public final class HitchLog {
    private static final int MOST = 1000;
    private static final int MOST_CULPRITS = 10_000;

    private record Culprit(String resource, String kind, String name) {}

    private static final class Days {
        long first;
        long times;
    }

    private final String server;
    private final Clock clock;
    private final Deque<HitchView> newestFirst = new ArrayDeque<>();
    private final Map<Culprit, Days> today = new HashMap<>();
    private LocalDate day;
    private long count;

    /**
     * Starts with nothing.
     *
     * @param server name of the server
     * @param clock tells the day, and the zone of the times in sentences
     */
    public HitchLog(String server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    /**
     * Takes hitches of an earlier run.
     *
     * @param earlier in any order; doubles count once
     */
    public synchronized void restore(List<HitchView> earlier) {
        Set<String> known = new HashSet<>();
        newestFirst.forEach(hitch -> known.add(hitch.id()));
        List<HitchView> sorted = new ArrayList<>(earlier);
        sorted.sort((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
        for (HitchView hitch : sorted) {
            if (known.add(hitch.id())) {
                newestFirst.addFirst(hitch);
                if (dayOf(hitch.atMillis()).equals(dayOf(clock.millis()))) {
                    count(new Culprit(hitch.resource(), hitch.kind(), hitch.name()),
                            hitch.atMillis());
                }
            }
        }
        cut();
    }

    /**
     * Adds a hitch that just happened.
     *
     * @param id its id
     * @param broken what happened
     * @param atMillis when it began
     * @param capture id of the capture that will show it, or empty
     * @param state what becomes of that capture
     * @return the hitch with its verdict
     */
    public synchronized HitchView add(String id, Broken broken, long atMillis, String capture,
            CaptureState state) {
        Hitch hitch = broken.hitch();
        Days days = count(new Culprit(hitch.resource(), hitch.kind().label(), hitch.name()),
                atMillis);
        int source = Math.max(0, hitch.source());
        HitchView view = new HitchView(id, server, atMillis, hitch.tick(),
                broken.rule().kind() == HitchRule.Kind.INTERVAL
                        ? broken.nanos()
                        : hitch.durationNanos(),
                broken.rule().words(), hitch.thread(), hitch.resource(), hitch.kind().label(),
                hitch.name(), hitch.selfNanos(), innermost(hitch, SpanKind.EVENT),
                innermost(hitch, SpanKind.EXPORT), innermost(hitch, SpanKind.NATIVE), source,
                hitch.chain().stream().map(step -> new HitchView.Step(step.resource(),
                        step.kind().label(), step.name())).toList(),
                HitchWords.verdict(broken, source, days.times, days.first, clock.getZone()),
                days.first, days.times, capture, state);
        newestFirst.addFirst(view);
        count++;
        cut();
        return view;
    }

    private static String innermost(Hitch hitch, SpanKind kind) {
        List<Hitch.Step> chain = hitch.chain();
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (chain.get(i).kind() == kind) {
                return chain.get(i).name();
            }
        }
        return "";
    }

    private Days count(Culprit culprit, long atMillis) {
        LocalDate now = dayOf(atMillis);
        if (!now.equals(day)) {
            today.clear();
            day = now;
        }
        boolean full = today.size() >= MOST_CULPRITS && !today.containsKey(culprit);
        Days days = full ? new Days() : today.computeIfAbsent(culprit, _ -> new Days());
        days.first = days.times == 0 ? atMillis : days.first;
        days.times++;
        return days;
    }

    private LocalDate dayOf(long millis) {
        return Instant.ofEpochMilli(millis).atZone(clock.getZone()).toLocalDate();
    }

    private void cut() {
        while (newestFirst.size() > MOST) {
            newestFirst.removeLast();
        }
    }

    /**
     * Says what has become of a capture, to all hitches that it shows.
     *
     * @param capture id of the capture
     * @param state what has become of it
     */
    public synchronized void captured(String capture, CaptureState state) {
        List<HitchView> changed = newestFirst.stream()
                .map(hitch -> hitch.capture().equals(capture)
                        ? hitch.withCapture(capture, state)
                        : hitch)
                .toList();
        newestFirst.clear();
        newestFirst.addAll(changed);
    }

    /**
     * The hitches that a capture shows.
     *
     * @param capture id of the capture
     * @return oldest first
     */
    public synchronized List<HitchView> of(String capture) {
        return newestFirst.reversed().stream().filter(hitch -> hitch.capture().equals(capture))
                .toList();
    }

    /**
     * The newest hitches.
     *
     * @return at most 1,000, the newest first
     */
    public synchronized List<HitchView> newestFirst() {
        return List.copyOf(newestFirst);
    }

    /**
     * Hitches since the start.
     *
     * @return count
     */
    public synchronized long count() {
        return count;
    }
}
