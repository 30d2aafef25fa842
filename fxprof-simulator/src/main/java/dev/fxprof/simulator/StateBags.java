package dev.fxprof.simulator;

import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaFunctionRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** State shared by name: {@code global}, {@code player:1}, {@code entity:1}; values are copies. */
final class StateBags {
    private record Listener(Resource owner, long id, String key, String bag, int site,
            LuaFunctionRef function) {
        boolean wants(String bagName, String keyName) {
            return (key.isEmpty() || key.equals(keyName)) && (bag.isEmpty() || bag.equals(bagName)
                    || bag.endsWith(":") && bagName.startsWith(bag));
        }
    }

    private static final int MOST_EARLY = 256;

    private final Server server;
    private final Map<String, Map<String, Object>> bags = new HashMap<>();
    /** Bags of players and entities that are not there, or no longer; only the newest are kept. */
    private final Map<String, Map<String, Object>> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > MOST_EARLY;
        }
    };
    private final List<Listener> listeners = new ArrayList<>();
    private long ids;

    StateBags(Server server) {
        this.server = server;
    }

    Object get(String bag, String key) {
        return bags.getOrDefault(bag, early.getOrDefault(bag, Map.of())).get(key);
    }

    void set(String bag, String key, Object value) {
        Map<String, Object> values = bag(bag);
        Object before = value == null ? values.remove(key) : values.put(key, value);
        if (Objects.equals(before, value)) {
            return;
        }
        for (Listener listener : List.copyOf(listeners)) {
            if (listener.wants(bag, key) && listener.owner.isRunning()) {
                server.scheduler.run(server.scheduler.newThread(listener.owner, listener.function,
                        EntrySpan.of(listener.site)),
                        listener.owner.vm.args(bag, key, value, 0, true));
            }
        }
    }

    /** The bag to write to; what was written before its player or entity came moves there. */
    private Map<String, Object> bag(String name) {
        Map<String, Object> known = bags.get(name);
        if (known != null) {
            return known;
        }
        if (!exists(name)) {
            return early.computeIfAbsent(name, b -> new HashMap<>());
        }
        Map<String, Object> before = early.remove(name);
        Map<String, Object> values = before != null ? before : new HashMap<>();
        bags.put(name, values);
        return values;
    }

    private boolean exists(String bag) {
        int colon = bag.indexOf(':');
        if (colon < 0) {
            return true;
        }
        String id = bag.substring(colon + 1);
        if (!id.matches("[0-9]{1,9}")) {
            return false;
        }
        return switch (bag.substring(0, colon)) {
            case "player" -> server.world.client(Long.parseLong(id)) != null;
            case "entity" -> server.world.byNetId(Long.parseLong(id)) != null;
            default -> false;
        };
    }

    long listen(Resource owner, String key, String bag, LuaFunctionRef function) {
        int site = server.site(owner, SpanKind.EVENT, "statebag:" + (key.isEmpty() ? "*" : key),
                function);
        listeners.add(new Listener(owner, ++ids, key, bag, site, function));
        return ids;
    }

    void unlisten(long id) {
        listeners.removeIf(listener -> listener.id == id);
    }

    void drop(Resource resource) {
        listeners.removeIf(listener -> listener.owner == resource);
    }

    void dropBag(String bag) {
        bags.remove(bag);
        early.remove(bag);
    }
}
