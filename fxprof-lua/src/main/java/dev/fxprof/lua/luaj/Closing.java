package dev.fxprof.lua.luaj;

import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Variables that are closed at the end of their block, however it ends. */
final class Closing {
    private static final LuaValue EVENT = LuaValue.valueOf("__close");

    /** Variable, its name, rest of its block, arguments for that; gives how it ended and with what. */
    static final LuaFunction CLOSE = new VarArgFunction() {
        @Override
        public Varargs invoke(Varargs args) {
            LuaValue variable = args.arg1();
            LuaValue handler = variable.toboolean() ? variable.metatag(EVENT) : NIL;
            if (variable.toboolean() && handler.isnil()) {
                throw new ScriptError(Text.toLua("variable '" + args.arg(2).tojstring()
                        + "' got a non-closable value"), 1, null);
            }
            Varargs results;
            try {
                results = args.arg(3).invoke(args.subargs(4));
            } catch (Interruption stop) {
                throw stop;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                close(handler, variable, Failures.value(e));
                throw e;
            }
            close(handler, variable, NIL);
            return varargsOf(results.arg1(), new LuaUserdata(Pack.settled(results.subargs(2))));
        }
    };

    static final LuaFunction RESULTS = new VarArgFunction() {
        @Override
        public Varargs invoke(Varargs args) {
            return (Varargs) args.checkuserdata(1, Varargs.class);
        }
    };

    private Closing() {
    }

    private static void close(LuaValue handler, LuaValue variable, LuaValue error) {
        if (!handler.isnil()) {
            handler.call(variable, error);
        }
    }
}
