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

    long span(int at) {
        return rows.getLong(row(at), Field.SPAN);
    }

    int site(int at) {
        return rows.getInt(row(at), Field.SITE);
    }

    boolean isContinued(int at) {
        return (rows.getInt(row(at), Field.FLAGS) & ReadTrack.CONTINUED) != 0;
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

    /** Marks a slice as one that goes on with a span; an id that the file gave it stays. */
    void goOn(int at, long span) {
        int row = row(at);
        int flags = rows.getInt(row, Field.FLAGS);
        rows.setInt(row, Field.FLAGS, flags | ReadTrack.CONTINUED);
        if ((flags & Field.HAS_ID) == 0) {
            rows.setLong(row, Field.SPAN, span);
        }
    }

    /** Place of the first slice that begins at a moment or later, or -1. */
    int next(long nanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = low + high >>> 1;
            if (start(middle) < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < size ? low : -1;
    }

    Sweep sweep() {
        return new Sweep();
    }

    /** Finds slices by moments that come in ascending order; all of them take one pass. */
    final class Sweep {
        private int next;
        private int innermost = -1;

        /** Place of the innermost slice at a moment, or -1. */
        int at(long nanos) {
            while (next < size && start(next) <= nanos) {
                innermost = next++;
            }
            // What is over is over at all later moments, too.
            while (innermost >= 0 && end(innermost) < nanos) {
                innermost = parent(innermost);
            }
            return innermost;
        }
    }
}
