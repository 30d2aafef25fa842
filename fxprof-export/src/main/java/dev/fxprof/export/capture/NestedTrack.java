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

    int site(int at) {
        return rows.getInt(row(at), Field.SITE);
    }

    int flags(int at) {
        return rows.getInt(row(at), Field.FLAGS);
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
        int at = firstFrom(nanos, true) - 1;
        while (at >= 0 && end(at) < nanos) {
            at = parent(at);
        }
        return at;
    }

    /** Place of the first slice that begins at a moment or later, or -1. */
    int next(long nanos) {
        int at = firstFrom(nanos, false);
        return at < size ? at : -1;
    }

    /** The first place whose slice begins after a moment, or at it unless that is to be passed. */
    private int firstFrom(long nanos, boolean passed) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            long start = start(middle);
            if (start < nanos || passed && start == nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
