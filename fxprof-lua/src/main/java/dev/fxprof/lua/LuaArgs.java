package dev.fxprof.lua;

/**
 * An immutable pack of values of one VM: arguments or results. Indices count from 1; past the end
 * everything is nil. Typed accessors convert as Lua does and raise "bad argument #i (T expected, got
 * U)" where they cannot.
 */
public interface LuaArgs {
    /**
     * How many values.
     *
     * @return the count, trailing nils included
     */
    int count();

    /**
     * The VM they belong to.
     *
     * @return the VM
     */
    LuaVm vm();

    /**
     * Lua type name of a value, as type() gives it.
     *
     * @param i index
     * @return type name, {@code no value} past the end
     */
    String type(int i);

    /**
     * Whether a value is nil or missing.
     *
     * @param i index
     * @return true if so
     */
    boolean isNil(int i);

    /**
     * A value as a condition.
     *
     * @param i index
     * @return false for nil and false
     */
    boolean truthy(int i);

    /**
     * A string, or a number as a string.
     *
     * @param i index
     * @return text; bytes that are not UTF-8 are replaced
     * @throws LuaScriptError if it is neither
     */
    String string(int i);

    /**
     * A string, or a default for nil.
     *
     * @param i index
     * @param otherwise result for nil
     * @return text
     * @throws LuaScriptError if it is neither string, number nor nil
     */
    default String string(int i, String otherwise) {
        return isNil(i) ? otherwise : string(i);
    }

    /**
     * A number.
     *
     * @param i index
     * @return the number
     * @throws LuaScriptError if it is none
     */
    double number(int i);

    /**
     * A number without its fraction.
     *
     * @param i index
     * @return the integer
     * @throws LuaScriptError if it is not a number
     */
    long integer(int i);

    /**
     * An integer, or a default for nil.
     *
     * @param i index
     * @param otherwise result for nil
     * @return the integer
     * @throws LuaScriptError if it is neither number nor nil
     */
    default long integer(int i, long otherwise) {
        return isNil(i) ? otherwise : integer(i);
    }

    /**
     * A function.
     *
     * @param i index
     * @return the function
     * @throws LuaScriptError if it is none
     */
    LuaFunctionRef function(int i);

    /**
     * A deep copy as Java values: null, Boolean, Long, Double, String, List for a sequence, Map for
     * any other table, LuaFunctionRef, {@link Vector3}.
     *
     * @param i index
     * @return the copy
     * @throws LuaScriptError if it holds a userdata, a thread or a cycle; the sentence names the path
     */
    Object toJava(int i);

    /**
     * The values from one index on.
     *
     * @param first first index to keep
     * @return a pack that shares the values
     */
    LuaArgs from(int first);
}
