package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
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
    private int temporaryNames;

    OsFunctions(LuajVm vm) {
        this.vm = vm;
        this.world = vm.settings.world();
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
        Builtin.define(t, "createdir", this::createDirectory);
        Builtin.define(t, "remove", this::remove);
        Builtin.define(t, "rename", this::rename);
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
        LuaTable t = args.checktable(1);
        LocalDateTime start = LocalDateTime.of(field(t, "year", null), 1, 1, 0, 0);
        LocalDateTime time = start.plusMonths(field(t, "month", null) - 1L)
                .plusDays(field(t, "day", null) - 1L).plusHours(field(t, "hour", 12))
                .plusMinutes(field(t, "min", 0)).plusSeconds(field(t, "sec", 0));
        return LuaValue.valueOf((double) time.toEpochSecond(ZoneOffset.UTC));
    }

    private static int field(LuaTable t, String name, Integer otherwise) {
        LuaValue value = t.get(name);
        if (value.isnil() && otherwise != null) {
            return otherwise;
        }
        LuaValue number = value.tonumber();
        if (number.isnil()) {
            throw new LuaError("field '" + name + "' missing in date table");
        }
        return number.toint();
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

    private interface FileAction {
        void run() throws IOException;
    }

    private Varargs attempt(String path, FileAction action) {
        try {
            action.run();
            return LuaValue.TRUE;
        } catch (NoSuchFileException e) {
            return failure(path + ": No such file or directory", 2);
        } catch (IOException e) {
            return failure(path + ": " + Failures.message(e), 5);
        } catch (LuaScriptError e) {
            return failure(path + ": " + Failures.message(e), 13);
        }
    }

    static Varargs failure(String message, int code) {
        return LuaValue.varargsOf(LuaValue.NIL, Text.toLua(message), LuaValue.valueOf(code));
    }

    private Varargs createDirectory(Varargs args) {
        String path = args.checkjstring(1);
        return attempt(path, () -> Files.createDirectories(world.resolve(path, true)));
    }

    private Varargs remove(Varargs args) {
        String path = args.checkjstring(1);
        return attempt(path, () -> Files.delete(world.resolve(path, true)));
    }

    private Varargs rename(Varargs args) {
        String from = args.checkjstring(1);
        String to = args.checkjstring(2);
        return attempt(from, () -> Files.move(world.resolve(from, true),
                world.resolve(to, true), StandardCopyOption.REPLACE_EXISTING));
    }
}
