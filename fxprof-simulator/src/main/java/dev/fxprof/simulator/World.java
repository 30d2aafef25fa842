package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.Vector3;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Entities and connected clients. */
final class World {
    /** Kinds as GetEntityType numbers them. */
    static final int PED = 1;
    static final int VEHICLE = 2;

    /** A ped or a vehicle. */
    static final class Entity {
        final int handle;
        final int netId;
        final int type;
        final int owner;
        long model;
        double x;
        double y;
        double z;
        double heading;
        double speed;
        int health = 200;
        int armour;
        double engineHealth = 1000;
        int vehicle;
        String plate = "";

        Entity(int handle, int netId, int type, int owner) {
            this.handle = handle;
            this.netId = netId;
            this.type = type;
            this.owner = owner;
        }

        Vector3 position() {
            return new Vector3(x, y, z);
        }
    }

    /** A connected player. */
    static final class Client {
        final int id;
        final String name;
        final Entity ped;
        int bucket;
        int ping;
        long joinedNanos;

        Client(int id, String name, Entity ped) {
            this.id = id;
            this.name = name;
            this.ped = ped;
        }

        String license() {
            return String.format("license:%040x", 0x5eed_0000L + name.hashCode());
        }
    }

    private final Map<Integer, Entity> entities = new TreeMap<>();
    private final Map<Integer, Client> clients = new TreeMap<>();
    private final Map<Integer, Client> connecting = new TreeMap<>();
    private int handles = 256;
    private int netIds;

    Entity add(int type, int owner) {
        Entity entity = new Entity(++handles, ++netIds, type, owner);
        entities.put(entity.handle, entity);
        return entity;
    }

    void remove(int handle) {
        entities.remove(handle);
    }

    Entity entity(long handle) {
        return handle == (int) handle ? entities.get((int) handle) : null;
    }

    Entity byNetId(long netId) {
        for (Entity entity : entities.values()) {
            if (entity.netId == netId) {
                return entity;
            }
        }
        return null;
    }

    List<Object> handles(int type) {
        List<Object> found = new ArrayList<>();
        for (Entity entity : entities.values()) {
            if (entity.type == type) {
                found.add((long) entity.handle);
            }
        }
        return found;
    }

    /** Makes a client known to natives that is not yet among {@link #clients}. */
    void connecting(Client client) {
        connecting.put(client.id, client);
    }

    void connected(int temporaryId) {
        connecting.remove(temporaryId);
    }

    void connect(Client client) {
        clients.put(client.id, client);
    }

    /** Removes a client; its ped and vehicle are the caller's to remove. */
    Client disconnect(int id) {
        return clients.remove(id);
    }

    Client client(long id) {
        if (id != (int) id) {
            return null;
        }
        Client client = clients.get((int) id);
        return client != null ? client : connecting.get((int) id);
    }

    /** The client that an argument names, or null if it is no number or nobody has it. */
    Client client(LuaArgs args, int i) {
        return switch (args.type(i)) {
            case "number" -> client(args.integer(i));
            case "string" -> {
                String text = args.string(i);
                yield text.matches("[0-9]{1,9}") ? client(Long.parseLong(text)) : null;
            }
            default -> null;
        };
    }

    Collection<Client> clients() {
        return clients.values();
    }
}
