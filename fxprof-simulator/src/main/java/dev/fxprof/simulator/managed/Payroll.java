package dev.fxprof.simulator.managed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pays the players of a slice: event in, one export call of the bank for each eight of them. */
final class Payroll implements ManagedScript {
    private static final int CHUNK = 8;

    @Override
    public void start(ManagedApi api) {
        api.on("payroll:run", args -> {
            List<?> players = args.length > 0 && args[0] instanceof List<?> list ? list : List.of();
            for (int from = 0; from < players.size(); from += CHUNK) {
                api.call("banking", "creditMany", credits(players, from));
            }
            api.trigger("payroll:done", players.size());
        });
    }

    private static List<Object> credits(List<?> players, int from) {
        List<Object> credits = new ArrayList<>();
        for (int i = from; i < Math.min(from + CHUNK, players.size()); i++) {
            String id = String.valueOf(players.get(i));
            // In one order: it is the order in which Lua sees the fields.
            Map<String, Object> credit = new LinkedHashMap<>();
            credit.put("id", id);
            credit.put("amount", 40 + id.hashCode() % 25);
            credits.add(credit);
        }
        return credits;
    }
}
