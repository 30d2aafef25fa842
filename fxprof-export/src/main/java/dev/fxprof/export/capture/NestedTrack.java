package dev.fxprof.export.capture;

/**
 * One thread, its slices in begin order and nested.
 *
 * @param number of the track
 * @param name of the thread
 * @param rows its slices
 * @param order rows in begin order, or null if that is the order of the rows
 * @param size how many there are
 */
record NestedTrack(int number, String name, Rows rows, int[] order, int size) {
    int row(int at) {
        return order == null ? at : order[at];
    }

    long start(int at) {
        return rows.getLong(row(at), Field.START);
    }

    long end(int at) {
        return rows.getLong(row(at), Field.END);
    }

    /** Place of the slice around that at a place, or -1. */
    int parent(int at) {
        int back = rows.getInt(row(at), Field.BACK);
        return back == 0 ? -1 : at - back;
    }

    /** The place behind the tree that begins at a place. */
    int endOfTree(int from) {
        int at = from + 1;
        while (at < size && rows.getInt(row(at), Field.DEPTH) > 0) {
            at++;
        }
        return at;
    }

    /** Place of the innermost slice at a moment, or -1. */
    int at(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (start(middle) <= nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int at = low - 1;
        while (at >= 0 && end(at) < nanos) {
            at = parent(at);
        }
        return at;
    }
}
