package dev.fxprof.simulator;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.SpanKind;
import dev.fxprof.lua.EntrySpan;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.syntax.CfxLua;
import dev.fxprof.simulator.managed.ManagedScript;
import dev.fxprof.simulator.managed.ManagedScripts;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Runs the scripts that a manifest lists, in its order. */
final class ScriptLoader {
    private final Server server;
    private final Resource resource;

    ScriptLoader(Server server, Resource resource) {
        this.server = server;
        this.resource = resource;
    }

    void run() throws ManifestException {
        for (String script : resource.manifest.serverScripts()) {
            // A server reads a leading slash as the resource's own folder.
            for (String file : expand(script.startsWith("/") ? script.substring(1) : script)) {
                load(file);
            }
        }
        declareExports();
    }

    /** Exports that the manifest names are globals of the scripts, looked up at each call. */
    private void declareExports() throws ManifestException {
        List<Object> names = new ArrayList<>(resource.manifest.values("export"));
        names.addAll(resource.manifest.values("server_export"));
        if (names.isEmpty()) {
            return;
        }
        try {
            LuaFunctionRef declare = resource.vm.load("@citizen:/exports.lua",
                    "for _, name in ipairs({...}) do\n"
                            + "  exports(name, function(...) return _G[name](...) end)\nend\n");
            resource.vm.newCoroutine(declare, null).resume(resource.vm.args(names.toArray()));
        } catch (LuaSyntaxException e) {
            throw new ManifestException("its exports cannot be declared: " + e.getMessage());
        }
    }

    private void load(String file) throws ManifestException {
        if (file.endsWith(".net.dll")) {
            ManagedScript script = ManagedScripts.find(resource.name, file)
                    .orElseThrow(() -> new ManifestException(resource.name + "/" + file
                            + " is a C# script, and the simulator has no stand-in for it"));
            ManagedHost host = new ManagedHost(server, resource, Path.of(file).getFileName()
                    .toString());
            resource.managed.add(host);
            script.start(host);
        } else if (file.endsWith(".lua")) {
            loadLua(file);
        } else {
            throw new ManifestException(resource.name + "/" + file
                    + " is neither Lua nor a C# script; the simulator runs only these");
        }
    }

    private void loadLua(String file) throws ManifestException {
        Resource owner = resource;
        String path = file;
        if (file.startsWith("@") && file.indexOf('/') > 0) {
            String name = file.substring(1, file.indexOf('/'));
            path = file.substring(file.indexOf('/') + 1);
            owner = server.resources.find(name);
            if (owner == null) {
                throw new ManifestException(
                        "its script " + file + " is in a resource that does not exist");
            }
        }
        String chunk = "@" + owner.name + "/" + path;
        LuaFunctionRef main;
        try {
            byte[] source = Files.readAllBytes(scriptFile(owner, path));
            if (CfxLua.isEscrowed(source)) {
                throw new ManifestException(owner.name + "/" + path
                        + " is encrypted by the asset escrow; only a server can read it");
            }
            main = resource.vm.load(chunk, source);
        } catch (LuaSyntaxException e) {
            throw new ManifestException("syntax error in " + e.file() + ":" + e.line() + ": "
                    + e.getMessage());
        } catch (IOException e) {
            throw new ManifestException("its script " + file + " cannot be read");
        }
        int site = server.sites.intern(resource.name, ScriptRuntime.LUA, SpanKind.ENTRY,
                "load " + path, chunk, 0);
        server.scheduler.run(
                server.scheduler.newThread(resource, main, EntrySpan.of(site)),
                resource.vm.args());
    }

    private static Path scriptFile(Resource owner, String path) throws ManifestException {
        try {
            return ScratchFiles.inside(owner.folder, path);
        } catch (LuaScriptError | InvalidPathException e) {
            throw new ManifestException(
                    "its script " + path + " is not a file inside of " + owner.name);
        }
    }

    private PathMatcher matcher(String script) throws ManifestException {
        try {
            return FileSystems.getDefault()
                    .getPathMatcher("glob:" + script.replace("**/", "{**/,}"));
        } catch (PatternSyntaxException e) {
            throw new ManifestException(resource.name + "/fxmanifest.lua: " + script
                    + " is not a valid pattern for files");
        }
    }

    private List<String> expand(String script) throws ManifestException {
        if (script.startsWith("@") || script.indexOf('*') < 0 && script.indexOf('?') < 0) {
            if (!script.startsWith("@") && !script.endsWith(".net.dll")
                    && !Files.isRegularFile(scriptFile(resource, script))) {
                throw new ManifestException(resource.name
                        + "/fxmanifest.lua lists the script " + script + ", which does not exist");
            }
            return List.of(script);
        }
        PathMatcher matcher = matcher(script);
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(resource.folder)) {
            files.filter(Files::isRegularFile)
                    .map(file -> resource.folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> matcher.matches(Path.of(file))).sorted().forEach(found::add);
        } catch (IOException e) {
            throw new ManifestException("its folder cannot be read: " + e.getMessage());
        }
        return found;
    }
}
