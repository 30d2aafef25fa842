package dev.fxprof.bench.table;

import dev.fxprof.bench.run.NativeQueues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tables by name. */
public final class Tables {
    /** Every table, in the order in which they are printed. */
    public static final List<String> ALL = List.of("ring", "push", "span", "clock", "luacall",
            "coroutine", "scheduler", "export", "overhead", "server", "agent", "queue");

    private static final List<String> NATIVE = List.of("ring", "queue");

    private Tables() {
    }

    /**
     * Whether a table compares with queues in C++.
     *
     * @param name one of {@link #ALL}
     * @return true if they should be compiled first
     */
    public static boolean isNative(String name) {
        return NATIVE.contains(name);
    }

    /**
     * Makes tables.
     *
     * @param names which of {@link #ALL}
     * @param queues the queues in C++, if they could be compiled
     * @param launcher the {@code fxprof} command
     * @param home the project's folder
     * @return the tables in the order of {@link #ALL}
     */
    public static List<Table> of(List<String> names, Optional<NativeQueues> queues,
            Path launcher, Path home) {
        List<Table> tables = new ArrayList<>();
        for (String name : ALL) {
            if (names.contains(name)) {
                tables.add(switch (name) {
                    case "ring" -> RingTable.of(queues);
                    case "push" -> PushTable.of();
                    case "span" -> SpanTable.of();
                    case "clock" -> ClockTable.of();
                    case "luacall" -> LuaCallTable.of();
                    case "coroutine" -> CoroutineTable.of();
                    case "scheduler" -> SchedulerTable.of();
                    case "export" -> ExportTable.of();
                    case "overhead" -> OverheadTable.of(launcher);
                    case "server" -> ServerTable.of(home);
                    case "agent" -> AgentTable.of(home);
                    default -> QueueTable.of(queues);
                });
            }
        }
        return tables;
    }
}
