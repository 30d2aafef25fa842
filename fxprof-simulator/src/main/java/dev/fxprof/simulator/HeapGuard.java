package dev.fxprof.simulator;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Tells when the Java heap, which all scripts on LuaJ share, is nearly full of live objects, which
 * only a full collection can tell.
 */
final class HeapGuard implements AutoCloseable {
    private static final double FULL = 0.85;
    private static final String FULL_COLLECTION = "end of major GC";

    private final List<NotificationEmitter> collectors = ManagementFactory
            .getGarbageCollectorMXBeans().stream()
            .map(NotificationEmitter.class::cast).toList();
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(pool -> pool.getName()).collect(Collectors.toUnmodifiableSet());
    private final long full = (long) (Runtime.getRuntime().maxMemory() * FULL);
    private final NotificationListener listener;
    private volatile boolean wasFull;

    /**
     * A guard.
     *
     * @param nearlyFull called by a thread of the JVM, at once, after each collection that leaves
     *     the heap nearly full
     */
    HeapGuard(Runnable nearlyFull) {
        listener = (notification, nothing) -> {
            if (notification.getType().equals(
                    GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo
                        .from((CompositeData) notification.getUserData());
                if (info.getGcAction().equals(FULL_COLLECTION)) {
                    wasFull = used(info.getGcInfo().getMemoryUsageAfterGc()) > full;
                    if (wasFull) {
                        nearlyFull.run();
                    }
                }
            }
        };
    }

    private long used(Map<String, MemoryUsage> after) {
        return after.entrySet().stream().filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed()).sum();
    }

    void start() {
        collectors.forEach(collector -> collector.addNotificationListener(listener, null, null));
    }

    /** Whether the heap was nearly full after its last full collection. */
    boolean isNearlyFull() {
        return wasFull;
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                // It was never started.
            }
        }
    }
}
