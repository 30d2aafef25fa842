package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.VmSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A VM as the test suite of Lua expects it: with the libraries that the sandbox of a server takes
 * away. Everything else is the engine's own.
 */
final class SuiteVm {
    private static final String[] LIBRARIES = {"debug", "os", "package", "string", "io"};

    private static final String PREPARE = """
            local source, mine = loadSource, {}
            for name, value in pairs(_G) do mine[name] = value end
            openBase()
            local original, print, loaded = load, print, package.loaded
            for name, value in pairs(mine) do _G[name] = value end
            local rewriting = load
            _G.print, _G.loadSource, _G.openBase, loaded.bit32 = print, nil, nil, nil
            -- A server refuses what string.dump made.
            function load(chunk, name, mode, ...)
                if type(chunk) == 'function' then
                    local pieces = {}
                    repeat
                        local ok, piece = pcall(chunk)
                        if not ok then return nil, piece end
                        if piece and type(piece) ~= 'string' then
                            return nil, 'reader function must return a string'
                        end
                        pieces[#pieces + 1] = piece
                    until piece == nil or piece == ''
                    chunk, name = table.concat(pieces), name or '=(load)'
                end
                if chunk:byte() == 27 then
                    return original(chunk, name, mode, ...)
                end
                return rewriting(chunk, name, mode, ...)
            end
            function require(name)
                if loaded[name] == nil and package.preload[name] then
                    loaded[name] = package.preload[name](name)
                elseif loaded[name] == nil then
                    local result = assert(load(source(name .. '.lua'), '@' .. name .. '.lua'))(name)
                    loaded[name] = result == nil and true or result
                end
                return loaded[name]
            end
            function dofile(name) return assert(load(source(name), '@' .. name))() end
            for _, name in ipairs { 'coroutine', 'table', 'math', 'utf8', 'debug', 'os', 'string', 'io' } do
                loaded[name] = _G[name]
            end
            loaded.package = package
            loaded._G = _G
            _port, _soft = false, false
            """;

    private final Path directory;
    private final LuaVm vm;

    SuiteVm(VmSettings settings, Path directory) {
        this.directory = directory;
        Lua54Vm made = new Lua54Vm(settings);
        vm = made;
        long state = made.current();
        for (String library : LIBRARIES) {
            vm.define(library, null);
            Api.pushcclosure(state, Native.address("luaopen_" + library), 0);
            Api.pcall(state, 0, 1, 0, 0, 0);
            Reference table = made.references.pop(state);
            made.define(library, table);
        }
        Api.pushcclosure(state, Native.address("luaopen_base"), 0);
        vm.define("openBase", new FunctionRef(made.references.pop(state)));
        vm.define("loadSource", (HostFunction) args -> {
            try {
                return vm.args(Files.readAllBytes(directory.resolve(args.string(1))));
            } catch (IOException e) {
                throw new LuaScriptError(e.toString());
            }
        });
        run("@prepare", PREPARE.getBytes(StandardCharsets.UTF_8));
    }

    private void run(String name, byte[] source) {
        try {
            vm.call(vm.load(name, source), vm.args());
        } catch (LuaSyntaxException e) {
            throw new LuaScriptError(e.file() + ":" + e.line() + ": " + e.getMessage());
        }
    }

    /** Runs a file of the suite. */
    void run(String file) {
        try {
            run("@" + file, Files.readAllBytes(directory.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            vm.close();
        }
    }
}
