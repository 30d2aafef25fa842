package dev.fxprof.simulator;

import dev.fxprof.lua.HostFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client on its way in, under its temporary id: from playerConnecting to the end of the deferral
 * that a script asked for, if any.
 */
final class Joining {
    private static final int TEMPORARY_IDS = 65_536;

    private final Server server;
    private final World.Client client;
    private boolean deferred;
    private boolean done;
    private boolean refused;

    Joining(Server server, int id, String name, World.Entity ped) {
        this.server = server;
        this.client = new World.Client(TEMPORARY_IDS + id, name, ped);
    }

    /** Asks the scripts; they may refuse, or ask for time. */
    void begin() {
        server.world.connecting(client);
        HostFunction setKickReason = args -> args.vm().args();
        server.events.triggerFor(client.id, "playerConnecting", client.name, setKickReason,
                deferrals());
        refused |= server.events.wasCancelled();
    }

    private Map<String, Object> deferrals() {
        HostFunction nothing = args -> args.vm().args();
        Map<String, Object> deferrals = new LinkedHashMap<>();
        deferrals.put("defer", (HostFunction) args -> {
            deferred = true;
            return args.vm().args();
        });
        deferrals.put("update", nothing);
        deferrals.put("presentCard", nothing);
        deferrals.put("handover", nothing);
        deferrals.put("done", (HostFunction) args -> {
            done = true;
            refused |= args.count() > 0 && args.type(1).equals("string");
            return args.vm().args();
        });
        return deferrals;
    }

    boolean isDecided() {
        return refused || done || !deferred;
    }

    boolean isRefused() {
        return refused;
    }

    int temporaryId() {
        return client.id;
    }

    void refuse() {
        refused = true;
    }

    void end() {
        server.world.connected(client.id);
    }
}
