package dev.fxprof.bench.table;

import dev.fxprof.bench.run.Figure;
import dev.fxprof.bench.server.ServerMeasurement;
import java.nio.file.Path;
import java.util.List;

/** What the hooks in Lua cost a server, an entry into a script. */
final class ServerTable {
    private static final double BUDGET_PERCENT = 0.25;

    private ServerTable() {
    }

    static Table of(Path home) {
        RowSpec row = new RowSpec("server/entry", "ns", Better.LOWER);
        String missing = ServerMeasurement.missing(home);
        if (!missing.isEmpty()) {
            return new Table("server", List.of(), List.of(row.missing(missing)));
        }
        return new Table("server", List.of(new ServerMeasurement(home)), List.of(row
                .measured(figure("entryNanos")).peer("profiler", figure("profiler"))
                .peer("lmprof", figure("lmprof"))
                .extra("budgetPercent", figure("budgetPercent"))
                .extra("highNanos", figure("entryHighNanos"))
                .extra("busyPercent", figure("busyPercent"))
                .extra("plainEntryNanos", figure("plainEntryNanos"))
                .target(Target.extra("upper end, percent of the 50 ms budget at 1,000 entries/s",
                        "budgetPercent", BUDGET_PERCENT))));
    }

    private static Figure figure(String field) {
        return new Figure(ServerMeasurement.NAME, field);
    }
}
