package dev.fxprof.ringbuffer;

import java.util.Arrays;

/**
 * Chooses which calls of a site are recorded where that is one call in 2^n: one of each 2^n in a row,
 * at a place that chance decides (stratified sampling, Cochran 1977). So each call has the same chance
 * whatever the script's rhythm, and the number of calls stays exact, which it would not be if each
 * call threw dice of its own.
 *
 * <p>Assumptions: one thread. Guarantees: never allocates once made.
 */
final class CallBlocks {
    /** Place of the next call in its block; above it, the place of the call to be recorded. */
    private static final int PLACE_BITS = 16;
    private static final int PLACE = (1 << PLACE_BITS) - 1;

    private final int[] blocks;
    private long dice = 0x9E37_79B9_7F4A_7C15L;

    CallBlocks(int sites) {
        blocks = new int[sites + 1];
        // A place beyond any block: the first call begins one.
        Arrays.fill(blocks, PLACE);
    }

    /** Whether the next call of a site with gate 2^n - 1 is to be recorded. */
    boolean isChosen(int site, int gate) {
        int block = blocks[site];
        if ((block & PLACE) > gate) {
            block = toss(gate) << PLACE_BITS;
        }
        blocks[site] = block + 1;
        return block >>> PLACE_BITS == (block & PLACE);
    }

    /** The same for a call that must be chosen independently of all others. */
    boolean isChosenByChance(int gate) {
        return toss(gate) == 0;
    }

    /** A number from 0 to {@code gate}. */
    private int toss(int gate) {
        dice = dice * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
        return (int) (dice >>> 33) & gate;
    }
}
