package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** A bounded queue between tasks and threads of scripts. */
final class Channel {
    private static final int MOST = 1_000_000;

    /** What happens to a value that finds the channel full. */
    enum Policy {
        WAIT, DROP_NEWEST, DROP_OLDEST, ERROR
    }

    private final AsyncResource owner;
    private final int capacity;
    private final Policy policy;
    private final Deque<LuaParcel> values = new ArrayDeque<>();
    private final Deque<Runnable> forRoom = new ArrayDeque<>();
    private final Deque<Runnable> forValue = new ArrayDeque<>();
    private boolean closed;

    Channel(AsyncResource owner, int capacity, Policy policy) {
        this.owner = owner;
        this.capacity = capacity;
        this.policy = policy;
    }

    static Channel of(AsyncResource owner, double capacity, String policy) {
        if (capacity != Math.rint(capacity) || capacity < 1 || capacity > MOST) {
            throw new LuaScriptError("Async.Channel expects a capacity from 1 to " + MOST);
        }
        for (Policy known : Policy.values()) {
            if (known.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(policy)) {
                return new Channel(owner, (int) capacity, known);
            }
        }
        throw new LuaScriptError("Async.Channel knows no policy '" + policy
                + "': wait, drop-newest, drop-oldest or error");
    }

    AsyncResource owner() {
        return owner;
    }

    /** As Lua's side takes it: sent, dropped, full, error or closed. */
    String send(LuaParcel value) {
        if (closed) {
            return "closed";
        }
        if (values.size() >= capacity) {
            switch (policy) {
                case WAIT -> {
                    return "full";
                }
                case ERROR -> {
                    return "error";
                }
                case DROP_NEWEST -> {
                    return "dropped";
                }
                case DROP_OLDEST -> values.poll();
            }
        }
        values.add(value);
        wakeAll(forValue);
        return "sent";
    }

    /** The oldest value, or null. */
    LuaParcel receive() {
        LuaParcel value = values.poll();
        if (value != null) {
            wakeAll(forRoom);
        }
        return value;
    }

    boolean isClosed() {
        return closed;
    }

    /** Has someone woken, now if there is nothing to wait for. */
    void await(boolean room, Runnable waker) {
        if (closed || (room ? values.size() < capacity : !values.isEmpty())) {
            waker.run();
        } else {
            (room ? forRoom : forValue).add(waker);
        }
    }

    void close() {
        closed = true;
        wakeAll(forRoom);
        wakeAll(forValue);
    }

    /** All look again: one that has given up must not keep the others waiting. */
    private static void wakeAll(Deque<Runnable> waiting) {
        List<Runnable> wakers = List.copyOf(waiting);
        waiting.clear();
        wakers.forEach(Runnable::run);
    }
}
