package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The server's bookmarks: coroutines that wait for a time or to be woken. A coroutine that yields a
 * number waits that many milliseconds, one that yields anything else waits to be woken, at most as
 * many milliseconds as a number that follows says.
 */
final class Scheduler {
    private record Deferred(long dueNanos, long order, Resource owner, LuaFunctionRef function,
            Object[] args, long cause, long causeTicks) implements Comparable<Deferred> {
        @Override
        public int compareTo(Deferred other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** A wait without a limit: 31 years, so that no sum overflows. */
    private static final long MOST_MILLIS = 1_000_000_000_000L;

    private final Server server;
    private final Map<Long, ScriptThread> timers = new HashMap<>();
    private final PriorityQueue<Deferred> deferred = new PriorityQueue<>();
    private final Set<ScriptThread> awaited = new LinkedHashSet<>();
    private long ids;
    private long orders;

    Scheduler(Server server) {
        this.server = server;
    }

    /** Starts a thread at the next pass, or runs it up to its first wait now. */
    void createThread(Resource owner, LuaFunctionRef function, boolean now) {
        ScriptThread thread = prepare(owner, function, threadName(function), SpanKind.THREAD);
        if (now) {
            run(thread, owner.vm.args());
        } else {
            schedule(thread, server.clock.peek());
        }
    }

    long setTimeout(Resource owner, long millis, LuaFunctionRef function) {
        ScriptThread thread = prepare(owner, function, "timer " + threadName(function),
                SpanKind.THREAD);
        timers.put(thread.id, thread);
        schedule(thread, in(millis));
        return thread.id;
    }

    void clearTimeout(long id) {
        ScriptThread thread = timers.remove(id);
        if (thread != null) {
            thread.cancelled = true;
            thread.owner.threads.remove(thread);
        }
    }

    private long in(long millis) {
        return server.clock.peek() + Math.clamp(millis, 0, MOST_MILLIS) * 1_000_000;
    }

    /** Lets someone learn how a thread that waits ends, even if its resource stops. */
    void await(ScriptThread thread, ScriptThread.Completion completion) {
        thread.completion = completion;
        awaited.add(thread);
    }

    private ScriptThread prepare(Resource owner, LuaFunctionRef function, String name,
            SpanKind kind) {
        SpanRecorder recorder = server.recorder;
        long cause = recorder.currentSpan();
        EntrySpan entry = new EntrySpan(server.site(owner, kind, name, function), cause,
                cause == 0 ? 0 : recorder.ticks(), SpanRecorder.NO_SOURCE);
        return newThread(owner, function, entry);
    }

    ScriptThread newThread(Resource owner, LuaFunctionRef function, EntrySpan entry) {
        return new ScriptThread(owner, owner.vm.newCoroutine(function, entry), ++ids);
    }

    static String threadName(LuaFunctionRef function) {
        String name = function.name();
        if (!name.endsWith(" handler") && !name.startsWith("function:")) {
            return name;
        }
        String file = function.file();
        return file.substring(file.lastIndexOf('/') + 1) + ":" + function.line();
    }

    private void schedule(ScriptThread thread, long dueNanos) {
        thread.dueNanos = dueNanos;
        thread.order = ++orders;
        thread.owner.threads.add(thread);
    }

    /** Resumes a thread and does what it asks for by what it yields. */
    void run(ScriptThread thread, LuaArgs args) {
        try {
            resume(thread, args);
        } catch (LuaScriptError e) {
            server.log.error(thread.owner.name, e.getMessage());
        }
    }

    /** As {@link #run}, but an error of a thread that nobody waits for goes to the caller. */
    LuaArgs resume(ScriptThread thread, LuaArgs args) {
        if (thread.coroutine.isDead()) {
            ended(thread);
            return fail(thread, new LuaScriptError("a script resumed the thread by hand"));
        }
        LuaArgs out;
        try {
            out = enter(thread, args);
        } catch (LuaScriptError e) {
            ended(thread);
            return fail(thread, e);
        }
        if (thread.coroutine.isDead()) {
            ended(thread);
            if (thread.completion != null) {
                thread.completion.returned(out);
            }
            return out;
        }
        if (out.count() > 0 && out.type(1).equals("number")) {
            schedule(thread, in(out.integer(1)));
        } else {
            thread.parked = true;
            if (out.count() > 1 && out.type(2).equals("number")) {
                schedule(thread, in((long) Math.ceil(out.number(2))));
            }
        }
        return null;
    }

    private LuaArgs enter(ScriptThread thread, LuaArgs args) {
        Resource owner = thread.owner;
        ScriptThread before = owner.running;
        owner.running = thread;
        thread.parked = false;
        server.enter(owner);
        Watchdog.Entry watched = server.watchdog.enter(owner.vm);
        try {
            return thread.coroutine.resume(args);
        } finally {
            server.watchdog.leave(watched);
            server.leave();
            owner.running = before;
        }
    }

    private void ended(ScriptThread thread) {
        timers.remove(thread.id);
        awaited.remove(thread);
    }

    private static LuaArgs fail(ScriptThread thread, LuaScriptError error) {
        if (thread.completion == null) {
            throw error;
        }
        thread.completion.failed(error);
        return null;
    }

    /** Schedules a thread that waits to be woken; any other is left alone. */
    void wake(ScriptThread thread) {
        if (thread.parked && thread.owner.isRunning()) {
            thread.parked = false;
            thread.owner.threads.remove(thread);
            schedule(thread, server.clock.peek());
        }
    }

    boolean hasDue(Resource resource) {
        ScriptThread first = resource.threads.peek();
        return first != null && first.dueNanos <= server.clock.peek();
    }

    /** Resumes the threads of a resource that are due; those that wait for 0 ms come next tick. */
    void runDue(Resource resource) {
        long now = server.clock.peek();
        PriorityQueue<ScriptThread> threads = resource.threads;
        List<ScriptThread> due = new ArrayList<>();
        while (!threads.isEmpty() && threads.peek().dueNanos <= now) {
            due.add(threads.poll());
        }
        for (ScriptThread thread : due) {
            if (!thread.cancelled) {
                run(thread, resource.vm.args());
            }
        }
    }

    /** Queues the call of a function for a later tick: an answer from the network. */
    void defer(Resource owner, LuaFunctionRef function, long delayNanos, Object... args) {
        deferred.add(new Deferred(server.clock.peek() + delayNanos, ++orders, owner, function, args,
                server.recorder.currentSpan(), server.recorder.ticks()));
    }

    void runDeferred() {
        long now = server.clock.peek();
        while (!deferred.isEmpty() && deferred.peek().dueNanos <= now) {
            Deferred call = deferred.poll();
            if (call.owner.isRunning() && call.owner.vm == call.function.vm()) {
                EntrySpan entry = new EntrySpan(server.site(call.owner, SpanKind.EXPORT,
                        "callback " + threadName(call.function), call.function), call.cause,
                        call.causeTicks, SpanRecorder.NO_SOURCE);
                run(newThread(call.owner, call.function, entry), call.owner.vm.args(call.args));
            }
        }
    }

    /** Forgets everything of a resource that stops. */
    void drop(Resource resource) {
        List<ScriptThread> lost = awaited.stream().filter(thread -> thread.owner == resource)
                .toList();
        lost.forEach(awaited::remove);
        lost.forEach(thread -> thread.completion.failed(
                new LuaScriptError("resource " + resource.name + " has stopped")));
        timers.values().removeIf(thread -> thread.owner == resource);
        deferred.removeIf(call -> call.owner == resource);
    }
}
