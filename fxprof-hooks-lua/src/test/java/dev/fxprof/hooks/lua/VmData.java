package dev.fxprof.hooks.lua;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one agent gathers until it hands it over, as docs/spool.md describes it. */
public final class VmData {
    public static final long CONTINUED = 1L << 36;
    public static final long UNFINISHED = 1L << 37;
    public static final long LAST = 1L << 38;

    private record NewSite(int id, int kind, int runtime, int line, String name, String file) {}

    private record Traffic(int what, String name, long messages, long bytes, long recipients) {}

    public final String resource;
    public final long incarnation;
    public long dropped;
    public long shed;
    public int shedStep;
    public long packingNanos;
    public int spanNanos = 100;
    public long memory = 1 << 20;
    public long schedulerNanos;
    public long entries;

    private final List<NewSite> sites = new ArrayList<>();
    private int told;
    private final List<long[]> records = new ArrayList<>();
    private final List<long[]> plain = new ArrayList<>();
    private final List<Traffic> traffic = new ArrayList<>();
    private long first;

    public VmData(String resource, long incarnation) {
        this.resource = resource;
        this.incarnation = incarnation;
    }

    /** Adds a site; returns its id. */
    public int site(int kind, String name) {
        sites.add(new NewSite(sites.size() + 1, kind, 0, 7, name, "@" + resource + "/main.lua"));
        return sites.size();
    }

    /** A new file must hold all names again. */
    public void tellSitesAgain() {
        told = 0;
    }

    public VmData slice(int site, long id, long start, long end, long flags, int player) {
        records.add(new long[]{site | 1L << 32 | flags, id, start, end, player});
        return this;
    }

    public VmData slice(int site, long id, long start, long end) {
        return slice(site, id, start, end, LAST, 0);
    }

    /** An entry that needs no record of its own. */
    public VmData plain(int site, long start, long end, int player) {
        plain.add(new long[]{site | 1L << 32 | LAST | (long) player << 48, start, end});
        return this;
    }

    public VmData link(long effect, long causeNanos, long effectNanos, long cause) {
        records.add(new long[]{2L << 32, effect, causeNanos, effectNanos, cause});
        return this;
    }

    public VmData step(long before, long after) {
        records.add(new long[]{4L << 32, 0, before, after, 0});
        return this;
    }

    public VmData traffic(int what, String name, long messages, long bytes, long recipients) {
        traffic.add(new Traffic(what, name, messages, bytes, recipients));
        return this;
    }

    public int records() {
        return records.size() + plain.size();
    }

    public boolean isEmpty() {
        return records() == 0 && traffic.isEmpty();
    }

    /** The agent gives its records up. */
    public void drop() {
        dropped += records();
        records.clear();
        plain.clear();
    }

    /** The payload of a frame; the agent begins anew. */
    public byte[] pack() {
        var to = new ByteArrayOutputStream();
        to.writeBytes(SpoolWriter.buffer(88).putInt(plain.isEmpty() ? 1 : 2).putLong(incarnation)
                .putLong(first)
                .putLong(dropped).putLong(shed).putInt(shedStep).putInt(2).putLong(packingNanos)
                .putInt(spanNanos).putLong(0).putLong(memory).putLong(schedulerNanos)
                .putLong(entries).array());
        text(to, resource);
        number(to, sites.size() - told);
        for (NewSite site : sites.subList(told, sites.size())) {
            to.writeBytes(SpoolWriter.buffer(10).putInt(site.id).put((byte) site.kind)
                    .put((byte) site.runtime).putInt(site.line).array());
            text(to, site.name);
            text(to, site.file);
        }
        told = sites.size();
        number(to, records.size());
        for (long[] record : records) {
            ByteBuffer bytes = SpoolWriter.buffer(40);
            for (long field : record) {
                bytes.putLong(field);
            }
            to.writeBytes(bytes.array());
        }
        if (!plain.isEmpty()) {
            number(to, plain.size());
            for (int column = 0; column < 3; column++) {
                for (long[] entry : plain) {
                    to.writeBytes(SpoolWriter.buffer(8).putLong(entry[column]).array());
                }
            }
        }
        number(to, traffic.size());
        for (Traffic row : traffic) {
            to.write(row.what);
            text(to, row.name);
            to.writeBytes(SpoolWriter.buffer(24).putLong(row.messages).putLong(row.bytes)
                    .putLong(row.recipients).array());
        }
        first += records();
        records.clear();
        plain.clear();
        traffic.clear();
        return to.toByteArray();
    }

    private static void number(ByteArrayOutputStream to, int number) {
        to.writeBytes(SpoolWriter.buffer(4).putInt(number).array());
    }

    private static void text(ByteArrayOutputStream to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeBytes(SpoolWriter.buffer(2).putShort((short) bytes.length).array());
        to.writeBytes(bytes);
    }
}
