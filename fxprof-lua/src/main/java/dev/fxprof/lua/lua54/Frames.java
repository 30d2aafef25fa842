package dev.fxprof.lua.lua54;

import java.util.Arrays;

/** The calls of one coroutine that are on record, by the address of their CallInfo. */
final class Frames {
    private long[] calls = new long[16];
    private int depth;

    int depth() {
        return depth;
    }

    long top() {
        return depth == 0 ? 0 : calls[depth - 1];
    }

    void push(long call) {
        if (depth == calls.length) {
            calls = Arrays.copyOf(calls, 2 * depth);
        }
        calls[depth++] = call;
    }

    void pop() {
        depth--;
    }

    /** How many frames lie above a call and with it, or 0 if it is not here. */
    int from(long call) {
        for (int i = depth - 1; i >= 0; i--) {
            if (calls[i] == call) {
                return depth - i;
            }
        }
        return 0;
    }
}
