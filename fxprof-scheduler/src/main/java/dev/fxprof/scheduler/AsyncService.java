package dev.fxprof.scheduler;

import dev.fxprof.api.SpanRecorder;
import dev.fxprof.api.TaskHandle;
import dev.fxprof.api.TaskKind;
import dev.fxprof.api.TaskOptions;
import dev.fxprof.api.TaskScheduler;
import dev.fxprof.api.TaskWorker;
import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.scheduler.ScriptTask.Phase;
import dev.fxprof.scheduler.pool.PoolOptions;
import dev.fxprof.scheduler.pool.WorkerPool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Async for the scripts of one server.
 *
 * <p>Assumptions: used by the game thread only. {@link #settle} is called between ticks, {@link
 * #deliver} at one point of each tick, {@link #endTick} after it.
 *
 * <p>Guarantees: every task that a script submitted has exactly one outcome, which is delivered,
 * counted as dropped because its resource stopped, or logged. In virtual time what scripts see
 * depends on neither the number of workers nor their speed, unless a task has to be stopped because
 * it would never end.
 */
public final class AsyncService implements AutoCloseable {
    private final AsyncSettings settings;
    private final AsyncHost host;
    private final LuaEngine engine;
    private final LongSupplier realtime;
    private final Timeline timeline;
    private final Delivery delivery;
    private final MainCalls mainCalls;
    private final Requests requests;
    private final Stopping stopping;
    private final TaskTable tasks = new TaskTable();
    private final Map<String, AsyncResource> resources = new HashMap<>();
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<Long, Channel> channels = new HashMap<>();
    private TaskScheduler pool;
    private long channelIds;

    /**
     * A service without workers yet; they start with the first task.
     *
     * @param settings limits
     * @param host the server
     * @param engine makes the workers' VMs
     * @param realtime server time as any thread may read it; used in real time only
     */
    public AsyncService(AsyncSettings settings, AsyncHost host, LuaEngine engine,
            LongSupplier realtime) {
        this.settings = settings;
        this.host = host;
        this.engine = engine;
        this.realtime = settings.realtime() ? realtime : null;
        this.timeline = new Timeline(settings, this::start);
        this.delivery = new Delivery(settings, host);
        this.mainCalls = new MainCalls(host,
                (task, reply) -> timeline.goOn(task, reply, host.nanos()));
        this.requests = new Requests(this, timeline, mainCalls, host);
        this.stopping = new Stopping(this, timeline, mainCalls, settings.realtime());
    }

    /**
     * Gives a resource's VM its Async table.
     *
     * @param vm VM of a resource that starts
     */
    public void install(LuaVm vm) {
        AsyncResource resource = new AsyncResource(settings, host, vm,
                tallies.computeIfAbsent(vm.resource(), Tally::new));
        resources.put(vm.resource(), resource);
        GameLibrary.install(this, host, resource);
    }

    // What scripts ask for

    long submit(AsyncResource owner, Submission submission) {
        owner.admit();
        TaskSites sites = owner.sites(submission.code(), submission.options().label());
        SpanRecorder recorder = host.recorder();
        int token = recorder.begin(sites.submit());
        ScriptTask.Cause cause = new ScriptTask.Cause(recorder.currentSpan(), recorder.ticks());
        recorder.end(token);
        return add(owner, null, submission, sites, cause).id();
    }

    long submitChild(ScriptTask parent, Submission submission) {
        AsyncResource owner = parent.owner();
        if (owner.isStopped()) {
            throw new LuaScriptError("resource " + owner.name() + " has stopped");
        }
        owner.admit();
        TaskSites sites = owner.sites(submission.code(), submission.options().label());
        return add(owner, parent, submission, sites,
                new ScriptTask.Cause(parent.body().span(), parent.body().restTicks())).id();
    }

    private ScriptTask add(AsyncResource owner, ScriptTask parent, Submission submission,
            TaskSites sites, ScriptTask.Cause cause) {
        ScriptTask task = tasks.add(id -> new ScriptTask(id, owner, parent, submission, sites,
                cause, host.nanos(), timeline::arrived));
        owner.tally().copied((long) submission.code().bytes() + submission.args().bytes());
        timeline.submit(task);
        long deadline = task.options().deadlineNanos();
        if (deadline > 0) {
            timeline.at(host.nanos() + deadline, () -> cancel(task, Deadlines.reason(task)));
        }
        return task;
    }

    private void start(ScriptTask task) {
        AsyncResource owner = task.owner();
        if (owner.lane() == null) {
            owner.lane(pool().lane(owner.name()));
        }
        task.submittedAt(System.nanoTime());
        TaskHandle handle = owner.lane().submit(task.body(),
                new TaskOptions(task.options().priority(), TaskKind.COMPUTES, 0));
        task.handedOver(handle);
    }

    private TaskScheduler pool() {
        if (pool == null) {
            pool = WorkerPool.open(PoolOptions.of(settings.workers())
                    .withLaneCapacity(settings.queueLimit())
                    .onWorker(this::workerStarts, AsyncService::workerEnds));
        }
        return pool;
    }

    private void workerStarts(TaskWorker worker) {
        worker.attach(new WorkerVms(host, engine, realtime, worker));
    }

    private static void workerEnds(TaskWorker worker) {
        ((WorkerVms) worker.attachment()).close();
    }

    boolean cancel(long id, String reason) {
        ScriptTask task = tasks.get(id);
        return task != null && cancel(task, reason);
    }

    boolean cancel(ScriptTask task, String reason) {
        if (!task.cancel(reason)) {
            return false;
        }
        if (task.phase() == Phase.WAITING) {
            if (task.currentWait().settle()) {
                tell(task);
            }
        } else if (settings.realtime() && task.handle() != null) {
            task.handle().cancel(reason);
        }
        return true;
    }

    /** Tells a task that rests that it is cancelled, at the place where it waits. */
    private void tell(ScriptTask task) {
        task.body().markCancelled(task.cancelReason());
        timeline.goOn(task, Reply.error("cancelled: " + task.cancelReason()), host.nanos());
    }

    String status(long id) {
        ScriptTask task = tasks.get(id);
        return task == null ? "done" : task.status();
    }

    ScriptTask task(long id) {
        return tasks.get(id);
    }

    void observed(long id) {
        ScriptTask task = tasks.get(id);
        if (task != null) {
            delivery.observed(task);
        }
    }

    LuaParcel progress(long id) {
        ScriptTask task = tasks.get(id);
        return task == null ? null : task.progress();
    }

    void adopt(long id, AsyncResource by) {
        ScriptTask task = tasks.get(id);
        if (task == null) {
            return;
        }
        if (task.phase() == Phase.FINISHED) {
            delivery.again(task, by);
        } else if (!task.adopters().contains(by)) {
            task.adopters().add(by);
        }
    }

    /** Says whether there is something to wait for. */
    boolean park(long id, Object thread) {
        ScriptTask task = tasks.get(id);
        if (task != null) {
            task.threads().add(thread);
        }
        return true;
    }

    /** A thread that waited for a task goes on. */
    void resumed(long id) {
        ScriptTask task = tasks.get(id);
        if (task != null) {
            SpanRecorder recorder = host.recorder();
            recorder.end(recorder.begin(task.sites().resume(), task.deliverySpan(),
                    task.deliveryTicks(), SpanRecorder.NO_SOURCE));
        }
    }

    long newChannel(AsyncResource owner, double capacity, String policy) {
        channels.put(++channelIds, Channel.of(owner, capacity, policy));
        return channelIds;
    }

    Channel channel(long id) {
        return GameLibrary.required(channels.get(id));
    }

    // The tick

    /**
     * Takes what tasks have come to. In virtual time, waits for those that are due: to be called
     * between ticks.
     */
    public void settle() {
        timeline.settle(host.nanos(), this::took, this::ended);
    }

    void took(ScriptTask task) {
        if (task.phase() == Phase.FINISHED) {
            // It rested, and then its worker closed.
            return;
        }
        WorkerTask body = task.body();
        body.takePrinted().forEach(line -> host.print(task.owner().name(), line));
        if (body.latestProgress() != null) {
            task.publish(body.latestProgress());
        }
        if (body.outcome() != null) {
            ended(task);
        } else if (task.cancelReason() != null && task.asksTooMuch()) {
            task.handle().cancel(task.cancelReason());
            tell(task);
        } else if (task.cancelReason() != null && body.request().endsWithCancellation()) {
            tell(task);
        } else {
            requests.handle(task, body.request());
        }
    }

    void ended(ScriptTask task) {
        task.phase(Phase.FINISHED);
        AsyncResource owner = task.owner();
        if (task.parent() != null) {
            owner.release();
        }
        owner.tally().ended(task);
        owner.tally().copied(task.resultBytes());
        requests.finished(task);
        delivery.add(task);
        tasks.ended(task);
    }

    /** Hands over what is there, and runs what tasks want done on the game thread. */
    public void deliver() {
        mainCalls.run();
        delivery.deliver(host.nanos());
    }

    /** Gives the workers what was submitted in the tick. */
    public void endTick() {
        timeline.flush(this::ended);
    }

    // The end

    /**
     * A resource stops: tasks that asked for it may finish, all others are cancelled and dropped. To
     * be called while its VM is open.
     *
     * @param name of the resource
     */
    public void stop(String name) {
        AsyncResource resource = resources.remove(name);
        if (resource != null) {
            tasks.open(resource).stream().filter(task -> task.options().finishMillis() > 0)
                    .forEach(stopping::finish);
            resource.stop();
            tasks.open(resource).forEach(
                    task -> stopping.cancel(task, "resource " + name + " has stopped"));
            delivery.logUnobserved(host.nanos(), resource);
            delivery.drop(resource);
            delivery.logUnobserved(host.nanos(), resource);
            channels.values().removeIf(channel -> {
                boolean its = channel.owner() == resource;
                if (its) {
                    channel.close();
                }
                return its;
            });
        }
    }

    /**
     * What became of the tasks.
     *
     * @return one row a resource that submitted any, in the order of names
     */
    public List<AsyncCounts> counts() {
        return tallies.values().stream().map(Tally::counts)
                .filter(counts -> counts.submitted() + counts.rejected() > 0).toList();
    }

    /**
     * How many threads compute.
     *
     * @return number of workers, or empty if no script has submitted a task
     */
    public Optional<Integer> workers() {
        return Optional.ofNullable(pool).map(TaskScheduler::workers);
    }

    /**
     * Tasks that are not over.
     *
     * @return count, 0 after {@link #close()}
     */
    public int open() {
        return tasks.open();
    }

    /** Stops every resource's tasks and ends the workers. */
    @Override
    public void close() {
        List.copyOf(resources.keySet()).stream().sorted().forEach(this::stop);
        if (pool != null) {
            pool.close();
            settle();
            delivery.deliver(host.nanos());
        }
    }
}
