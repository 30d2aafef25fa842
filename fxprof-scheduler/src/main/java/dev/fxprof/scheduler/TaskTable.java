package dev.fxprof.scheduler;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** All tasks that are on their way, and those that ended last, for whoever asks for them late. */
final class TaskTable {
    private static final int MOST_ENDED = 4096;
    private static final long MOST_ENDED_BYTES = 32L << 20;

    private final Map<Long, ScriptTask> tasks = new HashMap<>();
    private final Deque<ScriptTask> ended = new ArrayDeque<>();
    private long endedBytes;
    private long ids;

    /** Makes a task with the next number. */
    ScriptTask add(LongFunction<ScriptTask> maker) {
        ScriptTask task = maker.apply(++ids);
        tasks.put(task.id(), task);
        return task;
    }

    ScriptTask get(long id) {
        return tasks.get(id);
    }

    /** A task is over; older ones are forgotten. */
    void ended(ScriptTask task) {
        ended.add(task);
        endedBytes += task.resultBytes();
        while (ended.size() > MOST_ENDED || endedBytes > MOST_ENDED_BYTES && ended.size() > 1) {
            ScriptTask oldest = ended.poll();
            endedBytes -= oldest.resultBytes();
            tasks.remove(oldest.id());
        }
    }

    /** How many are not over. */
    int open() {
        return tasks.size() - ended.size();
    }

    /** Tasks of a resource that are not over, oldest first. */
    List<ScriptTask> open(AsyncResource resource) {
        return tasks.values().stream()
                .filter(task -> task.owner() == resource
                        && task.phase() != ScriptTask.Phase.FINISHED)
                .sorted(Comparator.comparingLong(ScriptTask::id)).toList();
    }
}
