package dev.fxprof.live.core;

import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.HitchView.CaptureState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides what is saved: what a hitch asks for is saved once the seconds after it are over, together
 * with what broke a rule meanwhile, and only so often.
 *
 * <p>Guarantees: any thread may call any method. Progress: locks are held for a few instructions.
 */
final class CapturePlanner {
    private static final int AT_ONCE = 10;
    private static final int MANUAL_AT_ONCE = 5;
    private static final int MANUAL_PER_HOUR = 120;
    private static final long SECOND = 1_000_000_000L;
    /** How much longer than due a quiet stream is waited for. */
    private static final long PATIENCE = 2 * SECOND;
    /** Hitches that follow each other make no capture longer than so many times the usual. */
    private static final int LONGEST = 3;

    /** What is going to be saved. Nanoseconds are the stream's, but for the deadline. */
    static final class Plan {
        final String id;
        final String reason;
        final StreamInfo stream;
        final long from;
        final long longest;
        final boolean isManual;
        long to;
        long deadline;

        Plan(String id, String reason, StreamInfo stream, long from, long to, long longest,
                long deadline, boolean isManual) {
            this.id = id;
            this.reason = reason;
            this.stream = stream;
            this.from = from;
            this.to = to;
            this.longest = longest;
            this.deadline = deadline;
            this.isManual = isManual;
        }
    }

    /** What becomes of a hitch's capture. */
    record Answer(String capture, CaptureState state) {}

    private final long before;
    private final long after;
    private final CaptureBudget budget;
    private final CaptureBudget manualBudget;
    private final Supplier<String> ids;
    private final List<Plan> plans = new ArrayList<>();

    CapturePlanner(LiveOptions options, long now, Supplier<String> ids) {
        before = options.beforeSeconds() * SECOND;
        after = options.afterSeconds() * SECOND;
        budget = new CaptureBudget(AT_ONCE, options.capturesPerHour(), now);
        manualBudget = new CaptureBudget(MANUAL_AT_ONCE, MANUAL_PER_HOUR, now);
        this.ids = ids;
    }

    synchronized Answer hitch(StreamInfo stream, long start, long end, long now) {
        for (Plan plan : plans) {
            if (plan.stream == stream && !plan.isManual && start <= plan.to
                    && end + after <= plan.longest) {
                plan.to = Math.max(plan.to, end + after);
                plan.deadline = now + after + PATIENCE;
                return new Answer(plan.id, CaptureState.PENDING);
            }
        }
        if (!budget.take(now)) {
            return new Answer("", CaptureState.LIMITED);
        }
        String id = ids.get();
        plans.add(new Plan(id, "hitch", stream, start - before, end + after,
                end + LONGEST * (before + after), now + after + PATIENCE, false));
        return new Answer(id, CaptureState.PENDING);
    }

    synchronized Optional<String> manual(String reason, StreamInfo stream, long from, long newest,
            long now) {
        if (!manualBudget.take(now)) {
            return Optional.empty();
        }
        String id = ids.get();
        plans.add(new Plan(id, reason, stream, from, newest + after, newest + after,
                now + after + PATIENCE, true));
        return Optional.of(id);
    }

    /** What may be saved now, because its seconds are over or nothing will follow. */
    synchronized List<Plan> due(StreamInfo stream, long newest, long now, boolean isOver) {
        List<Plan> due = new ArrayList<>();
        for (Plan plan : plans) {
            if (isOver || plan.stream != stream || newest >= plan.to || now >= plan.deadline) {
                due.add(plan);
            }
        }
        plans.removeAll(due);
        return due;
    }
}
