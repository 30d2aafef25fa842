package dev.fxprof.simulator;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/**
 * Tells when the Java heap, which all scripts on LuaJ share, is nearly full although it was just
 * collected.
 */
final class HeapGuard implements AutoCloseable {
    private static final double FULL = 0.75;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP
                    && pool.isCollectionUsageThresholdSupported() && pool.getUsage().getMax() > 0)
            .toList();
    private final NotificationListener listener;

    /**
     * A guard.
     *
     * @param nearlyFull called by a thread of the JVM, at once, when the heap has become nearly full
     */
    HeapGuard(Runnable nearlyFull) {
        listener = (notification, nothing) -> {
            if (notification.getType()
                    .equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED)) {
                nearlyFull.run();
            }
        };
    }

    private static NotificationEmitter emitter() {
        return (NotificationEmitter) ManagementFactory.getMemoryMXBean();
    }

    void start() {
        pools.forEach(pool -> pool
                .setCollectionUsageThreshold((long) (pool.getUsage().getMax() * FULL)));
        emitter().addNotificationListener(listener, null, null);
    }

    /** Whether the heap was nearly full after its last collection, and still is. */
    boolean isNearlyFull() {
        return pools.stream().anyMatch(pool -> pool.isCollectionUsageThresholdExceeded()
                && pool.getUsage().getUsed() > pool.getCollectionUsageThreshold());
    }

    @Override
    public void close() {
        try {
            emitter().removeNotificationListener(listener);
        } catch (ListenerNotFoundException e) {
            // It was never started.
        }
    }
}
