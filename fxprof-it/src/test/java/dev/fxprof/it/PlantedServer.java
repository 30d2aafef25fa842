package dev.fxprof.it;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Ticks of two resources whose functions burn time that is known to the nanosecond.
 *
 * <p>A host takes the processor away now and then, and whose time that was no profiler can tell and
 * nobody planted. A tick within which that happened is not {@link Tick#CLEAN}, and counts on neither
 * side: what is known of the functions leaves it out, and so must what is estimated.
 */
final class PlantedServer {
    /** How a tick went. */
    enum Tick {
        RUNNING, CLEAN, STOPPED
    }

    /**
     * A gap between two looks at the clock that is somebody else's. Interrupts are shorter, also on
     * virtual machines, where they come a thousand times a second and take 50 us.
     */
    private static final long STOP_NANOS = 250_000;
    private static final int MOST_TICKS = 1 << 16;
    /** Calls in a tick. */
    private static final int CALLS = 1 + 10 + 1 + 60 + 1000 + 1500 + 20 + 400;

    private final SpanRecorder recorder;
    private final SiteTable sites;
    private final int tick;
    private final List<Planted> all = new ArrayList<>();
    private final Planted big;
    private final Planted middle;
    private final Planted caller;
    private final Planted small;
    private final Planted tiny;
    private final Planted dust;
    private final Planted other;
    private final Planted helper;
    private final int[] entries;
    private final long clockNanos = clockNanos();
    private final AtomicReferenceArray<Tick> hookedTicks = new AtomicReferenceArray<>(MOST_TICKS);
    private int hookedCount;
    private int cleanCount;
    private boolean hooked = true;
    private boolean stopped;
    private long lastLook;
    private long tickNanos;

    /** A function and what it burned so far. */
    final class Planted {
        final String resource;
        final String name;
        final int site;
        final List<Planted> callees = new ArrayList<>();
        private long burned;
        private long burnedInTick;
        private long callsInTick;
        private long recorded;
        private long calls;

        Planted(String resource, String name) {
            this.resource = resource;
            this.name = name;
            site = sites.intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, name,
                    "@" + resource + "/server.lua", 1);
            all.add(this);
        }

        void burn(long nanos) {
            long from = look();
            long now = from;
            while (now - from < nanos) {
                now = look();
            }
            burnedInTick += now - from + clockNanos;
        }

        private void endTick(boolean counts) {
            burned += burnedInTick;
            if (counts) {
                recorded += burnedInTick;
                calls += callsInTick;
            }
            burnedInTick = 0;
            callsInTick = 0;
        }

        /** What it burned in all ticks. */
        long burned() {
            return burned;
        }

        /** What it burned in clean ticks while there was a profiler to see it. */
        long recorded() {
            return recorded;
        }

        /** Calls in clean ticks while there was a profiler to see them. */
        long calls() {
            return calls;
        }

        /** Calls it made in those. */
        long callsMade() {
            return callees.stream().mapToLong(Planted::calls).sum();
        }

        void call(long nanos) {
            enter();
            burn(nanos);
            leave();
        }

        void enter() {
            if (hooked) {
                callsInTick++;
                recorder.enterFunction(site);
            }
        }

        void leave() {
            if (hooked) {
                recorder.leaveFunction();
            }
        }
    }

    PlantedServer(SpanRecorder recorder, SiteTable sites) {
        this.recorder = recorder;
        this.sites = sites;
        tick = sites.intern("server", ScriptRuntime.ENGINE, SpanKind.TICK, "tick", "", 0);
        entries = new int[]{entry("bank"), entry("garage")};
        big = new Planted("bank", "big");
        middle = new Planted("bank", "middle");
        caller = new Planted("bank", "caller");
        small = new Planted("bank", "small");
        tiny = new Planted("bank", "tiny");
        dust = new Planted("bank", "dust");
        other = new Planted("garage", "other");
        helper = new Planted("garage", "helper");
        caller.callees.addAll(List.of(small, tiny, dust));
        other.callees.add(helper);
    }

    /** What one look at the clock costs: half before the first reading, half after the last. */
    private static long clockNanos() {
        int reads = 200_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long from = System.nanoTime();
            for (int i = 1; i < reads; i++) {
                System.nanoTime();
            }
            best = Math.min(best, (System.nanoTime() - from) / reads);
        }
        return best;
    }

    /** Looks at the clock, and at whether somebody else had the processor since the last look. */
    private long look() {
        long now = System.nanoTime();
        stopped |= now - lastLook > STOP_NANOS;
        lastLook = now;
        return now;
    }

    private int entry(String resource) {
        return sites.intern(resource, ScriptRuntime.LUA, SpanKind.ENTRY, resource, "", 0);
    }

    List<Planted> functions() {
        return all;
    }

    /** What a call costs where it is made, without a profiler, from what ticks left over. */
    double callNanos(double leftOverNanos) {
        return leftOverNanos / CALLS;
    }

    /** Time of all ticks so far. */
    long tickNanos() {
        return tickNanos;
    }

    /** Ticks with a profiler, so far, that nothing stopped. */
    int cleanCount() {
        return cleanCount;
    }

    /** How a tick with a profiler went, counted from 0; another thread may ask. */
    Tick how(int hookedTick) {
        Tick how = hookedTicks.get(hookedTick);
        return how == null ? Tick.RUNNING : how;
    }

    /** Whether a site is that of the ticks. */
    boolean isTick(int site) {
        return site == tick;
    }

    /** Runs a tick; returns what of it nobody planted: the calls themselves, and the profiler. */
    long tick() {
        long before = burned();
        stopped = false;
        long from = System.nanoTime();
        lastLook = from;
        int token = begin(tick);
        int bank = begin(entries[0]);
        big.call(300_000);
        for (int i = 0; i < 10; i++) {
            middle.call(40_000);
        }
        caller();
        recorder.end(bank);
        int garage = begin(entries[1]);
        for (int i = 0; i < 20; i++) {
            other();
        }
        recorder.end(garage);
        recorder.end(token);
        long took = look() - from;
        tickNanos += took;
        all.forEach(planted -> planted.endTick(hooked && !stopped));
        if (hooked) {
            cleanCount += stopped ? 0 : 1;
            hookedTicks.set(hookedCount++, stopped ? Tick.STOPPED : Tick.CLEAN);
        }
        return took - (burned() - before);
    }

    private int begin(int site) {
        return hooked ? recorder.begin(site) : SpanRecorder.NOT_RECORDED;
    }

    /** Whether the server has a profiler at all. */
    void hooked(boolean isHooked) {
        hooked = isHooked;
    }

    private void caller() {
        caller.enter();
        caller.burn(800_000);
        for (int i = 0; i < 60; i++) {
            small.call(5_000);
        }
        for (int i = 0; i < 1000; i++) {
            tiny.call(1_500);
        }
        for (int i = 0; i < 1500; i++) {
            dust.call(700);
        }
        caller.leave();
    }

    private void other() {
        other.enter();
        other.burn(10_000);
        for (int i = 0; i < 20; i++) {
            helper.call(1_500);
        }
        other.leave();
    }

    private long burned() {
        return all.stream().mapToLong(planted -> planted.burned).sum();
    }
}
