package dev.fxprof.scheduler;

import dev.fxprof.api.TaskPriority;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import java.util.Locale;
import java.util.Map;

/**
 * How a script wants a task to be run.
 *
 * @param label its name in traces, or null for its function's
 * @param costMillis what it is taken to cost, in milliseconds of virtual time
 * @param priority which tasks go first
 * @param deadlineMillis after how many milliseconds it is cancelled, 0 for never
 * @param finishMillis how long a resource that stops waits for it, in milliseconds, 0 for not
 */
record AsyncOptions(String label, double costMillis, TaskPriority priority, double deadlineMillis,
        double finishMillis) {
    static final AsyncOptions DEFAULT = new AsyncOptions(null, 0, TaskPriority.NORMAL, 0, 0);

    private static final double MOST_MILLIS = 86_400_000;
    private static final double DEFAULT_FINISH_MILLIS = 5000;

    /** The options of {@code Async.RunWith}, or of a key that it does not know the error. */
    static AsyncOptions of(LuaArgs args, int index) {
        if (args.isNil(index)) {
            return DEFAULT;
        }
        if (!(args.toJava(index) instanceof Map<?, ?> map)) {
            if (args.toJava(index) instanceof java.util.List<?> list && list.isEmpty()) {
                return DEFAULT;
            }
            throw new LuaScriptError("Async.RunWith expects a table of options first");
        }
        AsyncOptions options = DEFAULT;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            options = options.with(String.valueOf(entry.getKey()), entry.getValue());
        }
        return options;
    }

    private AsyncOptions with(String key, Object value) {
        return switch (key) {
            case "label" -> new AsyncOptions(String.valueOf(value), costMillis, priority,
                    deadlineMillis, finishMillis);
            case "cost" -> new AsyncOptions(label, millis(key, value), priority, deadlineMillis,
                    finishMillis);
            case "priority" -> new AsyncOptions(label, costMillis, priority(value),
                    deadlineMillis, finishMillis);
            case "deadline" -> new AsyncOptions(label, costMillis, priority, millis(key, value),
                    finishMillis);
            case "finishBeforeStop" -> new AsyncOptions(label, costMillis, priority,
                    deadlineMillis, finish(value));
            default -> throw new LuaScriptError("Async.RunWith knows no option '" + key
                    + "': label, cost, priority, deadline or finishBeforeStop");
        };
    }

    private static double finish(Object value) {
        if (value instanceof Boolean wanted) {
            return wanted ? DEFAULT_FINISH_MILLIS : 0;
        }
        return millis("finishBeforeStop", value);
    }

    private static double millis(String key, Object value) {
        if (value instanceof Number n && n.doubleValue() >= 0 && n.doubleValue() <= MOST_MILLIS) {
            return n.doubleValue();
        }
        throw new LuaScriptError("option " + key + " must be milliseconds from 0 to "
                + (long) MOST_MILLIS + ", got " + value);
    }

    private static TaskPriority priority(Object value) {
        for (TaskPriority priority : TaskPriority.values()) {
            if (priority.name().toLowerCase(Locale.ROOT).equals(value)) {
                return priority;
            }
        }
        throw new LuaScriptError("option priority must be high, normal or low, got " + value);
    }

    long costNanos() {
        return (long) (costMillis * 1e6);
    }

    long deadlineNanos() {
        return (long) (deadlineMillis * 1e6);
    }
}
