package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanControl;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * On, off, and for which resources.
 *
 * <p>Guarantees: the engine's own spans are never muted while recording is on, so a trace of one
 * resource still has its ticks.
 */
final class RecordingSwitch implements SpanControl {
    /** Resource that stands for the server itself. */
    static final String ENGINE = "server";

    private final SiteRegistry sites;
    private final Set<String> only = ConcurrentHashMap.newKeySet();
    private final Set<String> without = ConcurrentHashMap.newKeySet();
    private volatile boolean limited;
    private volatile long flushNanos;

    RecordingSwitch(SiteRegistry sites, boolean on, int flushMillis) {
        this.sites = sites;
        sites.gates().on(on);
        setFlushIntervalMillis(flushMillis);
    }

    long flushNanos() {
        return flushNanos;
    }

    @Override
    public void enable() {
        only.clear();
        limited = false;
        apply();
        sites.gates().on(true);
    }

    @Override
    public void disable() {
        sites.gates().on(false);
    }

    @Override
    public void enableForResource(String resource) {
        without.remove(resource);
        only.add(resource);
        limited = true;
        apply();
        sites.gates().on(true);
    }

    @Override
    public void disableForResource(String resource) {
        only.remove(resource);
        without.add(resource);
        apply();
    }

    @Override
    public void setFlushIntervalMillis(int millis) {
        if (millis < MIN_FLUSH_MILLIS || millis > MAX_FLUSH_MILLIS) {
            throw new IllegalArgumentException("flush interval must be from " + MIN_FLUSH_MILLIS
                    + " to " + MAX_FLUSH_MILLIS + " milliseconds, got " + millis);
        }
        flushNanos = millis * 1_000_000L;
    }

    private void apply() {
        sites.muteWhere(resource -> !resource.equals(ENGINE) && (without.contains(resource)
                || limited && !only.contains(resource)));
    }
}
