package dev.fxprof.simulator;

import dev.fxprof.api.NativeNames;
import dev.fxprof.lua.LuaScriptError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Natives about resources, files, console variables and commands. */
final class ResourceNatives {
    private ResourceNatives() {
    }

    static void register(Server server, Map<String, NativeHandler> to) {
        resources(server, to);
        files(server, to);
        convars(server, to);
        to.put("GET_GAME_TIMER", (caller, args) -> server.clock.lookMillis());
        to.put("GET_HASH_KEY", (caller, args) -> (long) (int) NativeNames.hash(args.string(1)));
        to.put("IS_DUPLICITY_VERSION", (caller, args) -> true);
        to.put("EXECUTE_COMMAND", (caller, args) -> {
            server.commands.execute(0, args.string(1));
            return null;
        });
        to.put("CANCEL_EVENT", (caller, args) -> {
            server.events.cancel();
            return null;
        });
        to.put("WAS_EVENT_CANCELED", (caller, args) -> server.events.wasCancelled());
    }

    private static void resources(Server server, Map<String, NativeHandler> to) {
        to.put("GET_CURRENT_RESOURCE_NAME", (caller, args) -> caller.name);
        to.put("GET_INVOKING_RESOURCE", (caller, args) -> {
            Resource invoking = server.invoking();
            return invoking == null ? null : invoking.name;
        });
        to.put("GET_NUM_RESOURCES", (caller, args) -> (long) server.resources.all().size());
        to.put("GET_RESOURCE_BY_FIND_INDEX", (caller, args) -> {
            List<Resource> all = server.resources.all();
            int index = (int) args.integer(1);
            return index >= 0 && index < all.size() ? all.get(index).name : null;
        });
        to.put("GET_RESOURCE_STATE", (caller, args) -> {
            Resource resource = server.resources.find(args.string(1));
            return resource == null ? "missing" : resource.state.name().toLowerCase(Locale.ROOT);
        });
        to.put("GET_RESOURCE_METADATA", (caller, args) -> {
            Resource resource = server.resources.find(args.string(1));
            List<String> values = resource == null
                    ? List.of()
                    : resource.manifest.values(args.string(2));
            int index = (int) args.integer(3, 0);
            return index >= 0 && index < values.size() ? values.get(index) : null;
        });
        to.put("GET_NUM_RESOURCE_METADATA", (caller, args) -> {
            Resource resource = server.resources.find(args.string(1));
            return resource == null ? 0L : (long) resource.manifest.values(args.string(2)).size();
        });
        to.put("GET_RESOURCE_PATH", (caller, args) -> {
            Resource resource = server.resources.find(args.string(1));
            return resource == null ? null : resource.folder.toString();
        });
        to.put("START_RESOURCE", (caller, args) -> server.resources.requestStart(args.string(1)));
        to.put("STOP_RESOURCE", (caller, args) -> server.resources.requestStop(args.string(1)));
    }

    private static void files(Server server, Map<String, NativeHandler> to) {
        to.put("LOAD_RESOURCE_FILE", (caller, args) -> {
            Resource resource = server.resources.find(args.string(1));
            try {
                Path file = resource == null ? null : server.files.read(resource, args.string(2));
                return file == null || !Files.isRegularFile(file)
                        ? null
                        : Files.readAllBytes(file);
            } catch (IOException | LuaScriptError e) {
                return null;
            }
        });
        to.put("SAVE_RESOURCE_FILE", (caller, args) -> {
            if (!args.string(1).equals(caller.name)) {
                throw new LuaScriptError("SaveResourceFile: " + caller.name
                        + " may not write into " + args.string(1));
            }
            byte[] data = args.string(3).getBytes(StandardCharsets.UTF_8);
            int length = (int) args.integer(4, -1);
            try (var out = Files.newOutputStream(server.files.write(caller, args.string(2)))) {
                out.write(data, 0, length < 0 ? data.length : Math.min(length, data.length));
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static void convars(Server server, Map<String, NativeHandler> to) {
        to.put("GET_CONVAR",
                (caller, args) -> server.convars.get(args.string(1), args.string(2, "")));
        to.put("GET_CONVAR_INT", (caller, args) -> {
            try {
                return Long.parseLong(server.convars.get(args.string(1), ""));
            } catch (NumberFormatException e) {
                return args.integer(2, 0);
            }
        });
        to.put("SET_GAME_TYPE", (caller, args) -> {
            server.convars.set("gametype", args.string(1));
            return null;
        });
        to.put("SET_MAP_NAME", (caller, args) -> {
            server.convars.set("mapname", args.string(1));
            return null;
        });
        NativeHandler set = (caller, args) -> {
            server.convars.set(args.string(1), args.string(2));
            return null;
        };
        to.put("SET_CONVAR", set);
        to.put("SET_CONVAR_REPLICATED", set);
        to.put("SET_CONVAR_SERVER_INFO", set);
    }
}
