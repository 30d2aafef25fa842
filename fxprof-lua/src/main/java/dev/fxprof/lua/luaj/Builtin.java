package dev.fxprof.lua.luaj;

import java.util.function.UnaryOperator;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** A library function. */
final class Builtin extends VarArgFunction {
    private final UnaryOperator<Varargs> body;

    private Builtin(String name, UnaryOperator<Varargs> body) {
        this.name = name;
        this.body = body;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Varargs invoke(Varargs args) {
        return body.apply(args);
    }

    static void define(LuaTable table, String name, UnaryOperator<Varargs> body) {
        table.rawset(name, new Builtin(name, body));
    }
}
