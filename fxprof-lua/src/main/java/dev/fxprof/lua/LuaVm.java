package dev.fxprof.lua;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** One Lua state. */
public interface LuaVm {
    /**
     * The resource it belongs to.
     *
     * @return resource name
     */
    String resource();

    /**
     * Defines a global, or a field of one ({@code Citizen.InvokeNative}); tables on the way are made.
     *
     * @param path dotted path
     * @param value HostFunction, or a value as {@link #args} takes it
     */
    void define(String path, Object value);

    /**
     * Resolves globals that no script has set, once each; the result is kept as a global.
     *
     * @param resolver gives a HostFunction or a value, or null for nil; nil is asked for again
     */
    void onMissingGlobal(Function<String, Object> resolver);

    /**
     * Compiles a chunk.
     *
     * @param chunkName name with a leading {@code @}; functions of chunks whose name begins with
     *     {@code @citizen:} are not recorded
     * @param source bytes of the script; a UTF-8 byte order mark is skipped
     * @return the main function
     * @throws LuaSyntaxException if it does not parse
     */
    LuaFunctionRef load(String chunkName, byte[] source) throws LuaSyntaxException;

    /**
     * Compiles a chunk that the host has as text.
     *
     * @param chunkName as above
     * @param source text of the script
     * @return the main function
     * @throws LuaSyntaxException if it does not parse
     */
    default LuaFunctionRef load(String chunkName, String source) throws LuaSyntaxException {
        return load(chunkName, source.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Makes a coroutine.
     *
     * @param function what it runs
     * @param entry the span its life stands for, or null for none
     * @return a coroutine that has not started
     */
    LuaCoroutine newCoroutine(LuaFunctionRef function, EntrySpan entry);

    /**
     * Calls a function on the running stack; it must not yield.
     *
     * @param function a function of this VM
     * @param args its arguments
     * @return its results
     * @throws LuaScriptError if it failed
     */
    LuaArgs call(LuaFunctionRef function, LuaArgs args);

    /**
     * Suspends the running coroutine in a host function's last statement:
     * {@code return vm.suspend(values, resumed -> ...)}.
     *
     * @param values what {@link LuaCoroutine#resume} returns outside
     * @param then gives the host function's results from what the coroutine is resumed with; it may
     *     suspend again
     * @return what the host function must return at once
     * @throws LuaScriptError if no coroutine is running, or a host call stands in between
     */
    LuaArgs suspend(LuaArgs values, HostFunction then);

    /**
     * Whether a coroutine is running.
     *
     * @return true inside {@link LuaCoroutine#resume}
     */
    boolean inCoroutine();

    /**
     * Whether the innermost coroutine that runs is one of {@link #newCoroutine}, not one that a script
     * made: what suspends comes back to the host.
     *
     * @return true if so
     */
    boolean inHostCoroutine();

    /**
     * Packs Java values: null, Boolean, Number (integral types stay integers), String, byte[], List,
     * Map, HostFunction, LuaFunctionRef of this VM, {@link Vector3}.
     *
     * @param values the values
     * @return the pack
     * @throws IllegalArgumentException for any other type
     */
    LuaArgs args(Object... values);

    /**
     * Copies values of another VM, deeply, shared references and cycles kept, metatables dropped.
     *
     * @param foreign values of another VM, or of this one
     * @param functions turns a function of the other VM into one that this VM can call
     * @return the copies
     * @throws LuaScriptError if a value cannot travel; the sentence names its path
     */
    LuaArgs copy(LuaArgs foreign, Function<LuaFunctionRef, HostFunction> functions);

    /**
     * Stops the script that runs in this VM, or the next to run if none does, at its next
     * instruction. May be called from any thread.
     *
     * <p>The script ends with an error that it cannot catch: it passes every pcall, xpcall,
     * coroutine and host function up to the outermost {@link LuaCoroutine#resume} or {@link #call}
     * of this VM on the stack, closes the spans that it jumps over, and is a {@link LuaScriptError}
     * there: {@code FILE:LINE: script stopped: REASON}. The coroutines that it passed are dead; the
     * VM can be used as before. Further requests until then are one with the first.
     *
     * <p>Limits: only Lua instructions are seen. A function of a library or of the host ends first
     * ({@code string.rep}, {@code string.gsub} with a pattern that backtracks for long, a
     * {@code table.sort} without a comparator), unless it calls Lua back. A script that has called
     * into another VM is stopped when that returns.
     *
     * @param reason why, as the message ends
     */
    default void interrupt(String reason) {
        Objects.requireNonNull(reason);
        interrupt(() -> reason);
    }

    /**
     * As {@link #interrupt(String)}, with the decision at the last moment: a request that came too
     * late for its script must not stop the next one.
     *
     * @param reason asked once, by the thread that runs the script, before it is stopped; gives the
     *     reason, or null to let it go on. It must not fail.
     */
    void interrupt(Supplier<String> reason);

    /**
     * Tells the script that runs in this VM that it is cancelled: an error {@code cancelled: REASON} is
     * raised at its next instruction, and again and again as long as the script catches it, every some
     * ten thousand instructions. Variables that are to be closed are closed. May be called from any
     * thread; has no effect if no script runs.
     *
     * @param reason asked at least before the first error, by the thread that runs the script; null lets
     *     it go on. It must not fail.
     */
    void cancel(Supplier<String> reason);

    /**
     * Puts two packs together.
     *
     * @param first values of this VM
     * @param second values of this VM
     * @return the values of both
     */
    LuaArgs join(LuaArgs first, LuaArgs second);

    /**
     * Copies values out of this VM, deeply, shared references and cycles kept, metatables dropped. A
     * table whose metatable has a field {@code __transfer} travels as that text and its own field
     * {@code id}; see {@link #onTransfer}.
     *
     * @param values values of this VM
     * @param what what they are, as an error names them: {@code arg 2.players[7].ped: userdata cannot
     *     leave its resource}
     * @param mostBytes how large the copy may be
     * @return the copy
     * @throws LuaScriptError if a value cannot travel: a function, a thread, userdata, the globals, or
     *     tables nested deeper than 500 levels
     */
    LuaParcel pack(LuaArgs values, String what, int mostBytes);

    /**
     * Copies values into this VM.
     *
     * @param parcel from any VM
     * @return the values
     * @throws LuaScriptError if one of them cannot be made here
     */
    LuaArgs unpack(LuaParcel parcel);

    /**
     * Copies a function out of this VM, with its upvalues as {@link #pack(LuaArgs, String, int)} copies
     * values, but for functions: those of scripts are copied too, variables that several have in common
     * kept so, and the server's own travel by the names that they had when {@link #onTransfer} was
     * called. Global functions of scripts that it names travel along, and those that these name; other
     * globals do not.
     *
     * @param function a function of this VM
     * @param mostBytes how large the copies of its upvalues may be
     * @return the copy
     * @throws LuaScriptError if an upvalue cannot travel; the sentence names it
     */
    LuaCode pack(LuaFunctionRef function, int mostBytes);

    /**
     * Makes a function of this VM of a copy.
     *
     * @param code from any VM of the same engine, or text
     * @param environment its globals, or null for those of this VM
     * @return the function
     * @throws LuaScriptError if text does not parse, if an upvalue cannot be made here, or if the code
     *     was compiled by another engine
     */
    LuaFunctionRef unpack(LuaCode code, LuaEnvironment environment);

    /**
     * Makes globals for one use of this VM. Metatables of strings are protected from then on.
     *
     * @return an environment over the globals
     */
    LuaEnvironment newEnvironment();

    /**
     * Takes the function that makes what stands for a table with {@code __transfer}. What the globals
     * hold now is the server's own and travels by its name within functions.
     *
     * @param make gets the kind and the id, gives a table
     */
    void onTransfer(LuaFunctionRef make);

    /**
     * Who calls the host function that runs.
     *
     * @return gives one line for each script function, {@code \tFILE:LINE: in NAME}, the innermost
     *     first, at any later time; empty on an engine without a call stack
     */
    Supplier<String> callers();

    /**
     * Sets where {@code math.random} starts.
     *
     * @param seed any number
     */
    void seed(long seed);

    /** Ends the VM: suspended coroutines are dropped, later calls fail. */
    void close();
}
