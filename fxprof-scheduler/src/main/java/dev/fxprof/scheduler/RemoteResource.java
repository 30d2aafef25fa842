package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.common.ParcelWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A resource that runs in another process: its tasks run here, their outcomes go back.
 *
 * <p>Assumptions: used by the service's game thread only.
 *
 * <p>Guarantees: every task that {@link #submit} took has exactly one outcome, unless {@link #stop}
 * comes first.
 */
public final class RemoteResource {
    /** Takes what becomes of the tasks. */
    public interface Outcomes {
        /**
         * A task is over. By the service's game thread.
         *
         * @param outcome how
         */
        void ended(RemoteOutcome outcome);

        /**
         * A task has reported how far it is. By any thread.
         *
         * @param task number of the task
         * @param value what it gave, one value
         */
        void progress(long task, LuaParcel value);
    }

    private final AsyncService service;
    private final AsyncResource owner;
    private final Outcomes outcomes;
    /** Numbers here by those there, and the other way round. */
    private final Map<Long, Long> here = new HashMap<>();
    private final Map<Long, Long> there = new ConcurrentHashMap<>();

    RemoteResource(AsyncService service, String name, Outcomes outcomes,
            Function<Home, AsyncResource> maker) {
        this.service = service;
        this.outcomes = outcomes;
        this.owner = maker.apply(new There(name));
    }

    private final class There implements Home {
        private final String name;

        There(String name) {
            this.name = name;
        }

        @Override
        public String resource() {
            return name;
        }

        @Override
        public LuaVm vm() {
            throw new LuaScriptError("Async.Main is not there on a real server: give the task what "
                    + "it needs as arguments, and do the rest with its results");
        }

        @Override
        public boolean hasMain() {
            return false;
        }

        @Override
        public boolean deliver(ScriptTask task) {
            Long number = there.remove(task.id());
            here.remove(number);
            outcomes.ended(RemoteOutcome.of(number, task));
            return true;
        }

        @Override
        public void progress(ScriptTask task) {
            Long number = there.get(task.id());
            if (number != null) {
                outcomes.progress(number, task.progress());
            }
        }
    }

    AsyncResource owner() {
        return owner;
    }

    /**
     * Submits a task.
     *
     * @param task the task, its number not used before
     * @throws LuaScriptError if the resource has too many on their way; the sentence says so
     */
    public void submit(RemoteTask task) {
        LuaCode code = ParcelWriter.code(task.name(), task.source());
        AsyncOptions options = new AsyncOptions(task.label(), 0, task.priority(),
                task.deadlineMillis(), 0);
        long id = service.submit(owner, new Submission(code, task.args(), options, () -> ""));
        here.put(task.number(), id);
        there.put(id, task.number());
    }

    /**
     * Cancels a task.
     *
     * @param task its number
     * @param reason why
     */
    public void cancel(long task, String reason) {
        Long id = here.get(task);
        if (id != null) {
            service.cancel(id, reason);
        }
    }

    /** Cancels all tasks and drops what they come to. */
    public void stop() {
        service.stop(this);
        here.clear();
        there.clear();
    }
}
