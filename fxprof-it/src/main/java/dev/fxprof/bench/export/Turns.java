package dev.fxprof.bench.export;

import dev.fxprof.bench.run.Depth;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders that take turns in one process, a stretch each: what the machine does meanwhile hits all
 * alike. Only the time that the thread itself ran counts; what the garbage collector takes on other
 * threads is thus nobody's, which favours those that make more objects.
 */
final class Turns {
    private static final double NANOS = 1e9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Map<String, Work> contenders;
    private final Depth depth;

    Turns(Map<String, Work> contenders, Depth depth) {
        this.contenders = contenders;
        this.depth = depth;
    }

    /** Prints the name of each contender and the median of its rates. */
    void run() throws IOException {
        Map<String, double[]> rates = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(contenders.keySet());
        order.forEach(name -> rates.put(name, new double[depth.iterations()]));
        for (int i = -depth.warmups(); i < depth.iterations(); i++) {
            for (String name : order) {
                double rate = stretch(contenders.get(name));
                if (i >= 0) {
                    rates.get(name)[i] = rate;
                }
            }
            Collections.rotate(order, 1);
        }
        rates.forEach((name, all) -> System.out.println(name + " " + median(all)));
    }

    private double stretch(Work work) throws IOException {
        long length = depth.millis() * 1_000_000L;
        long from = THREADS.getCurrentThreadCpuTime();
        long done = 0;
        long now;
        do {
            done += work.piece();
            now = THREADS.getCurrentThreadCpuTime();
        } while (now - from < length);
        return done * NANOS / (now - from);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
