package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.api.HookBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The spool that the Lua agents of a server write. */
public final class LuaHookBackend implements HookBackend {
    private final Path folder;
    private final boolean once;

    /**
     * A back end for one spool.
     *
     * @param folder the folder {@code spool} of the resource {@code fxprof}; it need not exist yet
     * @param once whether to take what is there and end, instead of waiting for more
     */
    public LuaHookBackend(Path folder, boolean once) {
        this.folder = folder.toAbsolutePath().normalize();
        this.once = once;
    }

    @Override
    public String name() {
        return "lua";
    }

    @Override
    public Optional<String> unavailableReason() {
        return Optional.empty();
    }

    @Override
    public SpoolSession open() throws IOException {
        return new SpoolSession(folder, once);
    }
}
