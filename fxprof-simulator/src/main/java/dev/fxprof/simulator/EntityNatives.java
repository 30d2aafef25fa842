package dev.fxprof.simulator;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.Vector3;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Natives about peds and vehicles. */
final class EntityNatives {
    private EntityNatives() {
    }

    static void register(Server server, Map<String, NativeHandler> to) {
        World world = server.world;
        readers(to, world);
        writers(to, world);
        to.put("CREATE_VEHICLE_SERVER_SETTER", (caller, args) -> {
            World.Entity vehicle = world.add(World.VEHICLE, 0);
            vehicle.model = args.integer(1);
            vehicle.x = args.number(3);
            vehicle.y = args.number(4);
            vehicle.z = args.number(5);
            vehicle.heading = args.number(6);
            vehicle.plate = String.format("FX%05d", vehicle.netId % 100_000);
            return (long) vehicle.handle;
        });
        to.put("DELETE_ENTITY", (caller, args) -> {
            server.removeEntity((int) args.integer(1));
            return null;
        });
        to.put("GET_ALL_VEHICLES", (caller, args) -> world.handles(World.VEHICLE));
        to.put("GET_ALL_PEDS", (caller, args) -> world.handles(World.PED));
        to.put("NETWORK_GET_ENTITY_FROM_NETWORK_ID", (caller, args) -> {
            World.Entity entity = world.byNetId(args.integer(1));
            return entity == null ? 0L : (long) entity.handle;
        });
    }

    private static void readers(Map<String, NativeHandler> to, World world) {
        read(to, world, "DOES_ENTITY_EXIST", e -> true, false);
        read(to, world, "GET_ENTITY_COORDS", World.Entity::position,
                new Vector3(0, 0, 0));
        read(to, world, "GET_ENTITY_HEADING", e -> e.heading, 0.0);
        read(to, world, "GET_ENTITY_SPEED", e -> e.speed, 0.0);
        read(to, world, "GET_ENTITY_HEALTH", e -> (long) e.health, 0L);
        read(to, world, "GET_ENTITY_MAX_HEALTH", e -> 200L, 0L);
        read(to, world, "GET_ENTITY_MODEL", e -> e.model, 0L);
        read(to, world, "GET_ENTITY_TYPE", e -> (long) e.type, 0L);
        read(to, world, "GET_PED_ARMOUR", e -> (long) e.armour, 0L);
        read(to, world, "GET_VEHICLE_PED_IS_IN", e -> (long) e.vehicle, 0L);
        read(to, world, "GET_VEHICLE_ENGINE_HEALTH", e -> e.engineHealth, 0.0);
        read(to, world, "GET_VEHICLE_BODY_HEALTH", e -> e.engineHealth, 0.0);
        read(to, world, "GET_VEHICLE_NUMBER_PLATE_TEXT", e -> e.plate, "");
        read(to, world, "NETWORK_GET_NETWORK_ID_FROM_ENTITY", e -> (long) e.netId, 0L);
        read(to, world, "NETWORK_GET_ENTITY_OWNER", e -> (long) e.owner, -1L);
        read(to, world, "GET_SELECTED_PED_WEAPON", e -> e.health < 150 ? 453_432_689L : 0L, 0L);
        read(to, world, "GET_PED_SOURCE_OF_DAMAGE", e -> 0L, 0L);
    }

    private static void writers(Map<String, NativeHandler> to, World world) {
        write(to, world, "SET_ENTITY_COORDS", (e, args) -> {
            e.x = args.number(2);
            e.y = args.number(3);
            e.z = args.number(4);
        });
        write(to, world, "SET_ENTITY_HEADING", (e, args) -> e.heading = args.number(2));
        write(to, world, "SET_PED_ARMOUR", (e, args) -> e.armour = (int) args.integer(2));
        write(to, world, "SET_VEHICLE_NUMBER_PLATE_TEXT", (e, args) -> e.plate = args.string(2));
    }

    private static void read(Map<String, NativeHandler> to, World world, String name,
            Function<World.Entity, Object> of, Object otherwise) {
        to.put(name, (Resource caller, LuaArgs args) -> {
            World.Entity entity = args.isNil(1) ? null : world.entity(args.integer(1));
            return entity == null ? otherwise : of.apply(entity);
        });
    }

    private static void write(Map<String, NativeHandler> to, World world, String name,
            BiConsumer<World.Entity, LuaArgs> change) {
        to.put(name, (Resource caller, LuaArgs args) -> {
            World.Entity entity = args.isNil(1) ? null : world.entity(args.integer(1));
            if (entity != null) {
                change.accept(entity, args);
            }
            return null;
        });
    }
}
