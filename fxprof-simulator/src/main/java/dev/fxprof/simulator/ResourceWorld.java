package dev.fxprof.simulator;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaWorld;
import java.nio.file.Path;

/** The outside as the scripts of one resource see it. */
final class ResourceWorld implements LuaWorld {
    private final Server server;
    private final String resource;

    ResourceWorld(Server server, String resource) {
        this.server = server;
        this.resource = resource;
    }

    @Override
    public long nanos() {
        return server.clock.look();
    }

    @Override
    public long epochMillis() {
        return server.clock.epochMillis();
    }

    @Override
    public void print(String line) {
        server.log.print(resource, line);
    }

    @Override
    public Path resolve(String path, boolean write) {
        String name = resource;
        String rest = path;
        if (path.startsWith("@")) {
            int slash = path.indexOf('/');
            if (slash < 0) {
                throw new LuaScriptError(path + " names no file");
            }
            name = path.substring(1, slash);
            rest = path.substring(slash + 1);
        }
        Resource owner = server.resources.find(name);
        if (owner == null) {
            throw new LuaScriptError(path + ": there is no resource " + name);
        }
        if (!write) {
            return server.files.read(owner, rest);
        }
        if (!name.equals(resource)) {
            throw new LuaScriptError(
                    path + ": " + resource + " may write only into its own folder");
        }
        return server.files.write(owner, rest);
    }
}
