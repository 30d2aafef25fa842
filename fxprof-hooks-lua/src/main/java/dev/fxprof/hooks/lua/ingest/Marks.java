package dev.fxprof.hooks.lua.ingest;

import dev.fxprof.hooks.lua.spool.VmFrame;

/** What is kept of a record's head beside its site: the weight in the low bits, then flags. */
final class Marks {
    static final int CONTINUED = 1 << 8;
    static final int UNFINISHED = 1 << 9;
    static final int LAST = 1 << 10;

    private Marks() {
    }

    static int of(long head) {
        return (int) (head >>> VmFrame.WEIGHT_SHIFT) & VmFrame.WEIGHT_MASK
                | ((head & VmFrame.CONTINUED) != 0 ? CONTINUED : 0)
                | ((head & VmFrame.UNFINISHED) != 0 ? UNFINISHED : 0)
                | ((head & VmFrame.LAST) != 0 ? LAST : 0);
    }
}
