package dev.fxprof.live.aggregate;

import dev.fxprof.api.SpanKind;
import java.util.List;

/**
 * Tells several listeners.
 *
 * @param all who is told, in this order
 */
public record Listeners(List<LiveListener> all) implements LiveListener {
    @Override
    public void tick(long nanos) {
        all.forEach(one -> one.tick(nanos));
    }

    @Override
    public void resourceTick(String resource, long nanos) {
        all.forEach(one -> one.resourceTick(resource, nanos));
    }

    @Override
    public void call(String resource, SpanKind kind, String name, long calls, long nanos) {
        all.forEach(one -> one.call(resource, kind, name, calls, nanos));
    }

    @Override
    public void traffic(String resource, boolean sent, long bytes) {
        all.forEach(one -> one.traffic(resource, sent, bytes));
    }

    @Override
    public void memory(String resource, long bytes) {
        all.forEach(one -> one.memory(resource, bytes));
    }

    @Override
    public void profiler(double nanos) {
        all.forEach(one -> one.profiler(nanos));
    }
}
