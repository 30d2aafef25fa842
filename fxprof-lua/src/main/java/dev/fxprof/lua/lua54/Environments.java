package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaEnvironment;
import dev.fxprof.lua.LuaFunctionRef;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Environments of one VM, and what travels by its name because every VM has it. */
final class Environments {
    private static final String SCRIPT = "/dev/fxprof/lua/environment.lua";

    /** Globals of a task. */
    record Environment(Lua54Vm vm, Reference table) implements LuaEnvironment {}

    private final Lua54Vm vm;
    private Reference maker;
    private Reference metatable;
    private Reference finder;
    private Reference names;
    private Reference transfers;

    Environments(Lua54Vm vm) {
        this.vm = vm;
    }

    /** Loaded with the first use: most VMs have none. */
    private void load() {
        if (maker != null) {
            return;
        }
        try (InputStream in = Environments.class.getResourceAsStream(SCRIPT)) {
            LuaFunctionRef main = vm.load("@citizen:/scripting/lua/environment.lua",
                    in.readAllBytes());
            Object[] parts = vm.call(vm.functionOf(main)).values;
            metatable = (Reference) parts[1];
            finder = (Reference) parts[2];
            maker = (Reference) parts[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    Environment make() {
        load();
        return new Environment(vm, (Reference) vm.call(maker).values[0]);
    }

    /** Pushes the globals of an environment, or those of the VM for null. */
    void push(long state, LuaEnvironment environment) {
        if (environment == null) {
            Stack.rawgeti(state, Stack.REGISTRY, Stack.GLOBALS);
        } else if (environment instanceof Environment own && own.vm == vm) {
            vm.references.push(state, own.table);
        } else {
            throw new IllegalArgumentException(
                    "not an environment of the VM of '" + vm.resource() + "'");
        }
    }

    /** Whether a table is the VM's globals. */
    boolean isGlobals(long state, int index) {
        Stack.rawgeti(state, Stack.REGISTRY, Stack.GLOBALS);
        boolean same = Stack.topointer(state, -1) == Stack.topointer(state, index);
        Stack.settop(state, -2);
        return same;
    }

    /** Whether a metatable is that of environments. */
    boolean isMetatable(long address) {
        return metatable != null && metatable.address == address;
    }

    /** Takes what makes the tables that stand for something; the globals are the server's own now. */
    void onTransfer(Reference make) {
        load();
        transfers = make;
        names = (Reference) vm.call(finder).values[0];
    }

    /** The name under which every VM has the function or table at an index, or null. */
    byte[] nameOf(long state, int index) {
        byte[] name = null;
        if (names != null) {
            vm.references.push(state, names);
            Stack.pushvalue(state, index);
            if (Stack.rawget(state, -2) == Stack.STRING) {
                name = Converter.bytes(state, -1);
            }
            Stack.settop(state, -3);
        }
        return name != null ? name : vm.runtime.globalName(state, index);
    }

    /** Pushes what a name stands for. */
    void find(long state, int globals, String name) {
        Reference from = vm.references.take(state, globals);
        Object value = vm.runtime.find(from, name);
        if (value == null) {
            throw new LuaScriptError("there is no " + name + " where this runs");
        }
        vm.converter.push(state, value, name);
    }

    /** Pushes what stands for a table of another VM. */
    void transferred(long state, String kind, long id) {
        if (transfers == null) {
            throw new LuaScriptError("a " + kind + " cannot come here");
        }
        vm.converter.push(state, vm.call(transfers, kind, id).values[0], kind);
    }
}
