package dev.fxprof.bench.scheduler;

import dev.fxprof.bench.scheduler.Contender.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As many tasks as can be taken: the submitter waits only when the window is full. */
final class FullLoad implements Load {
    private static final int BATCH = 64;
    /** One task in so many is timed, so that the clock stays out of the rate. */
    private static final int TIMED = 8;

    private final Window window;
    private final Slots slots = new Slots(Window.SIZE / TIMED);
    private final List<Double> rates = new ArrayList<>();
    private final int steps;

    /** Tasks of so many steps; those of none are not timed at all. */
    FullLoad(int steps) {
        this.steps = steps;
        window = new Window(steps);
    }

    @Override
    public void stretch(Runner to, long nanos) {
        window.prime(to);
        long tasks = 0;
        long from = System.nanoTime();
        do {
            for (int i = 0; i < BATCH; i++) {
                if (steps > 0 && i % TIMED == 0 && slots.isFree()) {
                    Slot slot = slots.take();
                    slot.prepare(steps);
                    slot.from = System.nanoTime();
                    to.submit(slot);
                } else {
                    window.submit(to);
                }
            }
            tasks += BATCH;
        } while (System.nanoTime() - from < nanos);
        window.finish();
        slots.finish();
        rates.add(tasks * 1e9 / (System.nanoTime() - from));
    }

    @Override
    public void clear() {
        rates.clear();
        slots.waits().reset();
    }

    @Override
    public Map<String, Double> figures() {
        double rate = Load.median(rates);
        return steps == 0
                ? Map.of(Figures.RATE, rate)
                : Map.of(Figures.RATE, rate, Figures.P50_MICROS,
                        Figures.micros(slots.waits(), 50), Figures.P99_MICROS,
                        Figures.micros(slots.waits(), 99));
    }
}
