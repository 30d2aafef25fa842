package dev.fxprof.hooks.lua.http;

import dev.fxprof.hooks.lua.http.TaskRunner.Code;
import dev.fxprof.hooks.lua.http.TaskRunner.Session;
import dev.fxprof.hooks.lua.http.TaskRunner.State;
import dev.fxprof.hooks.lua.http.TaskRunner.Task;
import dev.fxprof.hooks.lua.http.TaskRunner.Values;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One start of a resource of a server: what it has submitted, and what it has not been told yet.
 *
 * <p>Guarantees: an outcome is told again and again until the server says that it has it, so none is
 * lost with an answer. Progress: a request waits for its turn and no longer than it says.
 */
final class AsyncSession implements TaskRunner.Outcomes {
    /** Outcomes and bytes of one answer; the rest comes with the next. */
    private static final int MOST_RESULTS = 1000;
    private static final long MOST_BYTES = 4L << 20;
    /** How long what a task reports of itself may wait for something more important. */
    private static final long PROGRESS_NANOS = 250_000_000;
    private static final int MOST_CODES = 10_000;

    private record Result(long sequence, long task, State state, Values values, String message) {}

    private final String life;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Long, Code> codes = new HashMap<>();
    private final Set<Long> open = new HashSet<>();
    private final Deque<Result> results = new ArrayDeque<>();
    private final Map<Long, Values> progress = new LinkedHashMap<>();
    private Session runner;
    private long sequences;
    private long seenNanos = System.nanoTime();
    private int polls;
    private boolean closed;
    private volatile boolean released;

    AsyncSession(String life) {
        this.life = life;
    }

    String life() {
        return life;
    }

    void start(TaskRunner tasks, String resource) {
        runner = tasks.open(resource, this);
    }

    // By the server's requests

    /** Keeps the text of a function; says whether there is room for it. */
    boolean code(long id, Code code) {
        lock.lock();
        try {
            seenNanos = System.nanoTime();
            return codes.size() < MOST_CODES && codes.put(id, code) == null
                    || codes.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    Code code(long id) {
        lock.lock();
        try {
            return codes.get(id);
        } finally {
            lock.unlock();
        }
    }

    void submit(Task task) {
        lock.lock();
        try {
            seenNanos = System.nanoTime();
            if (!open.add(task.number())) {
                return;
            }
        } finally {
            lock.unlock();
        }
        runner.submit(task);
    }

    void cancel(long task, String reason) {
        runner.cancel(task, reason);
    }

    /** For how long nothing has been heard of the server. */
    long silentNanos() {
        lock.lock();
        try {
            return polls > 0 ? 0 : System.nanoTime() - seenNanos;
        } finally {
            lock.unlock();
        }
    }

    boolean isIdle() {
        lock.lock();
        try {
            return open.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the tasks; who waits is answered. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        runner.close();
    }

    /** Answers the request that waits, if there is one, since others need its place. */
    void release() {
        lock.lock();
        try {
            released = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the server is to be told, once there is something or the time has passed.
     *
     * @param acknowledged the last outcome that it has
     * @param afterNanos how long it may wait for more
     */
    byte[] poll(long acknowledged, long afterNanos, int pauseMillis) {
        lock.lock();
        try {
            int mine = ++polls;
            released = mine > 1;
            if (released) {
                changed.signalAll();
            }
            forget(acknowledged);
            await(afterNanos);
            seenNanos = System.nanoTime();
            polls--;
            return answer(released ? pauseMillis : 0);
        } finally {
            lock.unlock();
        }
    }

    private void forget(long acknowledged) {
        while (!results.isEmpty() && results.peek().sequence <= acknowledged) {
            results.poll();
        }
    }

    private void await(long nanos) {
        long from = System.nanoTime();
        try {
            while (results.isEmpty() && !closed && !released) {
                long passed = System.nanoTime() - from;
                long left = (progress.isEmpty() ? nanos : Math.min(nanos, PROGRESS_NANOS)) - passed;
                if (left <= 0) {
                    return;
                }
                changed.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] answer(int pauseMillis) {
        int count = 0;
        long bytes = 0;
        for (Result result : results) {
            bytes += result.values.bytes().length;
            if (count == MOST_RESULTS || count > 0 && bytes > MOST_BYTES) {
                break;
            }
            count++;
        }
        MsgPackWriter out = new MsgPackWriter().map(4).text("life").text(life).text("after")
                .number(pauseMillis).text("results").list(count);
        results.stream().limit(count).forEach(result -> out.list(6).number(result.sequence)
                .number(result.task).number(result.state.ordinal() + 1L)
                .number(result.values.count()).text(result.values.bytes())
                .text(result.message == null ? "" : result.message));
        out.text("progress").list(progress.size());
        progress.forEach((task, value) -> out.list(2).number(task).text(value.bytes()));
        progress.clear();
        return out.bytes();
    }

    // By the runner

    @Override
    public void ended(long task, State state, Values values, String message) {
        lock.lock();
        try {
            if (open.remove(task)) {
                progress.remove(task);
                results.add(new Result(++sequences, task, state, values, message));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void progress(long task, Values value) {
        lock.lock();
        try {
            if (open.contains(task)) {
                boolean isFirst = progress.isEmpty();
                progress.put(task, value);
                if (isFirst) {
                    changed.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
