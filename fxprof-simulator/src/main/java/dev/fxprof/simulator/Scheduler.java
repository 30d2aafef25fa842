package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The server's bookmarks: coroutines that wait for a time or to be woken. A coroutine that yields a
 * number waits that many milliseconds, one that yields anything else waits to be woken.
 */
final class Scheduler {
    private record Deferred(long dueNanos, long order, Resource owner, LuaFunctionRef function,
            Object[] args, long cause, long causeNanos) implements Comparable<Deferred> {
        @Override
        public int compareTo(Deferred other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Server server;
    private final Map<Long, ScriptThread> parked = new HashMap<>();
    private final Map<Long, ScriptThread> timers = new HashMap<>();
    private final PriorityQueue<Deferred> deferred = new PriorityQueue<>();
    private final List<ScriptThread> due = new ArrayList<>();
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
        schedule(thread, server.clock.peek() + Math.max(0, millis) * 1_000_000);
        return thread.id;
    }

    void clearTimeout(long id) {
        ScriptThread thread = timers.remove(id);
        if (thread != null) {
            thread.owner.threads.remove(thread);
        }
    }

    private ScriptThread prepare(Resource owner, LuaFunctionRef function, String name,
            SpanKind kind) {
        SpanRecorder recorder = server.recorder;
        long cause = recorder.currentSpan();
        EntrySpan entry = new EntrySpan(server.site(owner, kind, name, function), cause,
                cause == 0 ? 0 : recorder.nanos(), SpanRecorder.NO_SOURCE);
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
        Resource owner = thread.owner;
        ScriptThread before = owner.running;
        owner.running = thread;
        server.enter(owner);
        LuaArgs out;
        try {
            out = thread.coroutine.resume(args);
        } catch (LuaScriptError e) {
            timers.remove(thread.id);
            if (thread.completion != null) {
                thread.completion.failed(e);
                return null;
            }
            throw e;
        } finally {
            server.leave();
            owner.running = before;
        }
        if (thread.coroutine.isDead()) {
            timers.remove(thread.id);
            if (thread.completion != null) {
                thread.completion.returned(out);
            }
            return out;
        }
        if (out.count() > 0 && out.type(1).equals("number")) {
            schedule(thread, server.clock.peek() + Math.max(0, out.integer(1)) * 1_000_000);
        } else {
            parked.put(thread.id, thread);
        }
        return null;
    }

    void wake(long id) {
        ScriptThread thread = parked.remove(id);
        if (thread != null && thread.owner.isRunning()) {
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
        int from = due.size();
        while (!threads.isEmpty() && threads.peek().dueNanos <= now) {
            due.add(threads.poll());
        }
        int to = due.size();
        for (int i = from; i < to && resource.isRunning(); i++) {
            ScriptThread thread = due.get(i);
            run(thread, resource.vm.args());
        }
        due.subList(from, due.size()).clear();
    }

    /** Queues the call of a function for a later tick: an answer from the network. */
    void defer(Resource owner, LuaFunctionRef function, long delayNanos, Object... args) {
        deferred.add(new Deferred(server.clock.peek() + delayNanos, ++orders, owner, function, args,
                server.recorder.currentSpan(), server.recorder.nanos()));
    }

    void runDeferred() {
        long now = server.clock.peek();
        while (!deferred.isEmpty() && deferred.peek().dueNanos <= now) {
            Deferred call = deferred.poll();
            if (call.owner.isRunning() && call.owner.vm == call.function.vm()) {
                EntrySpan entry = new EntrySpan(server.site(call.owner, SpanKind.EXPORT,
                        "callback " + threadName(call.function), call.function), call.cause,
                        call.causeNanos, SpanRecorder.NO_SOURCE);
                run(newThread(call.owner, call.function, entry), call.owner.vm.args(call.args));
            }
        }
    }

    /** Forgets everything of a resource that stops. */
    void drop(Resource resource) {
        parked.values().removeIf(thread -> thread.owner == resource);
        timers.values().removeIf(thread -> thread.owner == resource);
        deferred.removeIf(call -> call.owner == resource);
    }
}
