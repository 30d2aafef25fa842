package dev.fxprof.it.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A VM frame as docs/spool.md describes it, read without the product's reader. */
record VmFrame(long first, long dropped, long shed, int step, int power, long packing, int spanCost,
        long clock,
        long memory, long scheduler, long entries, String resource, List<Site> sites,
        List<Entry> records,
        List<Traffic> traffic) {
    record Site(int id, int kind, int runtime, int line, String name, String file) {}

    record Entry(long head, long id, long start, long end, long extra) {
        int site() {
            return (int) head;
        }

        int type() {
            return (int) (head >>> 32) & 15;
        }

        boolean continued() {
            return (head >>> 36 & 1) != 0;
        }

        boolean unfinished() {
            return (head >>> 37 & 1) != 0;
        }

        boolean isLast() {
            return (head >>> 38 & 1) != 0;
        }

        int weight() {
            return (int) (head >>> 40) & 31;
        }
    }

    record Traffic(int what, String name, long messages, long bytes, long recipients) {}

    static VmFrame read(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        int version = in.getInt();
        // The collector's own frames have no plain entries.
        assertThat(version).as("version").isIn(1, 2);
        assertThat(in.getLong()).as("incarnation").isPositive();
        VmFrame frame = new VmFrame(in.getLong(), in.getLong(), in.getLong(), in.getInt(),
                in.getInt(), in.getLong(), in.getInt(), in.getLong(), in.getLong(), in.getLong(),
                in.getLong(), text(in), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int n = in.getInt(); n > 0; n--) {
            frame.sites.add(new Site(in.getInt(), in.get(), in.get(), in.getInt(), text(in),
                    text(in)));
        }
        for (int n = in.getInt(); n > 0; n--) {
            frame.records.add(new Entry(in.getLong(), in.getLong(), in.getLong(), in.getLong(),
                    in.getLong()));
        }
        if (version == 2) {
            frame.addPlain(in);
        }
        for (int n = in.getInt(); n > 0; n--) {
            frame.traffic.add(new Traffic(in.get(), text(in), in.getLong(), in.getLong(),
                    in.getLong()));
        }
        assertThat(in.remaining()).as("bytes behind the frame").isZero();
        return frame;
    }

    /** In the order of their ends, as if each had been written as a record; ids stay 0. */
    private void addPlain(ByteBuffer in) {
        int count = in.getInt();
        long[] heads = column(in, count);
        long[] starts = column(in, count);
        long[] ends = column(in, count);
        for (int i = 0; i < count; i++) {
            records.add(new Entry(heads[i] & 0xFFFF_FFFF_FFFFL, 0, starts[i], ends[i],
                    heads[i] >>> 48));
        }
        int behindSteps = 0;
        for (int i = 0; i < records.size(); i++) {
            behindSteps = records.get(i).type() == 4 ? i + 1 : behindSteps;
        }
        records.subList(behindSteps, records.size())
                .sort(Comparator.comparingLong(Entry::end));
    }

    private static long[] column(ByteBuffer in, int count) {
        return IntStream.range(0, count).mapToLong(_ -> in.getLong()).toArray();
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
