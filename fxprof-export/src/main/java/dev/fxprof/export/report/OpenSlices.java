package dev.fxprof.export.report;

import dev.fxprof.api.SpanRecorder;
import java.util.Arrays;

/** The slices that are open at one point of a walk over a batch, the outermost first. */
final class OpenSlices {
    /** Index of the slice in its batch. */
    int[] slice = new int[64];
    int[] row = new int[64];
    int[] resource = new int[64];

    /** Where the last child that ended did so, to see whether the next one overlaps it. */
    long[] childrenEnd = new long[64];
    /** The player behind the slice, also where only a slice around it names one. */
    int[] source = new int[64];

    /** Row of the event or command that the slice belongs to, or -1. */
    int[] event = new int[64];

    /** The player that was billed for the slice, or 0. */
    int[] player = new int[64];
    int depth;

    void push(int newSlice, int newRow, int newResource, long start) {
        if (depth == slice.length) {
            slice = Arrays.copyOf(slice, 2 * depth);
            row = Arrays.copyOf(row, 2 * depth);
            resource = Arrays.copyOf(resource, 2 * depth);
            childrenEnd = Arrays.copyOf(childrenEnd, 2 * depth);
            source = Arrays.copyOf(source, 2 * depth);
            event = Arrays.copyOf(event, 2 * depth);
            player = Arrays.copyOf(player, 2 * depth);
        }
        slice[depth] = newSlice;
        row[depth] = newRow;
        resource[depth] = newResource;
        childrenEnd[depth] = start;
        source[depth] = depth == 0 ? SpanRecorder.NO_SOURCE : source[depth - 1];
        event[depth] = depth == 0 ? -1 : event[depth - 1];
        player[depth] = SpanRecorder.NO_SOURCE;
        depth++;
    }

    /** Index of the innermost slice, or -1. */
    int top() {
        return depth == 0 ? -1 : slice[depth - 1];
    }
}
