package dev.fxprof.export.report;

import dev.fxprof.api.SpanKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fingerprint of what ran, durations left out: equal for two runs that did the same.
 *
 * <p>It is the SHA-256 of a UTF-8 text with one line for each combination of resource, kind, name
 * and parent's name that spans have: {@code resource\tkind\tname\tparentName\tcount\n}. Count is
 * the number of spans in decimal, the parent's name of an outermost span is empty, that of a span
 * whose parent was lost is {@value #LOST_PARENT}. The lines are sorted by what stands before the
 * count, as {@link String#compareTo} orders it. Spans of kind gc have no line.
 */
public final class StructureHash {
    /** Name that stands for a parent which was not recorded. */
    public static final String LOST_PARENT = "parent not recorded";

    private final Map<String, Long> lines = new TreeMap<>();

    /** Starts with no spans. */
    public StructureHash() {
    }

    /**
     * Adds spans.
     *
     * @param resource resource that is billed
     * @param kind what they stand for; {@link SpanKind#GC} is ignored
     * @param name their name
     * @param parentName name of the span around each, or an empty string
     * @param count how many there are
     */
    public void add(String resource, SpanKind kind, String name, String parentName, long count) {
        if (kind != SpanKind.GC && count > 0) {
            lines.merge(resource + '\t' + kind.label() + '\t' + name + '\t' + parentName, count,
                    Long::sum);
        }
    }

    /**
     * Computes the fingerprint of what was added so far.
     *
     * @return 64 hexadecimal digits in lower case
     */
    public String hex() {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        lines.forEach((line, count) -> digest
                .update((line + '\t' + count + '\n').getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
