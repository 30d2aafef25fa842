package dev.fxprof.scheduler;

import dev.fxprof.lua.LuaArgs;
import dev.fxprof.lua.LuaCode;
import dev.fxprof.lua.LuaParcel;
import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.LuaVm;
import dev.fxprof.lua.common.ParcelWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes submissions of what scripts give: a function, or the name of one in a file. */
final class Submissions {
    private static final String EXPECTED = "Async.Run expects a function, or { 'file.lua', 'function' }";

    /** Gives the text of a file of the resource, or null. */
    interface Files {
        byte[] read(String path);
    }

    private Submissions() {
    }

    /**
     * A submission.
     *
     * @param at where the function stands among the arguments
     * @throws LuaScriptError if something cannot travel; the sentence names its path
     */
    static Submission of(LuaVm vm, LuaArgs args, int at, AsyncOptions options, int mostBytes,
            Files files) {
        LuaCode code = switch (args.type(at)) {
            case "function" -> vm.pack(args.function(at), mostBytes);
            case "table" -> named(vm, args.toJava(at), files);
            default -> throw new LuaScriptError(EXPECTED + ", got " + args.type(at));
        };
        return new Submission(code, vm.pack(args.from(at + 1), "arg", mostBytes), options,
                vm.callers());
    }

    private static LuaCode named(LuaVm vm, Object value, Files files) {
        if (!(value instanceof List<?> pair && pair.size() == 2
                && pair.get(0) instanceof String path
                && pair.get(1) instanceof String name)) {
            throw new LuaScriptError(EXPECTED);
        }
        byte[] text = files.read(path);
        if (text == null) {
            throw new LuaScriptError(
                    "Async.Run: there is no file " + path + " in " + vm.resource());
        }
        String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String source = "function(...) local m = (function(...) "
                + new String(text, StandardCharsets.UTF_8)
                + "\nend)() local f = type(m) == 'table' "
                + "and m[" + quoted + "] or _ENV[" + quoted + "] if type(f) ~= 'function' then "
                + "error('there is no function ' .. " + quoted + " .. ' in it', 0) end "
                + "return f(...) end";
        return ParcelWriter.code(name,
                new LuaCode.Source("@" + vm.resource() + "/" + path, 1, source,
                        List.of(), LuaParcel.EMPTY));
    }
}
