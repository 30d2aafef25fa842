package dev.fxprof.live.core;

import dev.fxprof.live.recorder.Chunk;
import dev.fxprof.live.recorder.FlightRecorder;
import dev.fxprof.live.recorder.StreamInfo;
import dev.fxprof.live.view.HitchView.CaptureState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides what is saved: what a hitch asks for is saved once the seconds after it are over, together
 * with what broke a rule meanwhile, and only so often. A plan holds on to what it is going to save, so
 * that the flight recorder may forget it meanwhile.
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
        final List<Chunk> chunks;
        long to;
        long deadline;
        long bytes;
        /** What of it is missing, as clauses; empty if nothing is. */
        private final Set<String> missing = new LinkedHashSet<>();

        Plan(String id, String reason, StreamInfo stream, FlightRecorder.Reach kept, long from,
                long to, long longest, long deadline, boolean isManual) {
            chunks = new ArrayList<>(kept.chunks());
            bytes = chunks.stream().mapToLong(Chunk::memory).sum();
            if (kept.forgottenNanos() >= from) {
                missing.add("the flight recorder had forgotten its begin for want of memory");
            }
            this.id = id;
            this.reason = reason;
            this.stream = stream;
            this.from = from;
            this.to = to;
            this.longest = longest;
            this.deadline = deadline;
            this.isManual = isManual;
        }

        boolean isPartial() {
            return !missing.isEmpty();
        }

        /** Why it is partial, as clauses of a sentence; empty if it is not. */
        String missing() {
            return String.join("; ", missing);
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
    private final FlightRecorder recorder;
    private final long longest;
    private final long mostBytes;

    CapturePlanner(LiveOptions options, FlightRecorder recorder, long now, Supplier<String> ids) {
        this.recorder = recorder;
        mostBytes = options.recorderBytes();
        before = options.beforeSeconds() * SECOND;
        after = options.afterSeconds() * SECOND;
        longest = Math.min(LONGEST * (before + after), options.recorderSeconds() * SECOND);
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
        plans.add(new Plan(id, "hitch", stream, recorder.reach(start - before), start - before,
                end + after, end + longest, now + after + PATIENCE, false));
        return new Answer(id, CaptureState.PENDING);
    }

    /** Plans to save all that is kept, and what follows soon. Empty if nothing is kept, or too often. */
    synchronized Optional<String> manual(String reason, long now) {
        FlightRecorder.Reach kept = recorder.reach(Long.MIN_VALUE);
        if (kept.chunks().isEmpty() || !manualBudget.take(now)) {
            return Optional.empty();
        }
        String id = ids.get();
        long newest = kept.newestNanos();
        plans.add(new Plan(id, reason, kept.chunks().getFirst().stream(), kept,
                newest - kept.reachNanos(), newest + after, newest + after,
                now + after + PATIENCE, true));
        return Optional.of(id);
    }

    /** Takes the next chunk into what is kept and what is going to be saved. */
    synchronized void add(Chunk chunk, long latest) {
        recorder.add(chunk, latest);
        for (Plan plan : plans) {
            if (plan.stream == chunk.stream() && chunk.bytes().length > 0) {
                if (chunk.behind() > 0) {
                    plan.missing.add("the analysis was behind and records were lost");
                }
                if (plan.bytes + chunk.memory() > mostBytes) {
                    plan.missing.add("its end found no room in the flight recorder's memory");
                } else {
                    plan.bytes += chunk.memory();
                    plan.chunks.add(chunk);
                }
            }
        }
    }

    /**
     * What may be saved now, because its seconds are over or nothing will follow.
     *
     * @param quiet until when all that came was looked at
     */
    synchronized List<Plan> due(StreamInfo stream, long newest, long quiet, boolean isOver) {
        List<Plan> due = new ArrayList<>();
        for (Plan plan : plans) {
            if (isOver || plan.stream != stream || newest >= plan.to || quiet >= plan.deadline) {
                due.add(plan);
            }
        }
        plans.removeAll(due);
        return due;
    }
}
