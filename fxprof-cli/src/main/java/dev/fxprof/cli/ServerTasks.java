package dev.fxprof.cli;

import dev.fxprof.api.TaskPriority;
import dev.fxprof.hooks.lua.http.TaskRunner;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.common.ParcelCheck;
import dev.fxprof.lua.engines.Engines;
import dev.fxprof.ringbuffer.Recording;
import dev.fxprof.scheduler.AsyncService;
import dev.fxprof.scheduler.AsyncSettings;
import dev.fxprof.scheduler.RemoteOutcome;
import dev.fxprof.scheduler.RemoteResource;
import dev.fxprof.scheduler.RemoteTask;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Runs the tasks of a real server's scripts, as the simulator runs those of its own.
 *
 * <p>Assumptions: none. Guarantees: one thread does what in the simulator the game thread does; it
 * alone touches the service. Progress: callers only leave a note and go on.
 */
final class ServerTasks implements TaskRunner, AutoCloseable {
    /** How exactly tasks that wait are woken. */
    private static final long TICK_NANOS = 5_000_000;
    private static final long IDLE_NANOS = 1_000_000_000;
    private static final long CLOSE_MILLIS = 5_000;

    private final AsyncSettings settings;
    private final Queue<Runnable> notes = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "fxprof async");
    private final Recording recording;
    private final BiConsumer<String, String> log;
    private AsyncService service;
    private volatile boolean closed;

    private ServerTasks(int workers, Recording recording, BiConsumer<String, String> log) {
        this.settings = AsyncSettings.of(workers, true, System.nanoTime(), TICK_NANOS);
        this.recording = recording;
        this.log = log;
    }

    /**
     * Workers for the tasks of a server.
     *
     * @param workers threads that compute
     * @param recording where the workers record; has room for one thread more than workers
     * @param log takes what tasks print: whose task, and the line
     * @return the runner, ready for tasks
     */
    static ServerTasks open(int workers, Recording recording, BiConsumer<String, String> log) {
        ServerTasks tasks = new ServerTasks(workers, recording, log);
        tasks.thread.setDaemon(true);
        tasks.thread.start();
        return tasks;
    }

    private void note(Runnable action) {
        notes.add(action);
        LockSupport.unpark(thread);
    }

    private void run() {
        service = new AsyncService(settings, new ServerTasksHost(recording, log,
                () -> LockSupport.unpark(thread)), Engines.LUA54.create(), System::nanoTime);
        while (!closed) {
            Runnable action;
            while ((action = notes.poll()) != null) {
                action.run();
            }
            service.settle();
            service.deliver();
            service.endTick();
            LockSupport.parkNanos(service.open() > 0 ? TICK_NANOS : IDLE_NANOS);
        }
        service.close();
    }

    @Override
    public int limit() {
        return settings.queueLimit();
    }

    @Override
    public Session open(String resource, Outcomes outcomes) {
        Remote remote = new Remote(outcomes);
        note(() -> remote.connect(resource));
        return remote;
    }

    /** One start of a resource; its fields belong to the thread. */
    private final class Remote implements Session, RemoteResource.Outcomes {
        private final Outcomes outcomes;
        private RemoteResource resource;

        Remote(Outcomes outcomes) {
            this.outcomes = outcomes;
        }

        void connect(String name) {
            resource = service.connect(name, this);
        }

        @Override
        public void submit(Task task) {
            note(() -> {
                try {
                    resource.submit(remote(task));
                } catch (LuaScriptError e) {
                    failed(task.number(), e.getMessage());
                }
            });
        }

        private void failed(long task, String message) {
            outcomes.ended(task, State.FAILED, Values.NONE, message);
        }

        @Override
        public void cancel(long task, String reason) {
            note(() -> resource.cancel(task, reason));
        }

        @Override
        public void close() {
            note(() -> resource.stop());
        }

        @Override
        public void ended(RemoteOutcome outcome) {
            State state = State.valueOf(outcome.state().name());
            try {
                LuaParcel values = ParcelCheck.values(outcome.values().data(),
                        outcome.values().count(), "result");
                outcomes.ended(outcome.number(), state, new Values(values.data(), values.count()),
                        outcome.message());
            } catch (LuaScriptError e) {
                failed(outcome.number(), e.getMessage());
            }
        }

        @Override
        public void progress(long task, LuaParcel value) {
            if (value.count() == 1) {
                outcomes.progress(task, new Values(value.data(), 1));
            }
        }
    }

    private static RemoteTask remote(Task task) {
        Code code = task.code();
        LuaParcel upvalues = values(task.upvalues(), "upvalues");
        TaskPriority priority = TaskPriority.NORMAL;
        for (TaskPriority one : TaskPriority.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(task.priority())) {
                priority = one;
            }
        }
        return new RemoteTask(task.number(), code.name(),
                new LuaCode.Source(code.chunk(), Math.max(1, code.line()), code.expression(),
                        List.copyOf(code.names()), upvalues),
                values(task.args(), "arg"), task.label(), priority, task.deadlineMillis());
    }

    private static LuaParcel values(Values values, String what) {
        return ParcelCheck.values(values.bytes(), values.count(), what);
    }

    /** Cancels what is on its way and ends the workers. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
