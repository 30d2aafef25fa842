package dev.fxprof.hooks.lua.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The payload of a frame that an agent made. A view: valid until the next {@link #of}. Whether all
 * parts are as long as they say is checked there, so that nothing of a damaged frame is taken.
 */
public final class VmFrame {
    /** Bits of a head that say which site. */
    public static final int SITE_BITS = 32;
    /** A stretch of a span. */
    public static final int SLICE = 1;
    /** A tie between cause and effect. */
    public static final int LINK = 2;
    /** The clock went back. */
    public static final int STEP = 4;
    /** Bit of a head: not the first slice of its span. */
    public static final long CONTINUED = 1L << 36;
    /** Bit of a head: an error or the end closed it. */
    public static final long UNFINISHED = 1L << 37;
    /** Bit of a head: the span goes on in no later slice. */
    public static final long LAST = 1L << 38;
    /** Where the weight stands in a head. */
    public static final int WEIGHT_SHIFT = 40;
    /** Bits of the weight. */
    public static final int WEIGHT_MASK = 31;

    /** Where the player stands in the head of a plain entry. */
    private static final int PLAYER_SHIFT = 48;
    /** Marks the ids of plain entries, which nothing refers to. */
    private static final long PLAIN_ID = 1L << 35;
    private static final int VERSION = 2;
    private static final int FIXED = 88;
    private static final int SITE_BYTES = 14;
    private static final int TRAFFIC_BYTES = 27;
    private static final int RECORD = 40;
    private static final int PLAIN_ENTRY = 24;
    private static final int TYPE_MASK = 15;

    /** Takes a site that the frame tells. */
    @FunctionalInterface
    public interface Sites {
        /**
         * Takes a site.
         *
         * @param id number of the site in its VM
         * @param kind number of its kind
         * @param runtime number of its runtime
         * @param line first line, or 0
         * @param name its name
         * @param file its file, or an empty string
         */
        void site(int id, int kind, int runtime, int line, String name, String file);
    }

    /** Takes a row of the traffic. */
    @FunctionalInterface
    public interface Traffic {
        /**
         * Takes a row.
         *
         * @param what number of what was sent
         * @param name its name
         * @param messages how many
         * @param bytes of all messages together
         * @param recipients of all messages together
         */
        void row(int what, String name, long messages, long bytes, long recipients);
    }

    private ByteBuffer payload;
    private int from;
    private String resource = "";
    private int sites;
    private int sitesAt;
    private int records;
    private int recordsAt;
    private int plain;
    private int plainAt;
    private int rows;
    private int rowsAt;

    /** Makes a view of nothing yet. */
    public VmFrame() {
        // Filled by of().
    }

    /**
     * Looks at a payload.
     *
     * @param bytes payload of a frame
     * @throws SpoolException if it is no such payload
     */
    public void of(ByteBuffer bytes) throws SpoolException {
        payload = bytes;
        from = bytes.position();
        need(FIXED, "the fields of a VM");
        int version = bytes.getInt(from);
        if (version < 1 || version > VERSION) {
            throw new SpoolException("a VM frame has version " + version + ", expected 1 or "
                    + VERSION);
        }
        bytes.position(from + FIXED);
        resource = text("the name of a resource");
        sites = count("sites", SITE_BYTES);
        sitesAt = bytes.position();
        for (int i = 0; i < sites; i++) {
            need(SITE_BYTES, "a site");
            skip(10);
            skipText("the name of a site");
            skipText("the file of a site");
        }
        records = count("records", RECORD);
        recordsAt = bytes.position();
        skip(RECORD * records);
        plain = version > 1 ? count("plain entries", PLAIN_ENTRY) : 0;
        plainAt = bytes.position();
        skip(PLAIN_ENTRY * plain);
        rows = count("rows of traffic", TRAFFIC_BYTES);
        rowsAt = bytes.position();
        for (int i = 0; i < rows; i++) {
            need(TRAFFIC_BYTES, "a row of traffic");
            skip(1);
            skipText("a name of traffic");
            need(24, "a row of traffic");
            skip(24);
        }
    }

    private void skip(int bytes) {
        payload.position(payload.position() + bytes);
    }

    private void need(int bytes, String what) throws SpoolException {
        if (payload.remaining() < bytes) {
            throw new SpoolException("a VM frame ends within " + what);
        }
    }

    private int count(String what, int least) throws SpoolException {
        need(4, "the number of its " + what);
        int count = payload.getInt();
        if (count < 0 || count > payload.remaining() / least) {
            throw new SpoolException("a VM frame holds fewer " + what + " than it says");
        }
        return count;
    }

    private void skipText(String what) throws SpoolException {
        need(2, what);
        int length = Short.toUnsignedInt(payload.getShort());
        need(length, what);
        skip(length);
    }

    private String text(String what) throws SpoolException {
        int at = payload.position();
        skipText(what);
        int end = payload.position();
        payload.position(at);
        String text = nextText();
        payload.position(end);
        return text;
    }

    private String nextText() {
        byte[] text = new byte[Short.toUnsignedInt(payload.getShort())];
        payload.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /**
     * Resource that the VM runs.
     *
     * @return its name
     */
    public String resource() {
        return resource;
    }

    /**
     * When the agent of the VM began.
     *
     * @return nanoseconds; with the resource it identifies the VM
     */
    public long incarnation() {
        return payload.getLong(from + 4);
    }

    /**
     * Records that the VM handed over before.
     *
     * @return count
     */
    public long first() {
        return payload.getLong(from + 12);
    }

    /**
     * Records that the VM gave up because nobody collected.
     *
     * @return count so far
     */
    public long dropped() {
        return payload.getLong(from + 20);
    }

    /**
     * Entries and spans that were left out because of overload.
     *
     * @return count so far
     */
    public long shed() {
        return payload.getLong(from + 28);
    }

    /**
     * What is left out now.
     *
     * @return 0 nothing, to 4 all but counts
     */
    public int shedStep() {
        return payload.getInt(from + 36);
    }

    /**
     * Of step 3, one entry in 2 to this power is recorded.
     *
     * @return exponent
     */
    public int shedPower() {
        return payload.getInt(from + 40);
    }

    /**
     * Time spent on packing and handing over.
     *
     * @return nanoseconds so far
     */
    public long packingNanos() {
        return payload.getLong(from + 44);
    }

    /**
     * What recording one span costs.
     *
     * @return nanoseconds
     */
    public int spanNanos() {
        return payload.getInt(from + 52);
    }

    /**
     * Memory of the VM.
     *
     * @return bytes
     */
    public long memory() {
        return payload.getLong(from + 64);
    }

    /**
     * Time between entering the VM and entering the script, and back.
     *
     * @return nanoseconds so far
     */
    public long schedulerNanos() {
        return payload.getLong(from + 72);
    }

    /**
     * Entries that {@link #schedulerNanos} is of.
     *
     * @return count so far
     */
    public long entries() {
        return payload.getLong(from + 80);
    }

    /**
     * Goes through the sites that are new in this file.
     *
     * @param to takes them
     */
    public void sites(Sites to) {
        payload.position(sitesAt);
        for (int i = 0; i < sites; i++) {
            int id = payload.getInt();
            int kind = payload.get();
            int runtime = payload.get();
            int line = payload.getInt();
            String name = nextText();
            to.site(id, kind, runtime, line, name, nextText());
        }
    }

    /**
     * Goes through the traffic since the last frame.
     *
     * @param to takes the rows
     */
    public void traffic(Traffic to) {
        payload.position(rowsAt);
        for (int i = 0; i < rows; i++) {
            int what = payload.get();
            String name = nextText();
            long messages = payload.getLong();
            long bytes = payload.getLong();
            to.row(what, name, messages, bytes, payload.getLong());
        }
    }

    /**
     * How many records there are.
     *
     * @return count, plain entries included: they come last
     */
    public int records() {
        return records + plain;
    }

    /**
     * What a record is.
     *
     * @param head first field of a record
     * @return {@link #SLICE}, {@link #LINK}, {@link #STEP}, or a type of a later version
     */
    public static int type(long head) {
        return (int) (head >>> SITE_BITS) & TYPE_MASK;
    }

    /** A column of the plain entries. */
    private long column(int column, int i) {
        return payload.getLong(plainAt + Long.BYTES * (column * plain + i - records));
    }

    /**
     * First field of a record.
     *
     * @param i index of the record
     * @return site, type, flags and weight
     */
    public long head(int i) {
        return i < records ? payload.getLong(recordsAt + RECORD * i) : column(0, i);
    }

    /**
     * Second field of a record.
     *
     * @param i index of the record
     * @return id of a span in its VM
     */
    public long id(int i) {
        return i < records ? payload.getLong(recordsAt + RECORD * i + 8) : PLAIN_ID | first() + i;
    }

    /**
     * Third field of a record.
     *
     * @param i index of the record
     * @return nanoseconds of the agents' clock
     */
    public long start(int i) {
        return i < records
                ? payload.getLong(recordsAt + RECORD * i + 16)
                : column(1, i);
    }

    /**
     * Fourth field of a record.
     *
     * @param i index of the record
     * @return nanoseconds of the agents' clock
     */
    public long end(int i) {
        return i < records ? payload.getLong(recordsAt + RECORD * i + 24) : column(2, i);
    }

    /**
     * Fifth field of a record.
     *
     * @param i index of the record
     * @return number of a player, or id of a span
     */
    public long extra(int i) {
        return i < records
                ? payload.getLong(recordsAt + RECORD * i + 32)
                : column(0, i) >>> PLAYER_SHIFT;
    }
}
