package dev.fxprof.hooks.win64.resolve;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A library and its symbols, as far as a hook at the begin of a function needs them. */
interface CodeFile extends Closeable {
    /** Address, counted from the library's base, and size of a function. */
    record Symbol(long rva, long size) {}

    /**
     * What the unwind table says of a function.
     *
     * @param begin its first byte
     * @param end behind its last byte
     * @param once bytes at its begin that run once a call, in their order
     */
    record Frame(long begin, long end, int once) {}

    /** What holds the symbols, as a sentence names it. */
    String symbolTable();

    /** The functions of that name, each place once. */
    List<Symbol> functions(String name) throws IOException;

    Optional<Frame> frameAt(long rva) throws IOException;

    boolean isCode(long rva, long size) throws IOException;

    byte[] bytes(long rva, int length) throws IOException;

    boolean isRelocated(long rva, int length) throws IOException;
}
