package dev.fxprof.ringbuffer;

import dev.fxprof.api.SpanStack;
import dev.fxprof.ringbuffer.TrackModel.Activation;
import dev.fxprof.ringbuffer.TrackModel.Cause;
import dev.fxprof.ringbuffer.TrackModel.Kind;
import dev.fxprof.ringbuffer.TrackModel.Routine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

final class RandomProgram {
    private static final int MAX_NESTED = 5;
    private static final int MAX_CALLS = 12;

    private record Guard(long mark, long modelMark) {}

    private record Call(Activation activation, Guard guard) {}

    private static final class Coroutine {
        private final SpanStack stack;
        private final Routine routine;
        private final Guard born;
        private final Deque<Call> calls = new ArrayDeque<>();

        private Coroutine(SpanStack stack, Routine routine, Guard born) {
            this.stack = stack;
            this.routine = routine;
            this.born = born;
        }
    }

    final TrackModel model = new TrackModel();
    final List<String> problems = new ArrayList<>();
    private final ProducerFixture f;
    private final SpanProducer recorder;
    private final Random random;
    private final Random drainer;
    private final int[] sites = new int[8];
    private final int[] muted = new int[2];
    private final Deque<Coroutine> running = new ArrayDeque<>();
    private final List<Coroutine> suspended = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();

    RandomProgram(long seed, ProducerFixture f) {
        this.f = f;
        recorder = f.producer;
        random = new Random(seed);
        drainer = new Random(~seed);
        for (int i = 0; i < sites.length; i++) {
            sites[i] = f.site("s" + i);
        }
        for (int i = 0; i < muted.length; i++) {
            muted[i] = f.site("quiet", "m" + i);
        }
        f.control.disableForResource("quiet");
        running.push(new Coroutine(null, model.running(), guard()));
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            f.clock.now += random.nextInt(4);
            step();
            if (drainer.nextInt(10) == 0) {
                f.drain();
            }
        }
        closeAll();
        f.drain();
    }

    private void closeAll() {
        while (running.size() > 1 || !running.element().calls.isEmpty()) {
            error();
        }
        error();
    }

    private void step() {
        Coroutine now = running.element();
        boolean deep = now.calls.size() >= MAX_CALLS;
        switch (random.nextInt(deep ? 8 : 0, 26)) {
            case 0, 1 -> begin();
            case 2, 3, 4 -> enterFunction();
            case 5 -> beginRegion();
            case 6 -> now.calls.push(new Call(null, guard()));
            case 7 -> resumeNew();
            case 8, 9, 10, 11, 12, 13, 14 -> leave(now);
            case 15, 16 -> endRegion();
            case 17 -> cut(now);
            case 18 -> error();
            case 19 -> end();
            case 20, 21 -> suspend();
            case 22, 23 -> resumeOld();
            default -> remember();
        }
    }

    private Guard guard() {
        return new Guard(recorder.regionMark(), model.mark());
    }

    private int anySite() {
        return sites[random.nextInt(sites.length)];
    }

    private void begin() {
        Activation a = new Activation(Kind.TOKEN, anySite(), true);
        if (random.nextInt(3) == 0) {
            a.source = random.nextInt(100);
            a.cause = causes.isEmpty() ? null : causes.get(random.nextInt(causes.size()));
            a.token = a.cause == null
                    ? recorder.begin(a.site, 0, 0, a.source)
                    : recorder.begin(a.site, a.cause.span(), a.cause.nanos(), a.source);
        } else {
            a.token = recorder.begin(a.site);
        }
        model.begin(a);
        running.element().calls.push(new Call(a, null));
    }

    private Activation activation(Kind kind, int unrecorded) {
        boolean recorded = random.nextInt(5) > 0;
        return new Activation(kind, recorded ? anySite() : unrecorded, recorded);
    }

    private void enterFunction() {
        Activation a = activation(Kind.FUNCTION, random.nextBoolean() ? 0 : muted[0]);
        recorder.enterFunction(a.site);
        model.begin(a);
        running.element().calls.push(new Call(a, null));
    }

    private void beginRegion() {
        Activation a = activation(Kind.REGION, muted[1]);
        recorder.beginRegion(a.site);
        model.begin(a);
    }

    private void endRegion() {
        Activation a = model.innermostRegion();
        if (recorder.openRegion() != (a == null ? 0 : a.site)) {
            problems.add("open region is " + recorder.openRegion());
        }
        recorder.endRegion();
        if (a != null) {
            model.take(a);
        }
    }

    private void leave(Coroutine now) {
        if (!now.calls.isEmpty()) {
            leave(now.calls.pop());
        }
    }

    private void leave(Call call) {
        if (call.guard != null) {
            return;
        }
        if (call.activation.kind == Kind.TOKEN) {
            recorder.end(call.activation.token);
            model.cut(call.activation);
        } else {
            recorder.leaveFunction();
            model.take(call.activation);
        }
    }

    private void cut(Coroutine now) {
        List<Call> tokens = now.calls.stream()
                .filter(c -> c.guard == null && c.activation.kind == Kind.TOKEN).toList();
        if (!tokens.isEmpty()) {
            Call chosen = tokens.get(random.nextInt(tokens.size()));
            while (now.calls.element() != chosen) {
                now.calls.pop();
            }
            leave(now.calls.pop());
        }
    }

    private void error() {
        Coroutine now = running.element();
        Guard caught = null;
        while (caught == null && !now.calls.isEmpty()) {
            Call call = now.calls.pop();
            caught = call.guard;
            leave(call);
        }
        Guard guard = caught == null ? now.born : caught;
        recorder.unwindRegions(guard.mark);
        model.unwind(guard.modelMark);
        if (caught == null && running.size() > 1) {
            finish();
        }
    }

    private void finish() {
        recorder.finish(running.pop().stack);
        model.finish();
    }

    private void end() {
        List<Activation> open = running.element().routine.open;
        if (running.size() > 1 && !open.isEmpty() && open.getFirst().kind == Kind.TOKEN) {
            finish();
        }
    }

    private void suspend() {
        if (running.size() > 1) {
            Coroutine now = running.pop();
            recorder.suspend(now.stack);
            model.suspend();
            if (now.stack.depth() != now.routine.open.size()) {
                problems.add("depth of a stack is " + now.stack.depth());
            }
            suspended.add(now);
        }
    }

    private void resumeNew() {
        if (running.size() <= MAX_NESTED) {
            Coroutine fresh = new Coroutine(recorder.newStack(), new Routine(), guard());
            resume(fresh);
            if (random.nextInt(4) > 0) {
                begin();
            }
        }
    }

    private void resumeOld() {
        if (running.size() <= MAX_NESTED && !suspended.isEmpty()) {
            resume(suspended.remove(random.nextInt(suspended.size())));
        }
    }

    private void resume(Coroutine coroutine) {
        recorder.resume(coroutine.stack);
        model.resume(coroutine.routine);
        running.push(coroutine);
    }

    private void remember() {
        Activation by = model.innermostRecorded();
        long span = recorder.currentSpan();
        if ((by == null) != (span == 0)) {
            problems.add("current span is " + span);
        }
        if (by != null) {
            causes.add(new Cause(by, span, recorder.ticks()));
        }
    }
}
