package dev.fxprof.export.anonymise;

import dev.fxprof.api.Capture;
import dev.fxprof.api.SiteTable;
import dev.fxprof.api.SpanSink;
import java.io.IOException;
import java.util.Map;

/**
 * A recording without what tells who played.
 *
 * <p>In names, threads, files and the name of the process, identifiers of players ({@code license:},
 * {@code steam:}, {@code discord:} and the like, tokens, and those that stand without a prefix) become keyed
 * hashes; IP addresses, mail addresses and the names of home folders are cut out. Players are numbered in
 * the order in which they appear. What cannot be recognised, such as a nickname in the name of an event,
 * stays.
 */
public final class AnonymousCapture implements Capture {
    private final Capture capture;
    private final PersonalText text;
    private final SiteTable sites;
    private final Players players = new Players();

    private AnonymousCapture(Capture capture, byte[] key) {
        this.capture = capture;
        text = new PersonalText(new IdentifierHash(key));
        sites = new AnonymousSites(capture.sites(), text);
    }

    /**
     * Hashes identifiers with a key that nobody knows and that is gone afterwards.
     *
     * @param capture the recording; closed with this one
     * @return the recording, anonymous
     */
    public static AnonymousCapture of(Capture capture) {
        return new AnonymousCapture(capture, IdentifierHash.randomKey());
    }

    /**
     * Hashes identifiers with a given key, so that those of several recordings can be told to be equal.
     *
     * @param capture the recording; closed with this one
     * @param key at least 16 bytes that are hard to guess
     * @return the recording, anonymous
     * @throws IllegalArgumentException if the key is shorter
     */
    public static AnonymousCapture of(Capture capture, byte[] key) {
        if (key.length < IdentifierHash.LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("a key has at least "
                    + IdentifierHash.LEAST_KEY_BYTES + " bytes, not " + key.length);
        }
        return new AnonymousCapture(capture, key);
    }

    @Override
    public String format() {
        return capture.format();
    }

    @Override
    public String processName() {
        return text.clean(capture.processName());
    }

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public Map<String, Long> repairs() {
        return capture.repairs();
    }

    @Override
    public void replay(SpanSink to) throws IOException {
        capture.replay(new AnonymousSink(to, text, players));
    }

    @Override
    public void close() {
        capture.close();
    }
}
