package dev.fxprof.hooks.win64.code;

import java.util.BitSet;

/** Some of the 256 values of a byte. */
final class OpcodeSet {
    private final BitSet values = new BitSet(256);

    private OpcodeSet() {
    }

    /** Values and ranges, as in "50-5F 90". */
    static OpcodeSet of(String list) {
        OpcodeSet set = new OpcodeSet();
        for (String item : list.split(" ")) {
            String[] bounds = item.split("-");
            set.values.set(Integer.parseInt(bounds[0], 16),
                    Integer.parseInt(bounds[bounds.length - 1], 16) + 1);
        }
        return set;
    }

    boolean has(int value) {
        return values.get(value);
    }
}
