package dev.fxprof.cli;

import dev.fxprof.scheduler.AsyncCounts;
import dev.fxprof.simulator.Simulation;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of the tasks of each resource. */
final class AsyncTable {
    private final int workers;
    private final List<AsyncCounts> rows;
    private final int open;

    AsyncTable(int workers, Simulation simulation) {
        this.workers = workers;
        this.open = simulation.openTasks();
        this.rows = simulation.asyncCounts();
    }

    void fill(ObjectNode async) {
        async.put("workers", workers).put("open", open);
        ArrayNode resources = async.putArray("resources");
        for (AsyncCounts row : rows) {
            resources.addObject().put("name", row.resource()).put("submitted", row.submitted())
                    .put("done", row.done()).put("failed", row.failed())
                    .put("cancelled", row.cancelled()).put("dropped", row.dropped())
                    .put("rejected", row.rejected()).put("carriedOver", row.carriedOver())
                    .put("copiedBytes", row.bytes()).put("queueNanos", row.queueNanos())
                    .put("runNanos", row.runNanos());
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%nAsync, %d worker%s%n%-24s %9s %9s %7s %9s %8s %8s %10s %11s %11s%n", workers,
                workers == 1 ? "" : "s", "resource", "tasks", "done", "failed", "cancelled",
                "rejected", "dropped", "carried", "mean wait", "mean run"));
        for (AsyncCounts row : rows) {
            long ended = Math.max(1, row.done() + row.failed() + row.cancelled());
            text.append(String.format(Locale.ROOT,
                    "%-24s %,9d %,9d %,7d %,9d %,8d %,8d %,10d %8.1f us %8.1f us%n",
                    row.resource(), row.submitted(), row.done(), row.failed(), row.cancelled(),
                    row.rejected(), row.dropped(), row.carriedOver(),
                    row.queueNanos() / 1e3 / ended, row.runNanos() / 1e3 / ended));
        }
        return text.append('\n').toString();
    }
}
