package dev.fxprof.it;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import java.util.ArrayList;
import java.util.List;

/** Ticks of two resources whose functions burn time that is known to the nanosecond. */
final class PlantedServer {
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
    private boolean hooked = true;
    private long tickNanos;

    /** A function and what it burned so far. */
    final class Planted {
        final String resource;
        final String name;
        final int site;
        final List<Planted> callees = new ArrayList<>();
        long burned;
        private long burnedUnhooked;
        private long calls;

        Planted(String resource, String name) {
            this.resource = resource;
            this.name = name;
            site = sites.intern(resource, ScriptRuntime.LUA, SpanKind.FUNCTION, name,
                    "@" + resource + "/server.lua", 1);
            all.add(this);
        }

        void burn(long nanos) {
            long from = System.nanoTime();
            long now = from;
            while (now - from < nanos) {
                now = System.nanoTime();
            }
            long took = now - from + clockNanos;
            burned += took;
            if (!hooked) {
                burnedUnhooked += took;
            }
        }

        /** What it burned while there was a profiler to see it. */
        long recorded() {
            return burned - burnedUnhooked;
        }

        /** Calls while there was a profiler to see them. */
        long calls() {
            return calls;
        }

        /** Calls it made while there was a profiler to see them. */
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
                calls++;
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

    /** Runs a tick; returns what of it nobody planted: the calls themselves, and the profiler. */
    long tick() {
        long before = burned();
        long from = System.nanoTime();
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
        long took = System.nanoTime() - from;
        tickNanos += took;
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
