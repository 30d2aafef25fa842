package dev.fxprof.lua.luaj;

import dev.fxprof.lua.syntax.Helper;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.TwoArgFunction;

/**
 * Integer division and the bit operators of Lua 5.4 on LuaJ's numbers, which are doubles: exact
 * within 53 bits. What would need more, or a difference between 1 and 1.0, is refused.
 */
final class Integers extends TwoArgFunction {
    private static final double EXACT = 1L << 53;
    private static final String WAY_OUT = ", which LuaJ has not: run it with --engine lua54";
    private static final Map<Helper, LuaFunction> FUNCTIONS = new EnumMap<>(Helper.class);

    static {
        for (Helper helper : Helper.values()) {
            if (helper.isNative() && helper != Helper.CLOSING && helper != Helper.RESULTS) {
                FUNCTIONS.put(helper, new Integers(helper));
            }
        }
    }

    private final Helper operator;
    private final LuaValue event;

    private Integers(Helper operator) {
        this.operator = operator;
        this.event = valueOf("__" + operator.name().toLowerCase(Locale.ROOT));
    }

    static LuaFunction of(Helper helper) {
        return FUNCTIONS.get(helper);
    }

    @Override
    public LuaValue call(LuaValue a, LuaValue b) {
        LuaValue right = operator == Helper.BNOT ? a : b;
        if (!a.isnumber() || !right.isnumber()) {
            return meta(a, right);
        }
        return operator == Helper.IDIV
                ? divide(a.todouble(), b.todouble())
                : number(bits(integer(a.todouble()), integer(right.todouble())));
    }

    private LuaValue meta(LuaValue a, LuaValue b) {
        LuaValue handler = a.metatag(event);
        if (handler.isnil()) {
            handler = b.metatag(event);
        }
        if (handler.isnil()) {
            String what = operator == Helper.IDIV ? "arithmetic" : "bitwise operation";
            throw new ScriptError(valueOf("attempt to perform " + what + " on a "
                    + (a.isnumber() ? b : a).typename() + " value"), 1, null);
        }
        return handler.call(a, b);
    }

    private static LuaValue divide(double a, double b) {
        if (isInteger(a) && isInteger(b)) {
            if (b == 0) {
                throw refuse("whether a number divided by 0 is an error depends on integers");
            }
            if (Math.abs(a) <= EXACT && Math.abs(b) <= EXACT) {
                return valueOf((double) Math.floorDiv((long) a, (long) b));
            }
        }
        return valueOf(Math.floor(a / b));
    }

    static boolean isInteger(double d) {
        return d == Math.rint(d) && !Double.isInfinite(d);
    }

    static long integer(double d) {
        if (!isInteger(d)) {
            throw new ScriptError(valueOf("number has no integer representation"), 1, null);
        }
        if (Math.abs(d) > EXACT) {
            throw refuse("a bit operation on a number beyond 2^53 needs integers of 64 bits");
        }
        return (long) d;
    }

    private long bits(long a, long b) {
        return switch (operator) {
            case BAND -> a & b;
            case BOR -> a | b;
            case BXOR -> a ^ b;
            case BNOT -> ~a;
            case SHL -> shift(a, b);
            case SHR -> shift(a, -b);
            default -> throw new IllegalStateException(operator.name());
        };
    }

    /** To the left, or to the right, filling with zeros. */
    private static long shift(long a, long by) {
        if (by <= -Long.SIZE || by >= Long.SIZE) {
            return 0;
        }
        return by >= 0 ? a << by : a >>> -by;
    }

    static LuaValue number(long result) {
        if (Math.abs((double) result) > EXACT) {
            throw refuse("the result of this operation needs integers of 64 bits");
        }
        return valueOf((double) result);
    }

    /** An argument as an integer. */
    static long exact(LuaValue value, int argument) {
        double d = value.todouble();
        if (!isInteger(d)) {
            throw new LuaError("bad argument #" + argument
                    + " (number has no integer representation)");
        }
        return integer(d);
    }

    static LuaError refuse(String why) {
        return new ScriptError(valueOf(why + WAY_OUT), 1, null);
    }
}
