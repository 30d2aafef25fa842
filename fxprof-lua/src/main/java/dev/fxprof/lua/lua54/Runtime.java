package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** The part of the engine that is written in Lua, and the libraries. */
final class Runtime {
    private static final String SCRIPT = "/dev/fxprof/lua/runtime54.lua";
    private static final String VECTORS = "/dev/fxprof/lua/vector.lua";
    private static final String EXTRAS = "/dev/fxprof/lua/extras.lua";
    private static final String MSGPACK = "/dev/fxprof/lua/msgpack.lua";
    private static final String DIRECTORY = "@citizen:/scripting/lua/";
    private static final String[] LIBRARIES = {"base", "coroutine", "table", "string", "math",
            "utf8", "debug", "io", "os"};
    private static final long[] NAMES = new long[LIBRARIES.length];
    private static final long[] OPENERS = new long[LIBRARIES.length];

    static {
        for (int i = 0; i < LIBRARIES.length; i++) {
            NAMES[i] = Native.text(i == 0 ? "_G" : LIBRARIES[i]);
            OPENERS[i] = Native.address("luaopen_" + LIBRARIES[i]);
        }
    }

    private final Lua54Vm vm;
    private final long main;
    private Reference host;
    private Reference names;
    private Reference tostring;
    private Reference missingGlobal;
    private Reference randomSeed;
    private Reference find;

    Runtime(Lua54Vm vm, long main) {
        this.vm = vm;
        this.main = main;
    }

    void install() {
        for (int i = 0; i < LIBRARIES.length; i++) {
            Api.requiref(main, NAMES[i], OPENERS[i], 1);
            Stack.settop(main, 0);
        }
        Reference script = script(SCRIPT, "runtime.lua");
        requireLayout(script);
        Object[] parts = vm.call(script, fromJava()).values;
        vm.hosts.factory((Reference) parts[0]);
        host = (Reference) parts[1];
        names = (Reference) parts[2];
        tostring = (Reference) parts[3];
        missingGlobal = (Reference) parts[5];
        randomSeed = (Reference) parts[8];
        find = (Reference) parts[9];
        Libraries.install(vm, this);
        vectors((Reference) parts[4], (Reference) parts[7]);
        vm.call(script(EXTRAS, "extras.lua"));
        vm.call(script(MSGPACK, "msgpack.lua"), mathType());
        vm.call((Reference) parts[6]);
    }

    private void requireLayout(Reference script) {
        Stack.sethook(main, Upcalls.ASK, 1, 0);
        boolean fits = Layout.fits(main, Upcalls.ASK, Layout.prototype(script.address));
        Stack.sethook(main, 0, 0, 0);
        if (!fits) {
            throw new IllegalStateException(
                    "the engine lua54 does not know this build of its library");
        }
    }

    /** Runs on the main state before hooks are set. */
    private Reference script(String resource, String name) {
        try (InputStream in = Runtime.class.getResourceAsStream(resource)) {
            vm.chunks.compile(main, DIRECTORY + name, in.readAllBytes());
            return vm.references.pop(main);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LuaSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Reference fromJava() {
        Api.createtable(main, 0, Upcalls.FUNCTIONS.size());
        for (Map.Entry<String, Long> function : Upcalls.FUNCTIONS.entrySet()) {
            vm.converter.push(main, function.getKey(), "?");
            Api.pushcclosure(main, function.getValue(), 0);
            Api.rawset(main, -3);
        }
        set("seed", vm.settings.randomSeed());
        set("most", MemoryLimit.MOST_BYTES);
        return vm.references.pop(main);
    }

    private void set(String name, long value) {
        vm.converter.push(main, name, "?");
        Stack.pushinteger(main, value);
        Api.rawset(main, -3);
    }

    private Reference mathType() {
        Stack.rawgeti(main, Stack.REGISTRY, Stack.GLOBALS);
        for (String name : new String[]{"math", "type"}) {
            vm.converter.push(main, name, "?");
            Stack.rawget(main, -2);
        }
        Reference type = vm.references.pop(main);
        Stack.settop(main, 0);
        return type;
    }

    private void vectors(Reference know, Reference make) {
        Stack.rawgeti(main, Stack.REGISTRY, Stack.GLOBALS);
        vm.converter.push(main, "type", "?");
        Stack.rawget(main, -2);
        Reference type = vm.references.pop(main);
        Stack.settop(main, 0);
        Object[] metatables = vm.call(script(VECTORS, "vector.lua"), type, make).values;
        Object values = vm.call(know, metatables).values[0];
        vm.vectors.install(metatables, (Reference) values);
    }

    /** Gives the script part a function of Java. */
    void provide(String name, HostFunction function) {
        long state = vm.current();
        int top = Stack.gettop(state);
        vm.references.push(state, host);
        vm.converter.push(state, name, "?");
        vm.converter.push(state, function, name);
        Api.rawset(state, -3);
        Stack.settop(state, top);
    }

    void onMissingGlobal(HostFunction find) {
        long state = vm.current();
        vm.converter.push(state, find, "find");
        vm.call(missingGlobal, vm.references.pop(state));
    }

    void seed(long seed) {
        vm.call(randomSeed, seed);
    }

    /** What globals have under a name with dots, or null. */
    Object find(Reference globals, String name) {
        return vm.call(find, globals, name).values[0];
    }

    /** The name of a global that is a function of the host at an index, or null. */
    byte[] globalName(long state, int index) {
        int top = Stack.gettop(state);
        byte[] name = null;
        vm.references.push(state, names);
        Stack.pushvalue(state, index);
        if (Stack.rawget(state, -2) == Stack.STRING) {
            byte[] said = Converter.bytes(state, -1);
            Stack.rawgeti(state, Stack.REGISTRY, Stack.GLOBALS);
            vm.converter.push(state, said);
            Stack.rawget(state, -2);
            if (Stack.topointer(state, -1) == Stack.topointer(state, index)) {
                name = said;
            }
        }
        Stack.settop(state, top);
        return name;
    }

    /** The name of a function that has no source. */
    String name(Reference function) {
        long state = vm.current();
        int top = Stack.gettop(state);
        vm.references.push(state, names);
        vm.references.push(state, function);
        String name = Stack.rawget(state, -2) == Stack.STRING
                ? Converter.text(state, -1)
                : "function";
        Stack.settop(state, top);
        return name;
    }

    String describe(Object value) {
        Object text;
        try {
            text = vm.call(tostring, value).values[0];
        } catch (dev.fxprof.lua.LuaScriptError e) {
            return e.getMessage();
        }
        return vm.describe(text);
    }

    /** Where the error on top of a stack happened: the stack, if it is still there. */
    String traceback(long state, String message) {
        long target = vm.current();
        Converter.room(target, 0);
        Api.traceback(target, state, 0, 0);
        String stack = Converter.text(target, -1);
        Stack.settop(target, -2);
        int colon = message.indexOf(": ");
        boolean isComplete = colon < 0 || stack.contains(message.substring(0, colon + 1));
        return isComplete ? stack : stack + "\n\t" + message.substring(0, colon + 1) + " in ?";
    }
}
