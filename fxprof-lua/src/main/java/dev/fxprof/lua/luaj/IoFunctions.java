package dev.fxprof.lua.luaj;

import dev.fxprof.lua.LuaScriptError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The io library of a server: files inside the sandbox, and write as print. */
final class IoFunctions {
    private static final Pattern MODE = Pattern.compile("[rwa]\\+?b?");

    private final LuajVm vm;
    private final FileTable files;
    private final LuaTable metatable = new LuaTable();

    IoFunctions(LuajVm vm, FileTable files) {
        this.vm = vm;
        this.files = files;
    }

    void install() {
        LuaTable t = new LuaTable();
        vm.globals.rawset("io", t);
        Builtin.define(t, "open", this::open);
        Builtin.define(t, "close", this::close);
        Builtin.define(t, "type", IoFunctions::type);
        Builtin.define(t, "write", this::print);
        Builtin.define(t, "lines", args -> emptyIterator());
        LuaTable methods = new LuaTable();
        metatable.rawset(LuaValue.INDEX, methods);
        Builtin.define(methods, "close", this::close);
        Builtin.define(methods, "read", args -> read(file(args), args, 2));
        Builtin.define(methods, "lines", IoFunctions::lines);
        Builtin.define(methods, "write", IoFunctions::write);
        Builtin.define(methods, "seek", IoFunctions::seek);
        Builtin.define(methods, "flush", IoFunctions::flush);
        Builtin.define(methods, "setvbuf", args -> LuaValue.TRUE);
    }

    private static LuaValue emptyIterator() {
        LuaTable box = new LuaTable();
        Builtin.define(box, "lines", args -> LuaValue.NIL);
        return box.rawget("lines");
    }

    private Varargs open(Varargs args) {
        String path = args.checkjstring(1);
        String mode = args.optjstring(2, "r");
        if (!MODE.matcher(mode).matches()) {
            throw new LuaError("bad argument #2 to 'open' (invalid mode)");
        }
        try {
            Path resolved = vm.settings.world().resolve(path, !mode.startsWith("r")
                    || mode.indexOf('+') >= 0);
            LuaFile file = new LuaFile(resolved, mode);
            files.add(file);
            return new LuaUserdata(file, metatable);
        } catch (NoSuchFileException e) {
            return OsFunctions.failure(path + ": No such file or directory", 2);
        } catch (IOException e) {
            return OsFunctions.failure(path + ": " + Failures.message(e), 5);
        } catch (LuaScriptError e) {
            return OsFunctions.failure(path + ": " + Failures.message(e), 13);
        }
    }

    private static LuaFile file(Varargs args) {
        if (args.arg1() instanceof LuaUserdata u && u.m_instance instanceof LuaFile file) {
            if (file.isClosed()) {
                throw new LuaError("attempt to use a closed file");
            }
            return file;
        }
        throw new LuaError("bad argument #1 (FILE* expected, got " + args.arg1().typename() + ")");
    }

    private Varargs close(Varargs args) {
        LuaFile file = file(args);
        files.remove(file);
        try {
            file.close();
            return LuaValue.TRUE;
        } catch (IOException e) {
            return OsFunctions.failure(Failures.message(e), 5);
        }
    }

    private static Varargs flush(Varargs args) {
        try {
            file(args).flush();
            return args.arg1();
        } catch (IOException e) {
            return OsFunctions.failure(Failures.message(e), 5);
        }
    }

    private static Varargs type(Varargs args) {
        if (args.checkvalue(1) instanceof LuaUserdata u && u.m_instance instanceof LuaFile file) {
            return LuaValue.valueOf(file.isClosed() ? "closed file" : "file");
        }
        return LuaValue.NIL;
    }

    private Varargs print(Varargs args) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= args.narg(); i++) {
            line.append(args.checkjstring(i));
        }
        vm.settings.world().print(line.toString());
        return LuaValue.TRUE;
    }

    private static Varargs write(Varargs args) {
        LuaFile file = file(args);
        if (!file.isWritable()) {
            return OsFunctions.failure("Bad file descriptor", 9);
        }
        for (int i = 2; i <= args.narg(); i++) {
            LuaValue value = args.arg(i);
            if (value instanceof LuaString s) {
                file.write(s.m_bytes, s.m_offset, s.m_length);
            } else {
                args.checknumber(i);
                byte[] bytes = Text.number(value).getBytes(StandardCharsets.UTF_8);
                file.write(bytes, 0, bytes.length);
            }
        }
        return args.arg1();
    }

    private static Varargs seek(Varargs args) {
        int position = file(args).seek(args.optjstring(2, "cur"), args.optint(3, 0));
        return position < 0
                ? OsFunctions.failure("Invalid argument", 22)
                : LuaValue.valueOf(position);
    }

    private static Varargs lines(Varargs args) {
        LuaFile file = file(args);
        LuaTable box = new LuaTable();
        Builtin.define(box, "lines", ignored -> read(file, args, 2));
        return box.rawget("lines");
    }

    private static Varargs read(LuaFile file, Varargs args, int first) {
        if (!file.isReadable()) {
            return OsFunctions.failure("Bad file descriptor", 9);
        }
        if (args.narg() < first) {
            return line(file, false);
        }
        LuaValue[] results = new LuaValue[args.narg() - first + 1];
        for (int i = 0; i < results.length; i++) {
            results[i] = item(file, args.arg(first + i));
            if (results[i].isnil()) {
                return LuaValue.varargsOf(Arrays.copyOf(results, i + 1));
            }
        }
        return LuaValue.varargsOf(results);
    }

    private static LuaValue item(LuaFile file, LuaValue format) {
        if (format.type() == LuaValue.TNUMBER) {
            int count = format.toint();
            return file.remaining() == 0 ? LuaValue.NIL : LuaString.valueUsing(file.read(count));
        }
        String name = format.checkjstring();
        return switch (name.startsWith("*") ? name.substring(1) : name) {
            case "l" -> line(file, false);
            case "L" -> line(file, true);
            case "a" -> LuaString.valueUsing(file.read(file.remaining()));
            case "n" -> number(file);
            default -> throw new LuaError("bad argument #1 to 'read' (invalid format)");
        };
    }

    private static LuaValue line(LuaFile file, boolean keepEnd) {
        if (file.remaining() == 0) {
            return LuaValue.NIL;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = file.read(); c >= 0; c = file.read()) {
            if (c != '\n' || keepEnd) {
                line.write(c);
            }
            if (c == '\n') {
                break;
            }
        }
        return LuaString.valueUsing(line.toByteArray());
    }

    private static LuaValue number(LuaFile file) {
        while (Character.isWhitespace(file.peek())) {
            file.read();
        }
        StringBuilder text = new StringBuilder();
        while (file.peek() >= 0 && "+-.0123456789abcdefxABCDEFX".indexOf(file.peek()) >= 0) {
            text.append((char) file.read());
        }
        return LuaValue.valueOf(text.toString()).tonumber();
    }
}
