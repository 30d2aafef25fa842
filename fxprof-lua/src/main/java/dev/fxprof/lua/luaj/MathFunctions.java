package dev.fxprof.lua.luaj;

import java.util.Random;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** math.random and math.randomseed from the seed of the VM, and math.log with a base. */
final class MathFunctions {
    private final LuajVm vm;
    private Random random;

    MathFunctions(LuajVm vm) {
        this.vm = vm;
        this.random = new Random(vm.settings.randomSeed());
    }

    void install() {
        LuaTable t = vm.globals.rawget("math").checktable();
        Builtin.define(t, "random", this::random);
        Builtin.define(t, "randomseed", this::seed);
        Builtin.define(t, "log", MathFunctions::log);
        IntegerFunctions.install(t);
    }

    void seed(long seed) {
        random = new Random(seed);
    }

    private Varargs seed(Varargs args) {
        double seed = args.optdouble(1, vm.settings.randomSeed());
        random = new Random(Values.isIntegral(seed)
                ? (long) seed
                : Double.doubleToLongBits(seed));
        return LuaValue.NONE;
    }

    private Varargs random(Varargs args) {
        if (args.narg() == 0) {
            return LuaValue.valueOf(random.nextDouble());
        }
        double low = args.narg() > 1 ? Math.floor(args.checkdouble(1)) : 1;
        double high = Math.floor(args.checkdouble(args.narg() > 1 ? 2 : 1));
        if (!(low <= high)) {
            throw new LuaError("bad argument #" + (args.narg() > 1 ? 2 : 1)
                    + " to 'random' (interval is empty)");
        }
        double span = high - low + 1;
        if (span <= Integer.MAX_VALUE) {
            return LuaValue.valueOf(low + random.nextInt((int) span));
        }
        return LuaValue.valueOf(low + Math.floor(random.nextDouble() * span));
    }

    private static Varargs log(Varargs args) {
        double value = Math.log(args.checkdouble(1));
        if (args.isnoneornil(2)) {
            return LuaValue.valueOf(value);
        }
        double base = args.checkdouble(2);
        return LuaValue.valueOf(base == 10
                ? Math.log10(args.checkdouble(1))
                : value / Math.log(base));
    }
}
