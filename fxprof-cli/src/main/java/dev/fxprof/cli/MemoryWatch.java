package dev.fxprof.cli;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** Memory in use after a collection, early in a long run and at its end. */
final class MemoryWatch {
    private static final double MEGABYTE = 1 << 20;

    private double early = -1;
    private double end = -1;

    void markEarly() {
        early = used();
    }

    void markEnd() {
        if (early >= 0) {
            end = used();
        }
    }

    /** Whether the run was long enough for both. */
    boolean isComplete() {
        return early >= 0 && end >= 0;
    }

    double earlyMegabytes() {
        return early;
    }

    double endMegabytes() {
        return end;
    }

    private static double used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
        return (memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed()
                + direct) / MEGABYTE;
    }
}
