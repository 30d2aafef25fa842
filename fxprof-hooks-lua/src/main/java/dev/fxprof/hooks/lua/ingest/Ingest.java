package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.CaptureCost;
import dev.fxprof.api.GuardedSink;
import dev.fxprof.api.RingPosition;
import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import dev.fxprof.hooks.lua.spool.Frame;
import dev.fxprof.hooks.lua.spool.FrameConsumer;
import dev.fxprof.hooks.lua.spool.News;
import dev.fxprof.hooks.lua.spool.SessionInfo;
import dev.fxprof.hooks.lua.spool.SpoolException;
import dev.fxprof.hooks.lua.spool.SpoolFormat;
import dev.fxprof.hooks.lua.spool.SyncFrame;
import dev.fxprof.hooks.lua.spool.VmFrame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the span stream of frames, window by window. What a capture holds already is gone through as
 * well, since later slices follow from earlier ones, but not delivered again.
 *
 * <p>Assumptions: one thread calls all methods.
 */
final class Ingest implements FrameConsumer, Ticks.Out {
    static final String SERVER = "server";

    private static final int MOST_VMS = 4096;
    private static final long SECOND = 1_000_000_000L;
    /** So far the second of a session's start may be from its nanoseconds on one clock. */
    private static final long WALL_NANOS = 3 * SECOND;

    private final SiteTable sites;
    private final GuardedSink sink;
    private final News news;
    private final long origin;
    private final Progress progress;
    private final Ledger ledger = new Ledger();
    private final Window window = new Window();
    private final Forest forest = new Forest();
    private final ForestBatch batch;
    private final WindowOrder order = new WindowOrder(window, forest);
    private final Ticks ticks;
    private final Map<String, Vm> vms = new LinkedHashMap<>();
    private final VmFrame vmFrame = new VmFrame();
    private final SyncFrame sync = new SyncFrame();

    private long session;
    private String clock = "";
    private boolean isTied;
    /** What ties the session's clock to the time of day, before it is put right. */
    private long base;
    private boolean hasWindow;
    private long previousRaw;
    /** Nothing that follows may be before this moment. */
    private long floor;
    private long lastEnd;
    private long sequence;
    private boolean quiet;
    private boolean wakesMissing;
    private boolean changed;

    Ingest(SiteTable sites, GuardedSink sink, News news, long origin,
            List<RingPosition> positions, long spool) {
        this.sites = sites;
        this.sink = sink;
        this.news = news;
        this.origin = origin;
        progress = new Progress(spool, positions);
        batch = new ForestBatch(forest, sites.intern(SERVER, ScriptRuntime.ENGINE, SpanKind.TICK,
                "tick", "", 0));
        batch.origin(origin);
        ticks = new Ticks(forest, batch, this);
        lastEnd = origin + progress.nanos();
        floor = lastEnd;
    }

    @Override
    public void begin(long number) {
        session = number;
        sequence = 0;
        quiet = true;
        isTied = false;
        hasWindow = false;
        wakesMissing = false;
        floor = progress.window(number) > 0 ? Window.BEFORE_ALL : lastEnd;
        base = 0;
        ledger.beginSession();
        window.clear();
        order.begin();
    }

    @Override
    public void missing(long frames) {
        wakesMissing = true;
    }

    @Override
    public void frame(Frame frame) {
        sequence = frame.sequence();
        if (quiet && sequence > progress.window(session)) {
            goOn();
        }
        try {
            switch (frame.type()) {
                case SpoolFormat.SESSION -> session(SessionInfo.of(frame.payload()));
                case SpoolFormat.VM -> vm(frame);
                case SpoolFormat.SYNC -> sync(frame);
                default -> news.say(frame.place() + " is of a type that this fxprof does not know; "
                        + "it is left out");
            }
        } catch (SpoolException e) {
            news.say(frame.place() + " is damaged: " + e.getMessage() + "; the frame is left out");
        }
        if (quiet && sequence == progress.end(session)) {
            endHere();
        }
    }

    /** Ends what only repeats what the capture holds: what follows is on its time, and is delivered. */
    private void goOn() {
        quiet = false;
        ledger.goOn(progress.seen(session), progress.missing(session));
        if (progress.window(session) == 0) {
            return;
        }
        // Files that were deleted since may have held steps of the clock.
        long moved = progress.clock(session) - (order.shift() - base);
        if (moved != 0) {
            order.skip(moved, hasWindow ? previousRaw : Long.MIN_VALUE);
        }
        forest.move(moved);
        ticks.move(moved);
        vms.values().forEach(vm -> vm.suspended.move(moved));
        floor = hasWindow ? floor + moved : lastEnd;
    }

    private void session(SessionInfo info) {
        if (isTied) {
            return;
        }
        isTied = true;
        clock = info.clock();
        base = apart(info);
        order.shift(base);
    }

    /** What is to be added to a session's stamps so that they count from 1970. */
    static long apart(SessionInfo info) {
        long apart = info.epochSeconds() * SECOND - info.startedNanos();
        return Math.abs(apart) < WALL_NANOS || info == SessionInfo.UNKNOWN ? 0 : apart;
    }

    private void vm(Frame frame) throws SpoolException {
        vmFrame.of(frame.payload());
        Vm vm = known();
        ledger.saw(vmFrame.records());
        if (!quiet && vm.expected >= 0 && vmFrame.first() > vm.expected) {
            ledger.gap(vmFrame.first() - vm.expected);
        }
        vm.expected = vmFrame.first() + vmFrame.records();
        ledger.gaveUp(Math.max(0, vmFrame.dropped() - vm.dropped));
        vm.dropped = Math.max(vm.dropped, vmFrame.dropped());
        tellShedding(vm);
        vm.learn(vmFrame);
        vm.counters.gather(vmFrame);
        long unknown = window.take(vm, vmFrame);
        ledger.misfit(unknown);
    }

    private Vm known() {
        Vm vm = vms.get(vmFrame.resource());
        if (vm == null || vm.incarnation != vmFrame.incarnation()) {
            if (vm == null && vms.size() >= MOST_VMS) {
                vms.remove(vms.keySet().iterator().next());
            }
            vm = new Vm(vmFrame.resource(), vmFrame.incarnation(),
                    progress.vm(vmFrame.resource(), vmFrame.incarnation()), sites);
            vms.put(vm.resource, vm);
        }
        return vm;
    }

    private void tellShedding(Vm vm) {
        if (vm.shedStep == vmFrame.shedStep()) {
            return;
        }
        vm.shedStep = vmFrame.shedStep();
        if (!quiet) {
            news.say(vm.resource + ": " + switch (vm.shedStep) {
                case 0 -> "everything is recorded again";
                case 1 -> "overload, natives and named functions are left out";
                case 2 -> "overload, regions are left out, too";
                case 3 -> "overload, one entry in " + (1L << Math.min(62, vmFrame.shedPower()))
                        + " is recorded";
                default -> "overload, entries are only counted";
            });
        }
    }

    private void sync(Frame frame) throws SpoolException {
        sync.of(frame.payload());
        if (Math.abs(sync.nanos()) > Long.MAX_VALUE / 4) {
            throw new SpoolException("its clock shows " + sync.nanos());
        }
        if (!quiet) {
            ledger.collected(sync.records(), sync.unwritten());
        }
        window.clock.end(hasWindow ? previousRaw : ClockSteps.NEVER, sync);
        if (window.clock.any(sync)) {
            ledger.clockStep();
            if (!quiet) {
                news.say("the server's clock was set; its steps are taken out of the capture");
            }
        }
        ledger.window(window.slices);
        long shift = order.shift();
        order.order(sync, floor, !hasWindow);
        long tied = order.shift() - window.clock.total() - shift;
        misfits();
        wakes(shift + tied);
        ticks.cut(wakesMissing);
        previousRaw = sync.nanos();
        floor = order.end();
        hasWindow = true;
        wakesMissing = false;
        tell();
        window.clear();
        if (!quiet) {
            progress.wrote(session, sequence, lastEnd - origin, ledger, order.shift() - base);
            changed = true;
        }
    }

    private void misfits() {
        ledger.misfit(order.misfits());
        if (window.noRoom > 0) {
            news.say("more than " + Window.MOST + " slices came in one window, which is left out");
        }
    }

    private void wakes(long shift) {
        int steps = 0;
        long last = hasWindow ? previousRaw : Long.MIN_VALUE;
        for (int i = 0; i < sync.wakes(); i++) {
            long wake = sync.wake(i);
            steps += wake < last ? 1 : 0;
            last = wake;
            long moment = wake + shift + window.clock.shift(wake, steps);
            ticks.wake(Math.clamp(moment, Math.min(floor, order.end()), order.end()));
        }
    }

    /** Tells what goes with the window: counters at the end of its last tick, and what was lost. */
    private void tell() {
        long lost = ledger.newLosses();
        if (quiet) {
            vms.values().forEach(vm -> vm.counters.forget());
            return;
        }
        batch.counters(lastEnd);
        vms.values().forEach(vm -> vm.counters.tell(batch));
        if (batch.counters() > 0) {
            sink.accept(batch);
        }
        if (lost > 0) {
            sink.lost(ForestBatch.TRACK, lastEnd - origin, lost);
        }
    }

    @Override
    public void batch(ForestBatch of, int slices, long until) {
        long records = slices;
        for (int j = 0; j < of.links(); j++) {
            records += of.linkContinues(j) ? 0 : 1;
        }
        ledger.wrote(records);
        if (!quiet) {
            lastEnd = Math.max(lastEnd, until);
            sink.accept(of);
        }
    }

    @Override
    public long nextTick() {
        return quiet ? 0 : progress.nextTick();
    }

    @Override
    public void end() {
        if (quiet) {
            goOn();
        }
        endHere();
        progress.ended(session, sequence);
        progress.wrote(session, Math.max(sequence, progress.window(session)), lastEnd - origin,
                ledger, order.shift() - base);
        changed = true;
        settle();
    }

    /** Ends the last tick, and what stands behind the last window. */
    private void endHere() {
        ticks.finish();
        order.orderRest(floor);
        misfits();
        ticks.finishLoose();
        floor = Math.max(floor, order.end());
        window.clear();
        tell();
    }

    /** Makes what was delivered safe, if there is anything new. */
    void settle() {
        if (changed) {
            changed = false;
            progress.announce(sink, session);
            sink.flush();
        }
    }

    /** Stamps that were moved by a little so that slices nest. */
    long mended() {
        return order.mended();
    }

    CaptureCost cost() {
        return ledger.cost(clock, switch (clock) {
            case "timer" -> 1_000_000;
            case "microtime" -> 1000;
            default -> 1;
        }, sites.overflowed());
    }
}
