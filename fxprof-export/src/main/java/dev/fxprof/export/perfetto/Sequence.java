package dev.fxprof.export.perfetto;

import dev.fxprof.api.ScriptRuntime;
import dev.fxprof.api.Site;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The packets of one track. They share state: what is interned, the time of the last event, the track.
 *
 * <p>The state begins anew after a loss, and when so many sites are interned that memory, the writer's
 * or a viewer's, would grow without end.
 */
final class Sequence {
    /** Sites interned at a time. */
    private static final int MOST_SITES = 1 << 14;

    /** Interned texts: kinds first, then runtimes. */
    private static final int KINDS = 1;
    private static final int RUNTIMES = KINDS + SpanKind.values().length;

    private static final int FIRST_SITE = Word.Event.values().length + 1;
    private static final int FIRST_CATEGORY = Word.Category.values().length + 1;

    private final PacketBuffer buffer;
    private final SiteTable sites;
    private final long monotonicAtStart;
    private final int id;
    /** The track that its events are on, unless they name another one. */
    final long track;
    /** Fields that every packet with an event has. */
    final byte[] head;
    /** All that stands behind the time of an end. */
    final byte[] end;
    /** Time of the last begin or end. */
    long last;
    /** Id that the next span has if it names none. */
    long nextSpan;

    private byte[][] bodies = new byte[256][];
    private byte[][] tails = new byte[256][];
    private int[] names = new int[256];
    private int interned;
    private final Map<String, Integer> categories = new HashMap<>();

    Sequence(PacketBuffer buffer, SiteTable sites, long monotonicAtStart, int id, long track) {
        this.buffer = buffer;
        this.sites = sites;
        this.monotonicAtStart = monotonicAtStart;
        this.id = id;
        this.track = track;
        head = packet(Fields.NEEDS_STATE).toBytes();
        end = tail(new Message().number(Fields.TYPE, Fields.END).toBytes());
    }

    private Message packet(int flags) {
        return new Message().number(Fields.SEQUENCE, id).number(Fields.SEQUENCE_FLAGS, flags);
    }

    /** Begins a file. */
    void begin() throws IOException {
        buffer.add(cleared().flag(Fields.FIRST_ON_SEQUENCE));
    }

    /** Says that packets are missing from here on back to the last one. */
    void lost() throws IOException {
        buffer.add(cleared().number(Fields.PREVIOUS_DROPPED, Fields.LOST_FULL));
    }

    /** A packet after which nothing interned before counts. */
    private Message cleared() {
        Arrays.fill(bodies, null);
        Arrays.fill(tails, null);
        categories.clear();
        interned = 0;
        nextSpan = 0;
        Message event = new Message().number(Fields.TRACK, track);
        Message defaults = new Message().message(Fields.TRACK_EVENT, event)
                .number(Fields.CLOCK, Fields.STEPS);
        Message clocks = new Message()
                .message(1, clock(Fields.STEPS, last).flag(3))
                .message(1, clock(Fields.SINCE_START, last))
                .message(1, clock(Fields.MONOTONIC, monotonicAtStart + last))
                .number(2, Fields.MONOTONIC);
        return packet(Fields.CLEARED | Fields.NEEDS_STATE).message(Fields.DEFAULTS, defaults)
                .message(Fields.INTERNED_DATA, words()).message(Fields.CLOCK_SNAPSHOT, clocks);
    }

    private static Message clock(int clock, long nanos) {
        return new Message().number(1, clock).number(2, nanos);
    }

    private static Message words() {
        Message data = new Message();
        for (Word.Event event : Word.Event.values()) {
            data.message(Fields.NAMES, named(event.iid(), event.text));
        }
        for (Word.Category category : Word.Category.values()) {
            data.message(Fields.CATEGORIES, named(category.iid(), category.text()));
        }
        for (Word.Note note : Word.Note.values()) {
            data.message(Fields.ANNOTATION_NAMES, named(note.iid(), note.text()));
        }
        for (SpanKind kind : SpanKind.values()) {
            data.message(Fields.TEXTS, named(KINDS + kind.ordinal(), kind.label()));
        }
        for (ScriptRuntime runtime : ScriptRuntime.values()) {
            data.message(Fields.TEXTS, named(RUNTIMES + runtime.ordinal(), runtime.label()));
        }
        return data;
    }

    private static Message named(int iid, String text) {
        return new Message().number(1, iid).text(2, text);
    }

    /** What the begin of a slice says of its site. */
    byte[] body(int site) throws IOException {
        tail(site);
        return bodies[site];
    }

    /** All that stands behind the time of a begin that says nothing else. */
    byte[] tail(int site) throws IOException {
        byte[][] all = tails;
        byte[] known = site < all.length ? all[site] : null;
        return known != null ? known : intern(site);
    }

    /** All that stands behind the time of a packet with an event. */
    byte[] tail(byte[] event) {
        byte[] tail = new byte[head.length + 1 + Wire.length(event.length) + event.length];
        int at = Wire.copy(tail, 0, head);
        tail[at++] = Fields.TRACK_EVENT << 3 | 2;
        Wire.copy(tail, Wire.varint(tail, at, event.length), event);
        return tail;
    }

    boolean isInterned(int site) {
        return site < tails.length && tails[site] != null;
    }

    private byte[] intern(int number) throws IOException {
        if (interned == MOST_SITES) {
            buffer.add(cleared());
        }
        if (number >= bodies.length) {
            bodies = Arrays.copyOf(bodies, Math.max(number + 1, 2 * bodies.length));
            tails = Arrays.copyOf(tails, bodies.length);
            names = Arrays.copyOf(names, bodies.length);
        }
        Site site = sites.site(number);
        int iid = FIRST_SITE + interned++;
        Message data = new Message();
        int category = category(site.resource(), data);
        Message body = new Message().number(Fields.TYPE, Fields.BEGIN)
                .number(Fields.CATEGORY, category).number(Fields.NAME, iid);
        data.message(Fields.NAMES, named(iid, site.name()));
        data.message(Fields.SITES, described(iid, site));
        if (site.kind() != SpanKind.NATIVE && !site.file().isEmpty()) {
            Message location = new Message().number(1, iid).text(2, site.file());
            data.message(Fields.LOCATIONS,
                    site.line() > 0 ? location.number(4, site.line()) : location);
            body.number(Fields.LOCATION, iid);
        }
        annotate(site, body);
        buffer.add(packet(Fields.NEEDS_STATE).message(Fields.INTERNED_DATA, data));
        names[number] = iid;
        bodies[number] = body.toBytes();
        tails[number] = tail(bodies[number]);
        return tails[number];
    }

    private int category(String resource, Message data) {
        Integer known = categories.get(resource);
        if (known == null) {
            known = FIRST_CATEGORY + categories.size();
            categories.put(resource, known);
            data.message(Fields.CATEGORIES, named(known, resource));
        }
        return known;
    }

    private static Message described(int iid, Site site) {
        Message described = new Message().number(1, iid).text(2, site.resource())
                .text(3, site.runtime().label()).text(4, site.kind().label());
        if (!site.file().isEmpty()) {
            described.text(5, site.file());
        }
        return site.line() > 0 ? described.number(6, site.line()) : described;
    }

    /** Shows what a viewer would not guess. */
    private static void annotate(Site site, Message body) {
        SpanKind kind = site.kind();
        if (kind != SpanKind.NATIVE && kind != SpanKind.FUNCTION) {
            body.message(Fields.ANNOTATION, new Message()
                    .number(Fields.ANNOTATION_NAME, Word.Note.KIND.iid())
                    .number(Fields.INTERNED_VALUE, KINDS + kind.ordinal()));
        }
        ScriptRuntime usual = switch (kind) {
            case NATIVE -> ScriptRuntime.NATIVE;
            case TICK, GC -> ScriptRuntime.ENGINE;
            default -> ScriptRuntime.LUA;
        };
        if (site.runtime() != usual) {
            body.message(Fields.ANNOTATION, new Message()
                    .number(Fields.ANNOTATION_NAME, Word.Note.RUNTIME.iid())
                    .number(Fields.INTERNED_VALUE, RUNTIMES + site.runtime().ordinal()));
        }
    }

    /** Number of the name of a site. */
    int name(int site) throws IOException {
        tail(site);
        return names[site];
    }

    /** Number of the category of a site. */
    int category(int site) throws IOException {
        tail(site);
        return categories.get(sites.site(site).resource());
    }
}
