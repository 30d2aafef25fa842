package dev.fxprof.export.capture;

import java.util.Arrays;

/**
 * Puts whole slices into begin order, those around others first.
 *
 * <p>Of slices that begin at one moment the longer one is the outer one. That leaves open where those
 * without a duration and those of equal duration belong; there the ids of the file decide, and else the
 * order in which they came.
 */
final class BeginOrder {
    private final Rows rows;
    private final int[] order;
    private int[] chain = new int[16];
    private int filled;

    private BeginOrder(Rows rows, int[] order) {
        this.rows = rows;
        this.order = order;
    }

    static void sort(Rows rows, int[] order) {
        RowOrder.sort(order, (a, b) -> compare(rows, a, b));
        new BeginOrder(rows, order).settle();
    }

    /** Those that begin at one moment stay as they came. */
    static void sortByStart(Rows rows, int[] order) {
        RowOrder.sort(order, (a, b) -> Long.compare(rows.getLong(a, Field.START),
                rows.getLong(b, Field.START)));
    }

    private static int compare(Rows rows, int a, int b) {
        int start = Long.compare(rows.getLong(a, Field.START), rows.getLong(b, Field.START));
        return start != 0
                ? start
                : Long.compare(rows.getLong(b, Field.END), rows.getLong(a, Field.END));
    }

    private void settle() {
        for (int from = 0; from < order.length;) {
            long start = rows.getLong(order[from], Field.START);
            int to = from + 1;
            while (to < order.length && rows.getLong(order[to], Field.START) == start) {
                to++;
            }
            if (to - from > 1 && isOpen(from, to)) {
                settle(from, to);
            }
            from = to;
        }
    }

    /** Whether times leave open how some slices nest, and all have ids. */
    private boolean isOpen(int from, int to) {
        boolean open = false;
        for (int at = from; at < to; at++) {
            if (!isNamed(order[at])) {
                return false;
            }
            long end = rows.getLong(order[at], Field.END);
            open |= end == rows.getLong(order[at], Field.START)
                    || at > from && end == rows.getLong(order[at - 1], Field.END);
        }
        return open;
    }

    /** Whether a slice has an id, or stands for one that nobody knows. */
    private boolean isNamed(int row) {
        return rows.getLong(row, Field.SPAN) != 0
                || (rows.getInt(row, Field.FLAGS) & ReadTrack.PLACEHOLDER) != 0;
    }

    private void settle(int from, int to) {
        int[] came = Arrays.copyOfRange(order, from, to);
        Arrays.sort(came);
        int[] bySpan = came.clone();
        RowOrder.sort(bySpan, (a, b) -> Long.compare(rows.getLong(a, Field.SPAN),
                rows.getLong(b, Field.SPAN)));
        int[] settled = new int[came.length];
        filled = 0;
        for (int row : came) {
            take(row, bySpan, settled);
        }
        for (int row : came) {
            rows.setInt(row, Field.FLAGS, rows.getInt(row, Field.FLAGS) & ~Field.TAKEN);
        }
        if (nests(settled)) {
            System.arraycopy(settled, 0, order, from, settled.length);
        }
    }

    /** Takes a row behind those around it. */
    private void take(int row, int[] bySpan, int[] settled) {
        int length = 0;
        for (int next = row; next >= 0
                && (rows.getInt(next, Field.FLAGS) & Field.TAKEN) == 0; next = parent(next,
                        bySpan)) {
            rows.setInt(next, Field.FLAGS, rows.getInt(next, Field.FLAGS) | Field.TAKEN);
            if (length == chain.length) {
                chain = Arrays.copyOf(chain, 2 * length);
            }
            chain[length++] = next;
        }
        while (length > 0) {
            settled[filled++] = chain[--length];
        }
    }

    private int parent(int row, int[] bySpan) {
        long wanted = rows.getLong(row, Field.PARENT_SPAN);
        if (wanted == 0) {
            return -1;
        }
        int low = 0;
        int high = bySpan.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (rows.getLong(bySpan[middle], Field.SPAN) < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < bySpan.length && rows.getLong(bySpan[low], Field.SPAN) == wanted
                ? bySpan[low]
                : -1;
    }

    /** Whether of those with a duration the longer ones come first; ids that contradict are wrong. */
    private boolean nests(int[] settled) {
        long around = Long.MAX_VALUE;
        for (int row : settled) {
            long end = rows.getLong(row, Field.END);
            if (end > rows.getLong(row, Field.START)) {
                if (end > around) {
                    return false;
                }
                around = end;
            }
        }
        return true;
    }
}
