package dev.fxprof.scheduler;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands outcomes to scripts, at one point of the tick and under a budget; what does not fit waits for
 * the next tick and is counted.
 */
final class Delivery {
    /** How long a failure may wait for somebody who asks for it before it is logged. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** In the order of async.lua. */
    private static final List<String> STATES = List.of("done", "failed", "cancelled");

    private record Parcel(ScriptTask task, AsyncResource to) {}

    private final AsyncSettings settings;
    private final AsyncHost host;
    private final List<ScriptTask> fresh = new ArrayList<>();
    private final Deque<Parcel> waiting = new ArrayDeque<>();
    /** Failures that nobody has asked for, with the moment at which they are logged. */
    private final Map<ScriptTask, Long> unobserved = new LinkedHashMap<>();

    Delivery(AsyncSettings settings, AsyncHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** A task has its outcome. */
    void add(ScriptTask task) {
        fresh.add(task);
    }

    void deliver(long now) {
        fresh.sort(Comparator.comparingLong(ScriptTask::id));
        fresh.forEach(this::queue);
        fresh.clear();
        long from = settings.realtime() ? System.nanoTime() : 0;
        int results = 0;
        long bytes = 0;
        while (!waiting.isEmpty()) {
            Parcel next = waiting.peek();
            bytes += next.task.resultBytes();
            if (results > 0 && isOver(results, bytes, from)) {
                waiting.forEach(late -> late.to.tally().carriedOver());
                break;
            }
            results++;
            deliver(waiting.poll(), now);
        }
        logUnobserved(now, null);
    }

    private boolean isOver(int results, long bytes, long from) {
        return settings.realtime()
                ? System.nanoTime() - from > settings.budgetNanos()
                : results >= settings.resultsPerTick() || bytes > settings.bytesPerTick();
    }

    private void queue(ScriptTask task) {
        task.adopters().forEach(to -> waiting.add(new Parcel(task, to)));
        if (task.adopters().isEmpty()) {
            watch(task, host.nanos());
        }
    }

    /** Another resource, or the same again, wants an outcome that is there. */
    void again(ScriptTask task, AsyncResource to) {
        waiting.add(new Parcel(task, to));
    }

    private void deliver(Parcel parcel, long now) {
        AsyncResource to = parcel.to;
        ScriptTask task = parcel.task;
        if (to == task.owner() && task.parent() == null) {
            to.release();
        }
        if (to.isStopped()) {
            to.tally().dropped();
            return;
        }
        SpanRecorder recorder = host.recorder();
        int token = recorder.begin(task.sites().deliver(), task.body().span(),
                task.body().restTicks(), SpanRecorder.NO_SOURCE);
        task.delivered(recorder.currentSpan(), recorder.ticks());
        try {
            if (to.deliver(outcome(to.vm(), task))) {
                task.observe();
            }
        } catch (LuaScriptError e) {
            host.error(to.name(), e.getMessage());
        } finally {
            recorder.end(token);
        }
        task.threads().forEach(host::wake);
        task.threads().clear();
        watch(task, now);
    }

    private void watch(ScriptTask task, long now) {
        if (!task.isObserved() && task.finalState().equals("failed")) {
            unobserved.put(task, now + PATIENCE_NANOS);
        }
    }

    /** What Lua's side takes of a task that is over: id, state as a number, how many values, values. */
    static LuaArgs outcome(LuaVm vm, ScriptTask task) {
        Outcome outcome = task.body().outcome();
        int state = 1 + STATES.indexOf(task.finalState());
        if (task.cancelReason() != null || outcome.message() != null) {
            return vm.args(task.id(), state, 1, task.errorText());
        }
        LuaParcel values = outcome.values();
        return values == null || values.count() == 0
                ? vm.args(task.id(), state, 0)
                : vm.join(vm.args(task.id(), state, values.count()), vm.unpack(values));
    }

    /** Somebody has asked for an outcome that was there. */
    void observed(ScriptTask task) {
        task.observe();
        unobserved.remove(task);
    }

    /** Logs the failures that nobody asked for in time, or all of a resource that stops. */
    void logUnobserved(long now, AsyncResource stopping) {
        unobserved.entrySet().removeIf(entry -> {
            ScriptTask task = entry.getKey();
            boolean due = entry.getValue() <= now || task.owner() == stopping;
            if (due && !task.isObserved()) {
                String value = task.body().outcome().message() == null
                        ? "an error that is no text"
                        : task.errorText();
                host.error(task.owner().name(),
                        "task " + task.name() + " failed and nobody waits for it: " + value);
            }
            return due;
        });
    }

    /** Forgets what a resource that stops would get. */
    void drop(AsyncResource stopping) {
        fresh.removeIf(task -> {
            boolean its = task.owner() == stopping && task.parent() == null;
            if (its) {
                stopping.tally().dropped();
                watch(task, 0);
            }
            return its;
        });
        waiting.removeIf(parcel -> {
            if (parcel.to == stopping) {
                stopping.tally().dropped();
                watch(parcel.task, 0);
            }
            return parcel.to == stopping;
        });
    }
}
