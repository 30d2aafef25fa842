package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.VmSettings;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads, starts and stops resources; dependencies start first. */
final class ResourceManager {
    private final Server server;
    private final LuaEngine engine;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Deque<Runnable> requests = new ArrayDeque<>();
    private List<Resource> inOrder = List.of();

    ResourceManager(Server server, LuaEngine engine) {
        this.server = server;
        this.engine = engine;
    }

    /** Reads the manifests of all folders and fixes the order in which resources start. */
    void load(Map<String, Path> folders) {
        Map<String, ResourceManifest> manifests = new LinkedHashMap<>();
        folders.forEach((name, folder) -> {
            try {
                manifests.put(name, new ManifestReader(engine, settings(name), server.watchdog)
                        .read(name, folder.resolve("fxmanifest.lua")));
            } catch (ManifestException e) {
                fail(name, e.getMessage());
            }
        });
        Map<String, String> providers = new HashMap<>();
        manifests.forEach((name, manifest) -> manifest.values("provide")
                .forEach(provided -> providers.putIfAbsent(provided, name)));
        Set<String> ordered = new LinkedHashSet<>();
        manifests.keySet()
                .forEach(name -> order(name, manifests, providers, ordered, new LinkedHashSet<>()));
        int order = 0;
        for (String name : ordered) {
            resources.put(name,
                    new Resource(name, folders.get(name), manifests.get(name), order++));
        }
        inOrder = List.copyOf(resources.values());
    }

    private static void order(String name, Map<String, ResourceManifest> manifests,
            Map<String, String> providers, Set<String> ordered, Set<String> above) {
        if (ordered.contains(name) || !manifests.containsKey(name) || !above.add(name)) {
            return;
        }
        manifests.get(name).dependencies().stream()
                .map(needed -> manifests.containsKey(needed)
                        ? needed
                        : providers.getOrDefault(needed, needed))
                .forEach(needed -> order(needed, manifests, providers, ordered, above));
        ordered.add(name);
    }

    void startAll() {
        for (Resource resource : inOrder) {
            start(resource);
        }
    }

    private void start(Resource resource) {
        for (String needed : resource.manifest.dependencies()) {
            if (running(needed) == null && inOrder.stream().noneMatch(r -> r.isRunning()
                    && r.manifest.values("provide").contains(needed))) {
                fail(resource.name, "its dependency " + needed + " is not running");
                return;
            }
        }
        resource.state = Resource.State.STARTING;
        resource.vm = engine.newVm(settings(resource.name));
        resource.entrySite = server.sites.intern(resource.name, ScriptRuntime.LUA, SpanKind.ENTRY,
                "tick (" + resource.name + ")", "", 0);
        server.events.trigger("onResourceStarting", new JavaArgs(resource.name));
        int token = server.recorder.begin(server.sites.intern(resource.name, ScriptRuntime.ENGINE,
                SpanKind.ENTRY, "start (" + resource.name + ")", "", 0));
        server.enter(resource);
        try {
            LuaApi.install(server, resource);
            new ScriptLoader(server, resource).run();
            resource.state = Resource.State.STARTED;
            failed.remove(resource.name);
        } catch (ManifestException e) {
            fail(resource.name, e.getMessage());
            stop(resource);
            return;
        } finally {
            server.leave();
            server.recorder.end(token);
        }
        server.events.trigger("onResourceStart", new JavaArgs(resource.name));
        server.events.trigger("onServerResourceStart", new JavaArgs(resource.name));
    }

    private VmSettings settings(String resource) {
        long seed = server.config.seed() * 31 + resource.hashCode();
        return new VmSettings(resource, new ResourceWorld(server, resource), server.recorder,
                server.sites, server.config.functions(), seed);
    }

    private void stop(Resource resource) {
        if (resource.state == Resource.State.STARTED) {
            server.events.trigger("onResourceStop", new JavaArgs(resource.name));
            server.events.trigger("onServerResourceStop", new JavaArgs(resource.name));
        }
        resource.state = Resource.State.STOPPED;
        server.events.drop(resource);
        server.scheduler.drop(resource);
        server.commands.drop(resource);
        server.stateBags.drop(resource);
        if (resource.vm != null) {
            resource.vm.close();
        }
        resource.clear();
    }

    private void fail(String resource, String reason) {
        failed.put(resource, reason);
        server.log.notice("resource " + resource + " does not run: " + reason);
    }

    /** Starts a resource once the running script is done; says whether that is possible. */
    boolean requestStart(String name) {
        Resource resource = resources.get(name);
        if (resource == null || resource.isRunning()) {
            return false;
        }
        requests.add(() -> {
            if (!resource.isRunning()) {
                start(resource);
            }
        });
        return true;
    }

    /** Stops a resource once the running script is done; says whether that is possible. */
    boolean requestStop(String name) {
        Resource resource = resources.get(name);
        if (resource == null || !resource.isRunning()) {
            return false;
        }
        requests.add(() -> {
            if (resource.isRunning()) {
                stop(resource);
            }
        });
        return true;
    }

    /** Stops a resource, if it runs, and starts it again once the running script is done. */
    void requestRestart(String name) {
        Resource resource = resources.get(name);
        if (resource != null) {
            requests.add(() -> {
                if (resource.isRunning()) {
                    stop(resource);
                }
                start(resource);
            });
        }
    }

    void runRequests() {
        for (int n = requests.size(); n > 0; n--) {
            requests.poll().run();
        }
    }

    void close() {
        inOrder.stream().filter(resource -> resource.vm != null)
                .forEach(resource -> resource.vm.close());
    }

    Resource find(String name) {
        return resources.get(name);
    }

    /** A resource that is running, or null. */
    Resource running(String name) {
        Resource resource = resources.get(name);
        return resource != null && resource.isRunning() ? resource : null;
    }

    List<Resource> all() {
        return inOrder;
    }

    long started() {
        return inOrder.stream().filter(Resource::isRunning).count();
    }

    Map<String, String> failed() {
        return failed;
    }

}
