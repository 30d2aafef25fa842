package dev.fxprof.lua.lua54;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** Links with the library, and reads its memory. */
@SuppressWarnings("restricted")
final class Native {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup SYMBOLS = LuaLibrary.load();
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Native() {
    }

    /** Address of a function or variable of the library. */
    static long address(String symbol) {
        return SYMBOLS.find(symbol).orElseThrow(() -> new IllegalStateException(
                "the library of Lua 5.4 has no " + symbol)).address();
    }

    static MethodHandle critical(String symbol, MemoryLayout result,
            MemoryLayout... parameters) {
        return link(symbol, result, parameters, Linker.Option.critical(false));
    }

    static MethodHandle downcall(String symbol, MemoryLayout result,
            MemoryLayout... parameters) {
        return link(symbol, result, parameters);
    }

    private static MethodHandle link(String symbol, MemoryLayout result, MemoryLayout[] parameters,
            Linker.Option... options) {
        FunctionDescriptor type = result == null
                ? FunctionDescriptor.ofVoid(parameters)
                : FunctionDescriptor.of(result, parameters);
        return LINKER.downcallHandle(MemorySegment.ofAddress(address(symbol)), type, options);
    }

    /** A C function calls no more than it says it throws: nothing. */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a call of Lua's C interface threw", thrown);
    }

    static long readLong(long address) {
        return MEMORY.get(JAVA_LONG, address);
    }

    static int readInt(long address) {
        return MEMORY.get(JAVA_INT, address);
    }

    static byte readByte(long address) {
        return MEMORY.get(JAVA_BYTE, address);
    }

    static void writeByte(long address, byte value) {
        MEMORY.set(JAVA_BYTE, address, value);
    }

    static void writeInt(long address, int value) {
        MEMORY.set(JAVA_INT, address, value);
    }

    static void writeLong(long address, long value) {
        MEMORY.set(JAVA_LONG, address, value);
    }

    static byte[] readBytes(long address, long length) {
        byte[] bytes = new byte[(int) length];
        MemorySegment.copy(MEMORY, JAVA_BYTE, address, bytes, 0, bytes.length);
        return bytes;
    }

    /** A text of C. */
    static String readText(long address) {
        long end = address;
        while (readByte(end) != 0) {
            end++;
        }
        return new String(readBytes(address, end - address), StandardCharsets.UTF_8);
    }

    /** A text of C that is never freed. */
    static long text(String text) {
        return Arena.global().allocateFrom(text, StandardCharsets.UTF_8).address();
    }

    /** A function of the system's own library. */
    static MethodHandle system(String symbol, FunctionDescriptor type) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(symbol).orElseThrow(), type);
    }

    /** A function of C that runs Java; it is never freed. It must not throw. */
    static long upcall(MethodHandle target, FunctionDescriptor type) {
        return LINKER.upcallStub(target, type, Arena.global()).address();
    }
}
