package dev.fxprof.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Natives of a resource's key-value store. */
final class StorageNatives {
    private final Server server;
    private final Map<Long, Deque<String>> searches = new HashMap<>();
    private long lastSearch;

    private StorageNatives(Server server) {
        this.server = server;
    }

    static void register(Server server, Map<String, NativeHandler> to) {
        StorageNatives natives = new StorageNatives(server);
        to.put("GET_RESOURCE_KVP_STRING", (caller, args) -> natives
                .store(caller).get(args.string(1)) instanceof String text ? text : null);
        to.put("GET_RESOURCE_KVP_INT", (caller, args) -> natives
                .store(caller).get(args.string(1)) instanceof Long number ? number : 0L);
        to.put("GET_RESOURCE_KVP_FLOAT", (caller, args) -> natives
                .store(caller).get(args.string(1)) instanceof Double number ? number : 0.0);
        for (String suffix : List.of("", "_NO_SYNC")) {
            to.put("SET_RESOURCE_KVP" + suffix, (caller, args) -> {
                natives.store(caller).put(args.string(1), args.string(2));
                return null;
            });
            to.put("SET_RESOURCE_KVP_INT" + suffix, (caller, args) -> {
                natives.store(caller).put(args.string(1), args.integer(2));
                return null;
            });
            to.put("SET_RESOURCE_KVP_FLOAT" + suffix, (caller, args) -> {
                natives.store(caller).put(args.string(1), args.number(2));
                return null;
            });
            to.put("DELETE_RESOURCE_KVP" + suffix, (caller, args) -> {
                natives.store(caller).remove(args.string(1));
                return null;
            });
        }
        to.put("FLUSH_RESOURCE_KVP", (caller, args) -> null);
        to.put("START_FIND_KVP", (caller, args) -> natives.start(caller, args.string(1)));
        to.put("FIND_KVP", (caller, args) -> natives.searches
                .getOrDefault(args.integer(1), new ArrayDeque<>()).poll());
        to.put("END_FIND_KVP", (caller, args) -> {
            natives.searches.remove(args.integer(1));
            return null;
        });
    }

    private TreeMap<String, Object> store(Resource caller) {
        return server.storage.keyValues(caller.name);
    }

    private long start(Resource caller, String prefix) {
        Deque<String> found = new ArrayDeque<>();
        for (String key : store(caller).tailMap(prefix).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            found.add(key);
        }
        searches.put(++lastSearch, found);
        return lastSearch;
    }
}
