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
import java.util.Optional;
import java.util.Set;

/** Loads, starts and stops resources; dependencies start first. */
final class ResourceManager {
    private final Server server;
    private final LuaEngine engine;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Deque<Runnable> requests = new ArrayDeque<>();
    private final Map<String, String> providers = new HashMap<>();
    private final StandIns standIns;
    private List<Resource> inOrder = List.of();
    private List<Resource> toStart = List.of();

    ResourceManager(Server server, LuaEngine engine) {
        this.server = server;
        this.engine = engine;
        this.standIns = new StandIns(server);
    }

    /**
     * Reads the manifests of all folders and fixes the order in which resources start.
     *
     * @param found name to folder
     * @param ensured what a server.cfg starts, or empty for everything
     */
    void load(Map<String, Path> found, Optional<List<String>> ensured) {
        Map<String, Path> folders = new LinkedHashMap<>(found);
        Map<String, ResourceManifest> manifests = new LinkedHashMap<>();
        folders.forEach((name, folder) -> read(name, folder, manifests));
        Map<String, Path> chosen = standIns.choose(folders, manifests);
        if (chosen.containsKey(StandIns.SQL)) {
            SqlCalls.RESOURCES.forEach(folders::remove);
            SqlCalls.RESOURCES.forEach(manifests::remove);
            SqlCalls.RESOURCES.forEach(failed::remove);
        }
        chosen.forEach((name, folder) -> {
            folders.put(name, folder);
            read(name, folder, manifests);
        });
        manifests.forEach((name, manifest) -> manifest.values("provide")
                .forEach(provided -> providers.putIfAbsent(provided, name)));
        Set<String> wanted = new LinkedHashSet<>(standIns.used());
        wanted.addAll(ensured.map(names -> expand(names, folders)).orElse(manifests.keySet()));
        Set<String> ordered = new LinkedHashSet<>();
        wanted.forEach(name -> order(name, manifests, ordered, new LinkedHashSet<>()));
        int starting = ordered.size();
        manifests.keySet().forEach(name -> order(name, manifests, ordered, new LinkedHashSet<>()));
        int order = 0;
        for (String name : ordered) {
            resources.put(name,
                    new Resource(name, folders.get(name), manifests.get(name), order++));
        }
        inOrder = List.copyOf(resources.values());
        toStart = inOrder.subList(0, starting);
        if (starting < inOrder.size()) {
            server.log.notice((inOrder.size() - starting)
                    + " resources are not started by the server.cfg: " + inOrder
                            .subList(starting, inOrder.size()).stream().map(r -> r.name).sorted()
                            .toList());
        }
    }

    private void read(String name, Path folder, Map<String, ResourceManifest> to) {
        try {
            to.put(name, new ManifestReader(engine, settings(name), server.watchdog).read(name,
                    folder.resolve("fxmanifest.lua")));
            failed.remove(name);
        } catch (ManifestException e) {
            to.remove(name);
            fail(name, e.getMessage());
        }
    }

    /** Names of a server.cfg, with those of a category in place of its {@code [name]}. */
    private Set<String> expand(List<String> ensured, Map<String, Path> folders) {
        Set<String> names = new LinkedHashSet<>();
        for (String entry : ensured) {
            if (folders.containsKey(entry)) {
                names.add(entry);
            } else if (entry.startsWith("[") && entry.endsWith("]")) {
                folders.forEach((name, folder) -> {
                    if (ResourceFolders.isWithin(folder, entry)) {
                        names.add(name);
                    }
                });
            } else if (!providers.containsKey(entry)) {
                fail(entry, "the server.cfg starts it, but there is no such resource");
            }
        }
        return names;
    }

    private void order(String name, Map<String, ResourceManifest> manifests,
            Set<String> ordered, Set<String> above) {
        if (ordered.contains(name) || !manifests.containsKey(name) || !above.add(name)) {
            return;
        }
        manifests.get(name).dependencies().stream()
                .map(needed -> manifests.containsKey(needed)
                        ? needed
                        : providers.getOrDefault(needed, needed))
                .forEach(needed -> order(needed, manifests, ordered, above));
        ordered.add(name);
    }

    void startAll() {
        standIns.loadTables(toStart);
        for (Resource resource : toStart) {
            start(resource);
        }
    }

    private void start(Resource resource) {
        for (String needed : resource.manifest.dependencies()) {
            if (running(needed) == null) {
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
            if (standIns.isUsed(resource.name) && resource.name.equals(StandIns.SQL)) {
                server.sql.install(resource);
            }
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
        server.async.stop(resource.name);
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

    /** A resource by its name, or by one that it provides. */
    Resource find(String name) {
        Resource resource = resources.get(name);
        return resource != null ? resource : resources.get(providers.get(name));
    }

    /** A resource that is running, or null. */
    Resource running(String name) {
        Resource resource = find(name);
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
