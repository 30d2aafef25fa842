package dev.fxprof.export.report;

/** Durations of all ticks for a chart, at most {@value #MOST} points: of several, the longest. */
final class TickLine {
    static final int MOST = 4096;

    private final long[] numbers = new long[MOST];
    private final long[] starts = new long[MOST];
    private final long[] nanos = new long[MOST];
    private int size;
    /** Ticks by point. */
    private long each = 1;
    private long inLast;

    void add(long number, long start, long duration) {
        if (size > 0 && inLast < each) {
            inLast++;
            if (duration > nanos[size - 1]) {
                set(size - 1, number, start, duration);
            }
            return;
        }
        if (size == MOST) {
            halve();
        }
        set(size++, number, start, duration);
        inLast = 1;
    }

    private void set(int at, long number, long start, long duration) {
        numbers[at] = number;
        starts[at] = start;
        nanos[at] = duration;
    }

    private void halve() {
        for (int i = 0; i < MOST; i += 2) {
            int longer = nanos[i + 1] > nanos[i] ? i + 1 : i;
            set(i / 2, numbers[longer], starts[longer], nanos[longer]);
        }
        size = MOST / 2;
        each *= 2;
    }

    int size() {
        return size;
    }

    /** How many ticks a point stands for. */
    long each() {
        return each;
    }

    long number(int point) {
        return numbers[point];
    }

    long start(int point) {
        return starts[point];
    }

    long nanos(int point) {
        return nanos[point];
    }
}
