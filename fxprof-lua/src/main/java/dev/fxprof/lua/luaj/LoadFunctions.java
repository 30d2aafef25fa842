package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaSyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** load and require. */
final class LoadFunctions {
    private static final byte BINARY = 27;

    private final LuajVm vm;

    LoadFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable g = vm.globals;
        Builtin.define(g, "load", this::load);
        g.rawset("loadstring", g.rawget("load"));
        Builtin.define(g, "require", LoadFunctions::require);
    }

    private Varargs load(Varargs args) {
        LuaValue chunk = args.arg1();
        byte[] source = chunk.isfunction() ? read(chunk) : Text.bytes(args.checkstring(1));
        String name = chunk.isfunction()
                ? "=(load)"
                : new String(source, StandardCharsets.UTF_8);
        String chunkName = args.optjstring(2, name);
        String mode = args.optjstring(3, "bt");
        if (source.length > 0 && source[0] == BINARY) {
            return refuse("attempt to load a binary chunk (mode is 't')");
        }
        if (mode.indexOf('t') < 0) {
            return refuse("attempt to load a text chunk (mode is '" + mode + "')");
        }
        try {
            LuaValue environment = args.narg() >= 4 ? args.arg(4) : vm.globals;
            return vm.closure(vm.compiler.compile(chunkName, source), environment);
        } catch (LuaSyntaxException e) {
            return refuse(Chunk.of(chunkName).shown() + ":" + e.line() + ": " + e.getMessage());
        }
    }

    private static Varargs refuse(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, Text.toLua(message));
    }

    private static byte[] read(LuaValue reader) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            LuaValue piece = reader.call();
            if (piece.isnil() || piece instanceof LuaString s && s.m_length == 0) {
                return all.toByteArray();
            }
            if (!(piece instanceof LuaString s)) {
                throw new LuaError("reader function must return a string");
            }
            all.write(s.m_bytes, s.m_offset, s.m_length);
        }
    }

    private static Varargs require(Varargs args) {
        throw new LuaError("module '" + args.checkjstring(1) + "' not found: server scripts can "
                + "require only 'glm' and 'lmprof', which this engine does not have");
    }
}
