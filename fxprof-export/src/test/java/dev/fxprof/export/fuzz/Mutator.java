package dev.fxprof.export.fuzz;

import java.util.SplittableRandom;

/** Makes another file of a valid one. */
@FunctionalInterface
public interface Mutator {
    /**
     * Makes a file.
     *
     * @param seed a valid file; not to be changed
     * @param random the only source of chance, so that a failure can be repeated
     * @return the file to read
     */
    byte[] mutate(byte[] seed, SplittableRandom random);
}
