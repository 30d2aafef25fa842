package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.scheduler.Contender.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Tasks at an even pace, whether the ones before have ended or not. */
final class PacedLoad implements Load {
    private static final long LONGEST = 10_000_000_000L;

    private final Window window = new Window(0);
    private final Slots slots = new Slots(Window.SIZE);
    private final Histogram submits = new Histogram(LONGEST, 3);
    private final List<Double> submitMeans = new ArrayList<>();
    private final List<Double> submitted = new ArrayList<>();
    private final int steps;
    private final double periodNanos;
    private final boolean isFromIntended;

    /**
     * A load.
     *
     * @param rate tasks a second
     * @param steps length of a task
     * @param isFromIntended whether tasks wait from when they should have been submitted, and not
     *     from when they were; a late submitter then counts against the contender
     */
    PacedLoad(double rate, int steps, boolean isFromIntended) {
        this.periodNanos = 1e9 / rate;
        this.steps = steps;
        this.isFromIntended = isFromIntended;
    }

    @Override
    public void stretch(Runner to, long nanos) {
        window.prime(to);
        long tasks = Math.max(1, (long) (nanos / periodNanos));
        long inSubmit = 0;
        long begin = System.nanoTime();
        long now = begin;
        for (long i = 0; i < tasks; i++) {
            long due = begin + (long) ((i + 1) * periodNanos);
            Slot slot = slots.take();
            slot.prepare(steps);
            now = System.nanoTime();
            while (now < due) {
                Thread.onSpinWait();
                now = System.nanoTime();
            }
            slot.from = isFromIntended ? due : now;
            to.submit(slot);
            long submit = System.nanoTime() - now;
            inSubmit += submit;
            submits.recordValue(Math.min(submit, LONGEST));
        }
        submitMeans.add((double) inSubmit / tasks);
        submitted.add(Math.min(1, tasks * periodNanos / (now - begin)));
        slots.finish();
    }

    @Override
    public void clear() {
        submits.reset();
        submitMeans.clear();
        submitted.clear();
        slots.waits().reset();
    }

    @Override
    public Map<String, Double> figures() {
        return Map.of(Figures.P50_MICROS, Figures.micros(slots.waits(), 50), Figures.P99_MICROS,
                Figures.micros(slots.waits(), 99), Figures.SUBMITTED, Load.median(submitted),
                Figures.SUBMIT_NANOS, Load.median(submitMeans), Figures.SUBMIT_P50_NANOS,
                (double) submits.getValueAtPercentile(50));
    }
}
