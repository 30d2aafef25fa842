package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Natives about connected players. */
final class PlayerNatives {
    private PlayerNatives() {
    }

    static void register(Server server, Map<String, NativeHandler> to) {
        World world = server.world;
        read(to, world, "GET_PLAYER_NAME", client -> client.name, null);
        read(to, world, "GET_PLAYER_PED", client -> (long) client.ped.handle, 0L);
        read(to, world, "GET_PLAYER_PING", client -> (long) client.ping, 0L);
        read(to, world, "GET_PLAYER_ENDPOINT", client -> "10.0.0." + (client.id & 255), null);
        read(to, world, "GET_PLAYER_ROUTING_BUCKET", client -> (long) client.bucket, 0L);
        read(to, world, "GET_NUM_PLAYER_IDENTIFIERS", client -> 1L, 0L);
        read(to, world, "GET_PLAYER_LAST_MSG", client -> 0L, 0L);
        read(to, world, "GET_PLAYER_TIME_ONLINE",
                client -> (server.clock.peek() - client.joinedNanos) / 1_000_000_000L, 0L);
        read(to, world, "GET_PLAYER_GUID", World.Client::license, null);
        read(to, world, "DOES_PLAYER_EXIST", client -> true, false);
        to.put("GET_PLAYER_IDENTIFIER", (caller, args) -> {
            World.Client client = world.client(args, 1);
            return client != null && args.integer(2) == 0 ? client.license() : null;
        });
        to.put("GET_PLAYER_IDENTIFIER_BY_TYPE", (caller, args) -> {
            World.Client client = world.client(args, 1);
            return client != null && args.string(2).equals("license") ? client.license() : null;
        });
        to.put("SET_PLAYER_ROUTING_BUCKET", (caller, args) -> {
            World.Client client = world.client(args, 1);
            if (client != null) {
                client.bucket = (int) args.integer(2);
            }
            return null;
        });
        to.put("DROP_PLAYER", (caller, args) -> {
            World.Client client = world.client(args, 1);
            if (client != null) {
                server.players.drop(client.id, args.string(2, ""));
            }
            return null;
        });
        to.put("GET_NUM_PLAYER_INDICES", (caller, args) -> (long) world.clients().size());
        to.put("GET_PLAYER_FROM_INDEX", (caller, args) -> {
            List<World.Client> all = new ArrayList<>(world.clients());
            int index = (int) args.integer(1);
            return index >= 0 && index < all.size() ? String.valueOf(all.get(index).id) : null;
        });
        to.put("IS_PLAYER_ACE_ALLOWED", (caller, args) -> {
            World.Client client = world.client(args, 1);
            return client != null && client.id % 16 == 1;
        });
    }

    private static void read(Map<String, NativeHandler> to, World world, String name,
            Function<World.Client, Object> of, Object otherwise) {
        to.put(name, (Resource caller, LuaArgs args) -> {
            World.Client client = world.client(args, 1);
            return client == null ? otherwise : of.apply(client);
        });
    }
}
