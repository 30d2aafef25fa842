package dev.fxprof.live.aggregate;

import java.util.Arrays;

/** The slices that are open at one point of a walk over a batch, the outermost first. */
final class Open {
    int[] slice = new int[64];
    int[] resource = new int[64];
    int depth;

    void push(int newSlice, int newResource) {
        if (depth == slice.length) {
            slice = Arrays.copyOf(slice, 2 * depth);
            resource = Arrays.copyOf(resource, 2 * depth);
        }
        slice[depth] = newSlice;
        resource[depth] = newResource;
        depth++;
    }

    int top() {
        return depth == 0 ? -1 : slice[depth - 1];
    }

    int resource() {
        return depth == 0 ? Resources.CALLERS : resource[depth - 1];
    }
}
