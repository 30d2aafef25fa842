package dev.fxprof.bench.export;

import java.io.IOException;

/** What one contender does. */
@FunctionalInterface
interface Work {
    /** Does a piece of it, and returns how many slices, or bytes, that was. */
    long piece() throws IOException;
}
