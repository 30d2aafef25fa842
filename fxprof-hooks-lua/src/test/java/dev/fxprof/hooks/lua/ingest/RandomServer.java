package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.SpanKind;
import dev.fxprof.hooks.lua.SpoolWriter;
import dev.fxprof.hooks.lua.VmData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A server with one thread and several VMs that call each other, with coroutines that yield in the
 * middle of spans. It knows what the stream of its spool must be.
 */
final class RandomServer {
    private static final long TICK = 50_000_000;
    private static final int SITES = 6;
    private static final int DEEPEST = 6;

    final List<Captured.Slice> expected = new ArrayList<>();
    final List<Captured.Link> links = new ArrayList<>();
    final SpoolWriter writer;
    /** Records that were written. */
    long records;

    private final Random random;
    private final List<Vm> vms = new ArrayList<>();
    private final Deque<Open> stack = new ArrayDeque<>();
    private final List<Coroutine> suspended = new ArrayList<>();
    private final List<Long> wakes = new ArrayList<>();
    /** Slices of this tick in begin order. */
    private final List<Open> tick = new ArrayList<>();
    private long now;
    private long lastWake;
    private long ticks;
    /** How far the clock is from true time. */
    private long clock;
    private long stepSinceSync;
    /** Sequence of the last frame that ended a window. */
    long lastSync;

    private static final class Vm {
        final VmData data;
        long spans;
        long lastStamp = Long.MIN_VALUE;

        Vm(VmData data) {
            this.data = data;
        }
    }

    private static final class Span {
        final Vm vm;
        final long id;
        final int site;
        boolean begun;
        long lastEnd;

        Span(Vm vm, long id, int site) {
            this.vm = vm;
            this.id = id;
            this.site = site;
        }

        String name() {
            return vm.data.resource + "/" + SpanKind.values()[1 + site].label() + site;
        }
    }

    private static final class Open {
        final Span span;
        final int depth;
        final long start;
        final long stamp;
        long end;
        final boolean isFirst;
        boolean unfinished;
        int weight;
        int player;

        Open(Span span, int depth, long start, long stamp) {
            this.span = span;
            this.depth = depth;
            this.start = start;
            this.stamp = stamp;
            isFirst = !span.begun;
        }
    }

    /** Spans that a coroutine has open, the outermost first. */
    private record Coroutine(List<Span> spans) {}

    RandomServer(SpoolWriter writer, Random random, long start, int vms) {
        this.writer = writer;
        this.random = random;
        now = start;
        for (int i = 0; i < vms; i++) {
            VmData data = new VmData("res" + i, start - 1_000_000_000 + i);
            for (int site = 0; site < SITES; site++) {
                data.site(1 + site, SpanKind.values()[1 + site].label() + site);
            }
            this.vms.add(new Vm(data));
        }
        writer.nextFile();
    }

    long now() {
        return now;
    }

    /** Sets the clock. */
    void stepClock(long by) {
        clock += by;
        stepSinceSync += by;
    }

    void nextFile() {
        writer.nextFile();
        vms.forEach(vm -> vm.data.tellSitesAgain());
    }

    /** Runs ticks; the last of them hands over all that ran before its wake-up. */
    RandomServer run(int count, int ticksPerSync) {
        for (int i = 0; i < count; i++) {
            tick(i == 0 && ticks == 0, i == count - 1 || ticks % ticksPerSync == 0);
        }
        return this;
    }

    private void tick(boolean first, boolean sync) {
        ticks++;
        now += TICK - random.nextInt(1_000_000);
        int before = first ? 0 : random.nextInt(4);
        for (int i = 0; i < before; i++) {
            entry();
        }
        lastWake = stamp();
        wakes.add(lastWake + clock);
        if (sync) {
            sync();
        }
        int after = random.nextInt(4);
        for (int i = 0; i < after; i++) {
            entry();
        }
        endTick();
    }

    private void sync() {
        for (Vm vm : vms) {
            if (!vm.data.isEmpty()) {
                records += vm.data.records();
                writer.write(vm.data);
            }
        }
        lastSync = writer.sequence();
        writer.append(writer.syncFrame(stamp() + clock, stepSinceSync,
                wakes.stream().mapToLong(Long::longValue).toArray()));
        stepSinceSync = 0;
        wakes.clear();
    }

    /** Hands over what ran since, in a window of its own. */
    void lastSync() {
        now += TICK;
        lastWake = stamp();
        wakes.add(lastWake + clock);
        sync();
        endTick();
    }

    private void endTick() {
        long start = tick.isEmpty() ? lastWake : tick.getFirst().start;
        long end = tick.stream().mapToLong(open -> open.end).max().orElse(start);
        expected.add(new Captured.Slice(0, start, end, "server", SpanKind.TICK, "tick", true,
                false, 1, 0));
        for (Open open : tick) {
            Span span = open.span;
            expected.add(new Captured.Slice(open.depth + 1, open.start, open.end,
                    span.vm.data.resource, SpanKind.values()[1 + span.site],
                    SpanKind.values()[1 + span.site].label() + span.site, open.isFirst,
                    open.unfinished, 1L << open.weight, open.player));
        }
        tick.clear();
    }

    private long stamp() {
        now += 1 + random.nextInt(20_000);
        return now;
    }

    private void entry() {
        if (!suspended.isEmpty() && random.nextInt(3) == 0) {
            Coroutine coroutine = suspended.remove(random.nextInt(suspended.size()));
            coroutine.spans.forEach(this::begin);
            run(coroutine);
        } else {
            call(vms.get(random.nextInt(vms.size())));
        }
        if (random.nextInt(40) == 0) {
            // A buffer that is full is handed over early.
            Vm vm = vms.get(random.nextInt(vms.size()));
            if (vm.data.records() > 0) {
                records += vm.data.records();
                writer.write(vm.data);
            }
        }
    }

    private void call(Vm vm) {
        Open open = begin(newSpan(vm));
        open.player = random.nextInt(4) == 0 ? 1 + random.nextInt(64) : 0;
        body();
        end(VmData.LAST);
    }

    private Span newSpan(Vm vm) {
        return new Span(vm, ++vm.spans, random.nextInt(SITES));
    }

    private void body() {
        for (int i = random.nextInt(3); i > 0 && stack.size() < DEEPEST; i--) {
            Vm vm = vms.get(random.nextInt(vms.size()));
            if (random.nextInt(4) == 0) {
                startCoroutine(vm);
            } else {
                call(vm);
            }
        }
    }

    private void startCoroutine(Vm vm) {
        List<Span> spans = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Span span = newSpan(vm);
            spans.add(span);
            Open cause = stack.peek();
            Open open = begin(span);
            if (cause.span.vm == vm && spans.size() == 1) {
                long moment = cause.start;
                vm.data.link(span.id, cause.stamp, open.stamp, cause.span.id);
                links.add(new Captured.Link(false, cause.span.name(), moment, span.name(),
                        open.start));
            }
        }
        run(new Coroutine(spans));
    }

    private void run(Coroutine coroutine) {
        body();
        boolean yields = random.nextInt(3) > 0;
        for (int i = 0; i < coroutine.spans.size(); i++) {
            end(yields ? 0 : VmData.LAST);
        }
        if (yields) {
            suspended.add(coroutine);
        }
    }

    private Open begin(Span span) {
        long time = stamp();
        checkStep(span.vm, time);
        Open open = new Open(span, stack.size(), time, time + clock);
        if (span.begun) {
            links.add(new Captured.Link(true, span.name(), span.lastEnd, span.name(), time));
        }
        stack.push(open);
        tick.add(open);
        return open;
    }

    private void end(long last) {
        Open open = stack.pop();
        open.end = stamp();
        checkStep(open.span.vm, open.end);
        open.unfinished = last != 0 && random.nextInt(10) == 0;
        open.weight = random.nextInt(20) == 0 ? random.nextInt(5) : 0;
        long flags = last | (open.span.begun ? VmData.CONTINUED : 0)
                | (open.unfinished ? VmData.UNFINISHED : 0) | (long) open.weight << 40;
        open.span.begun = true;
        open.span.lastEnd = open.end;
        open.span.vm.data.slice(1 + open.span.site, open.span.id, open.stamp, open.end + clock,
                flags, open.player);
    }

    /** An agent sees a step back by a stamp before its last. */
    private void checkStep(Vm vm, long time) {
        if (vm.lastStamp != Long.MIN_VALUE && time + clock < vm.lastStamp) {
            vm.data.step(vm.lastStamp, time + clock);
        }
        vm.lastStamp = time + clock;
    }

    int vms() {
        return vms.size();
    }

    VmData vm(int i) {
        return vms.get(i).data;
    }
}
