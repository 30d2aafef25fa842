package dev.fxprof.simulator;

import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a fxmanifest.lua the way the server does: every unknown global is a function that records its
 * argument under its own name, and returns one that takes extra data.
 */
final class ManifestReader {
    private static final Set<String> PLURALS = Set.of("server_scripts", "shared_scripts",
            "client_scripts", "files", "dependencies", "exports", "server_exports", "games",
            "provides");

    private final LuaEngine engine;
    private final VmSettings settings;
    private final Watchdog watchdog;

    ManifestReader(LuaEngine engine, VmSettings settings, Watchdog watchdog) {
        this.engine = engine;
        this.settings = settings;
        this.watchdog = watchdog;
    }

    ResourceManifest read(String resource, Path file) throws ManifestException {
        Map<String, List<String>> metadata = new LinkedHashMap<>();
        LuaVm vm = engine.newVm(settings);
        Watchdog.Entry watched = watchdog.enter(vm);
        try {
            vm.onMissingGlobal(name -> (HostFunction) args -> collect(vm, metadata, name, args));
            vm.newCoroutine(vm.load("@" + resource + "/" + file.getFileName(),
                    Files.readAllBytes(file)), (EntrySpan) null).resume(vm.args());
        } catch (IOException e) {
            throw new ManifestException(file + " cannot be read: " + e.getMessage());
        } catch (LuaSyntaxException e) {
            throw new ManifestException(
                    e.file() + ":" + e.line() + ": not a valid manifest: " + e.getMessage());
        } catch (LuaScriptError e) {
            throw new ManifestException("the manifest failed: " + e.getMessage());
        } finally {
            watchdog.leave(watched);
            vm.close();
        }
        if (resource.equals(Server.ENGINE)) {
            throw new ManifestException("a resource must not be named " + Server.ENGINE
                    + ": the engine's own spans carry that name");
        }
        if (!metadata.containsKey("fx_version")) {
            throw new ManifestException(resource + "/" + file.getFileName()
                    + " has no fx_version; expected a line such as fx_version 'cerulean'");
        }
        return new ResourceManifest(metadata);
    }

    private static LuaArgs collect(LuaVm vm, Map<String, List<String>> metadata, String name,
            LuaArgs args) {
        String key = singular(name);
        List<String> values = metadata.computeIfAbsent(key, k -> new ArrayList<>());
        Object value = args.toJava(1);
        if (value instanceof List<?> list) {
            list.forEach(item -> values.add(String.valueOf(item)));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> values.add(String.valueOf(item)));
        } else if (value != null) {
            values.add(String.valueOf(value));
        }
        return vm.args((HostFunction) extra -> vm.args());
    }

    private static String singular(String name) {
        if (!PLURALS.contains(name)) {
            return name;
        }
        return name.equals("dependencies") ? "dependency" : name.substring(0, name.length() - 1);
    }
}
