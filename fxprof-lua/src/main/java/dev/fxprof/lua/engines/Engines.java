package dev.fxprof.lua.engines;

import dev.fxprof.lua.LuaEngine;
import dev.fxprof.lua.lua54.Lua54Engine;
import dev.fxprof.lua.luaj.LuajEngine;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines there are, as {@code --engine} names them. */
public enum Engines {
    /** Lua in pure Java, for scripts that need no integers of 64 bits; runs everywhere. */
    LUAJ(LuajEngine::new),
    /** Lua 5.4 itself; where its library loads. */
    LUA54(Lua54Engine::new);

    private final Supplier<LuaEngine> maker;

    Engines(Supplier<LuaEngine> maker) {
        this.maker = maker;
    }

    /**
     * The engine for scripts that somebody wrote for a server.
     *
     * @return Lua 5.4 where it can run
     */
    public static Engines forServerScripts() {
        return LUA54.problem().isEmpty() ? LUA54 : LUAJ;
    }

    /**
     * Why the engine cannot run here.
     *
     * @return one sentence, or empty if it can
     */
    public Optional<String> problem() {
        return this == LUA54 ? Optional.ofNullable(Lua54Engine.problem()) : Optional.empty();
    }

    /**
     * Makes the engine.
     *
     * @return an engine
     */
    public LuaEngine create() {
        return maker.get();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
