package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaWorld;
import dev.fxprof.lua.common.SandboxFiles;
import dev.fxprof.lua.common.UtcTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The os library of a server. Its only clock is the world's, its time zone UTC. */
final class OsFunctions {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LuajVm vm;
    private final LuaWorld world;
    private long lastDelta;
    private final SandboxFiles files;
    private int temporaryNames;

    OsFunctions(LuajVm vm) {
        this.vm = vm;
        this.world = vm.settings.world();
        this.files = new SandboxFiles(world);
    }

    void install() {
        LuaTable t = new LuaTable();
        vm.globals.rawset("os", t);
        Builtin.define(t, "clock", args -> LuaValue.valueOf(world.nanos() / NANOS_PER_SECOND));
        Builtin.define(t, "nanotime", args -> LuaValue.valueOf((double) world.nanos()));
        Builtin.define(t, "microtime", args -> LuaValue.valueOf(
                (double) Math.floorDiv(world.nanos(), 1000L)));
        Builtin.define(t, "rdtsc", args -> LuaValue.valueOf((double) world.nanos()));
        Builtin.define(t, "rdtscp", args -> LuaValue.valueOf((double) world.nanos()));
        Builtin.define(t, "deltatime", this::delta);
        Builtin.define(t, "time", this::time);
        Builtin.define(t, "date", this::date);
        Builtin.define(t, "difftime",
                args -> LuaValue.valueOf(args.checkdouble(1) - args.optdouble(2, 0)));
        Builtin.define(t, "getenv", args -> args.checkjstring(1).equalsIgnoreCase("os")
                ? LuaValue.valueOf("Linux")
                : LuaValue.NIL);
        Builtin.define(t, "execute", args -> failure("permission denied", 13));
        Builtin.define(t, "tmpname",
                args -> LuaValue.valueOf(String.format("lua_%06d", ++temporaryNames)));
        Builtin.define(t, "createdir",
                args -> results(files.createDirectory(args.checkjstring(1))));
        Builtin.define(t, "remove", args -> results(files.remove(args.checkjstring(1))));
        Builtin.define(t, "rename", args -> results(
                files.rename(args.checkjstring(1), args.checkjstring(2))));
    }

    private Varargs delta(Varargs args) {
        long now = world.nanos();
        long delta = now - lastDelta;
        lastDelta = now;
        return LuaValue.valueOf((double) delta);
    }

    private Varargs time(Varargs args) {
        if (args.isnoneornil(1)) {
            return LuaValue.valueOf((double) Math.floorDiv(world.epochMillis(), 1000L));
        }
        return LuaValue.valueOf(
                (double) UtcTime.seconds(Values.toJava(vm, args.checktable(1), "argument 1")));
    }

    private Varargs date(Varargs args) {
        String format = args.optjstring(1, "%c");
        double seconds = args.isnoneornil(2)
                ? Math.floorDiv(world.epochMillis(), 1000L)
                : args.checkdouble(2);
        LocalDateTime time;
        try {
            time = LocalDateTime.ofInstant(Instant.ofEpochSecond((long) seconds), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new LuaError("time result cannot be represented in this installation");
        }
        String pattern = format.startsWith("!") ? format.substring(1) : format;
        return pattern.startsWith("*t")
                ? Dates.table(time)
                : Text.toLua(Dates.format(pattern, time));
    }

    private Varargs results(Object... values) {
        return vm.values(vm.args(values));
    }

    static Varargs failure(String message, int code) {
        return LuaValue.varargsOf(LuaValue.NIL, Text.toLua(message), LuaValue.valueOf(code));
    }
}
