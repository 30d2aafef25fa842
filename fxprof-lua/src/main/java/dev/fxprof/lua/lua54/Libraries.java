package dev.fxprof.lua.lua54;

import dev.fxprof.lua.HostFunction;
import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaSyntaxException;
import dev.fxprof.lua.LuaWorld;
import dev.fxprof.lua.common.ChunkName;
import dev.fxprof.lua.common.SandboxFiles;
import dev.fxprof.lua.common.UtcTime;
import java.nio.charset.StandardCharsets;

/** What a server script may use beyond Lua's own libraries: the world's clock, files and texts. */
final class Libraries {
    private static final byte BINARY = 27;
    private static final int DENIED = 13;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int MILLIS_PER_SECOND = 1000;

    private final Lua54Vm vm;
    private final LuaWorld world;
    private long lastDelta;
    private int temporaryNames;

    private Libraries(Lua54Vm vm) {
        this.vm = vm;
        this.world = vm.settings.world();
    }

    static void install(Lua54Vm vm, Runtime runtime) {
        Libraries libraries = new Libraries(vm);
        runtime.provide("compile", libraries::compile);
        runtime.provide("stopMessage", args -> libraries.give(vm.interrupts.lastMessage()));
        runtime.provide("resolve", libraries::resolve);
        runtime.provide("time", args -> libraries.give(libraries.seconds()));
        libraries.installTime();
        libraries.installFiles();
        libraries.installTexts();
    }

    private Values give(Object... values) {
        return vm.own(vm.args(values));
    }

    private long seconds() {
        return Math.floorDiv(world.epochMillis(), MILLIS_PER_SECOND);
    }

    private void define(String path, HostFunction function) {
        vm.define(path, function);
    }

    private LuaArgs compile(LuaArgs args) {
        byte[] source = (byte[]) vm.own(args).values[0];
        String name = args.string(2);
        String mode = args.string(3);
        if (source.length > 0 && source[0] == BINARY) {
            return give(null, "attempt to load a binary chunk (mode is 't')");
        }
        if (mode.indexOf('t') < 0) {
            return give(null, "attempt to load a text chunk (mode is '" + mode + "')");
        }
        try {
            return give(vm.load(name, source));
        } catch (LuaSyntaxException e) {
            return give(null, ChunkName.inMessages(name) + ":" + e.line() + ": " + e.getMessage());
        }
    }

    private LuaArgs resolve(LuaArgs args) {
        String path = args.string(1);
        try {
            return give(world.resolve(path, args.truthy(2)).toString());
        } catch (LuaScriptError e) {
            return give(null, path + ": " + e.getMessage(), DENIED);
        }
    }

    private void installTime() {
        define("os.clock", args -> give(world.nanos() / NANOS_PER_SECOND));
        define("os.nanotime", args -> give(world.nanos()));
        define("os.microtime", args -> give(Math.floorDiv(world.nanos(), 1000L)));
        define("os.rdtsc", args -> give(world.nanos()));
        define("os.rdtscp", args -> give(world.nanos()));
        define("os.deltatime", args -> {
            long now = world.nanos();
            long delta = now - lastDelta;
            lastDelta = now;
            return give(delta);
        });
        define("os.time", args -> args.isNil(1)
                ? give(seconds())
                : give(UtcTime.seconds(args.toJava(1))));
    }

    private void installFiles() {
        define("os.getenv", args -> give(args.string(1).equalsIgnoreCase("os") ? "Linux" : null));
        define("os.execute", args -> give(null, "permission denied", DENIED));
        define("os.tmpname", args -> give(String.format("lua_%06d", ++temporaryNames)));
        SandboxFiles files = new SandboxFiles(world);
        define("os.createdir", args -> give(files.createDirectory(args.string(1))));
        define("os.remove", args -> give(files.remove(args.string(1))));
        define("os.rename", args -> give(files.rename(args.string(1), args.string(2))));
    }

    private void installTexts() {
        define("print", args -> {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= args.count(); i++) {
                line.append(i > 1 ? "\t" : "").append(vm.describe(vm.own(args).values[i - 1]));
            }
            world.print(line.toString());
            return null;
        });
        define("io.write", args -> {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= args.count(); i++) {
                line.append(args.string(i));
            }
            world.print(line.toString());
            return give(true);
        });
        define("json.encode", args -> give(Json.encode(args.toJava(1), args.isNil(2)
                ? null
                : args.toJava(2)).getBytes(StandardCharsets.UTF_8)));
        define("json.decode", args -> give(Json.decode(args.string(1, null))));
        define("require", args -> {
            throw new LuaScriptError("module '" + args.string(1) + "' not found: server scripts "
                    + "can require only 'glm' and 'lmprof', which this engine does not have");
        });
    }
}
