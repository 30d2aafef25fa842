package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.api.SpanRecorder;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Local events at once, net events from the queue at the start of a tick; handlers in start order. */
final class EventBus {
    private record Handler(Resource owner, long id, int site, LuaFunctionRef function,
            Consumer<Object[]> managed) {}

    /** A net event on its way; {@code cause} is the span whose message the client answered. */
    private record Queued(String name, int source, Object[] args, long cause, long causeTicks) {}

    private static final Handler[] NONE = {};

    private final Server server;
    private final Map<String, Handler[]> handlers = new HashMap<>();
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private long ids;
    private long unhandled;
    private boolean cancelled;
    private boolean lastCancelled;

    EventBus(Server server) {
        this.server = server;
    }

    long on(Resource owner, String name, LuaFunctionRef function) {
        int site = server.site(owner, SpanKind.EVENT, name, function);
        return add(name, new Handler(owner, ++ids, site, function, null));
    }

    void onManaged(Resource owner, String name, String file, Consumer<Object[]> handler) {
        int site = server.sites.intern(owner.name, ScriptRuntime.CSHARP, SpanKind.EVENT, name,
                file, 0);
        add(name, new Handler(owner, ++ids, site, null, handler));
    }

    private long add(String name, Handler handler) {
        Handler[] all = handlers.getOrDefault(name, NONE);
        Handler[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = handler;
        Arrays.sort(more, Comparator.comparingInt((Handler h) -> h.owner().order)
                .thenComparingLong(Handler::id));
        handlers.put(name, more);
        return handler.id();
    }

    void remove(String name, long id) {
        handlers.computeIfPresent(name, (n, all) -> without(all, h -> h.id() == id));
    }

    void drop(Resource resource) {
        for (String name : List.copyOf(handlers.keySet())) {
            handlers.computeIfPresent(name,
                    (n, all) -> without(all, h -> h.owner() == resource));
        }
    }

    /** What is left without some handlers, or null if that is nothing. */
    private static Handler[] without(Handler[] all, Predicate<Handler> gone) {
        Handler[] left = Arrays.stream(all).filter(gone.negate()).toArray(Handler[]::new);
        return left.length == 0 ? null : left;
    }

    void cancel() {
        cancelled = true;
    }

    boolean wasCancelled() {
        return lastCancelled;
    }

    /** Runs the handlers of a local event now. */
    void trigger(String name, LuaArgs args) {
        dispatch(name, args, "", false, 0, 0);
    }

    /** Runs the handlers of an event that the engine raises for a player now. */
    void triggerFor(int player, String name, Object... args) {
        dispatch(name, new JavaArgs(args), player, false, 0, 0);
    }

    void queueNet(String name, int source, Object[] args, long cause, long causeTicks) {
        queue.add(new Queued(name, source, args, cause, causeTicks));
    }

    void runQueued() {
        for (int n = queue.size(); n > 0; n--) {
            Queued event = queue.poll();
            dispatch(event.name, new JavaArgs(event.args), event.source, true, event.cause,
                    event.causeTicks);
        }
    }

    /** Net events that no resource had registered. */
    long unhandled() {
        return unhandled;
    }

    private void dispatch(String name, LuaArgs args, Object source, boolean net, long cause,
            long causeTicks) {
        boolean outer = cancelled;
        cancelled = false;
        int player = source instanceof Integer number ? number : SpanRecorder.NO_SOURCE;
        boolean handled = false;
        for (Handler handler : handlers.getOrDefault(name, NONE)) {
            Resource owner = handler.owner;
            if (!owner.isRunning() || net && !owner.netEvents.contains(name)) {
                continue;
            }
            handled = true;
            if (handler.function == null) {
                runManaged(handler, args, cause, causeTicks, player);
            } else {
                runLua(handler, args, source, new EntrySpan(handler.site, cause, causeTicks,
                        player));
            }
        }
        if (net && !handled) {
            unhandled++;
        }
        lastCancelled = cancelled;
        cancelled = outer;
    }

    private void runLua(Handler handler, LuaArgs args, Object source, EntrySpan entry) {
        Resource owner = handler.owner;
        Object before = owner.source;
        try {
            LuaArgs values = server.into(owner, args);
            setSource(owner, source);
            server.scheduler.run(server.scheduler.newThread(owner, handler.function, entry),
                    values);
        } finally {
            setSource(owner, before);
        }
    }

    private static void setSource(Resource owner, Object source) {
        if (!owner.source.equals(source)) {
            owner.source = source;
            owner.vm.define("source", source);
        }
    }

    private void runManaged(Handler handler, LuaArgs args, long cause, long causeTicks,
            int player) {
        Object[] values = server.toJava(args);
        SpanRecorder recorder = server.recorder;
        int token = recorder.begin(handler.site, cause, causeTicks, player);
        server.enter(handler.owner);
        try {
            handler.managed.accept(values);
        } catch (RuntimeException e) {
            server.log.error(handler.owner.name, String.valueOf(e.getMessage()));
        } finally {
            server.leave();
            recorder.end(token);
        }
    }
}
