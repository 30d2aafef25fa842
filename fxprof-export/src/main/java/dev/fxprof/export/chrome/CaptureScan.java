package dev.fxprof.export.chrome;

import dev.fxprof.api.CaptureIdentity;
import dev.fxprof.api.ForeignTraceException;
import dev.fxprof.api.RingPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where a capture that was cut off or closed is to be continued. Reads its beginning, and from
 * its end backwards to the last checkpoint, page by page: no event crosses a page's border.
 */
final class CaptureScan {
    /**
     * Where to go on.
     *
     * @param originNanos time zero of the capture
     * @param positions the last position of each ring
     * @param tracks quoted names of the tracks by their number
     * @param links flows written so far
     * @param size bytes up to the end of the last position that counts
     */
    record Result(long originNanos, List<RingPosition> positions, Map<Integer, String> tracks,
            long links, long size) {}

    private static final int PAGE = EventBuffer.PAGE;
    private static final String START = "[" + CaptureEvents.CAPTURE + "\"version\":";
    private static final Pattern HEADER = Pattern.compile(Pattern.quote(START)
            + "(\\d{1,9})(?:,\"originNanos\":(-?\\d{1,19}),\"segments\":\\[([0-9a-f\",]+)])?[,}].*");
    private static final Pattern POSITION = Pattern.compile(Pattern.quote(
            "," + CaptureEvents.POSITION) + "\"segment\":\"([0-9a-f]{16})\",\"ring\":(\\d{1,9}),"
            + "\"records\":(\\d{1,18}),\"links\":(\\d{1,18}),\"left\":(\\d{1,9})}.*");
    private static final Pattern TRACK = Pattern.compile(Pattern.quote("," + CaptureEvents.TRACK)
            + "(\\d{1,9})" + Pattern.quote(CaptureEvents.TRACK_NAME) + "(\".*\")}} *");

    private final Path file;
    private final FileChannel channel;
    private final Map<List<Long>, RingPosition> positions = new LinkedHashMap<>();
    private final Map<Integer, String> tracks = new HashMap<>();
    private long links;
    private long end = -1;

    private CaptureScan(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty if the file was cut off before its first position. */
    static Optional<Result> of(Path file, CaptureIdentity capture) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return new CaptureScan(file, channel).find(capture.segments());
        }
    }

    private Optional<Result> find(List<Long> segments) throws IOException {
        long size = channel.size();
        String page = page(0);
        int same = Math.min(page.length(), START.length());
        int line = page.indexOf('\n');
        if (!page.startsWith(START.substring(0, same)) || line < 0 && size >= PAGE) {
            throw foreign("something other than a capture");
        }
        if (line < 0) {
            return Optional.empty();
        }
        long origin = origin(page.substring(0, line), segments);
        long at = size == 0 ? 0 : (size - 1) & -PAGE;
        while (at > 0 && !scan(at, page(at), 0)) {
            at -= PAGE;
        }
        if (at == 0) {
            scan(0, page, line + 1);
        }
        return end < 0
                ? Optional.empty()
                : Optional.of(new Result(origin, List.copyOf(positions.values()),
                        Map.copyOf(tracks), links, end));
    }

    private long origin(String header, List<Long> segments) throws IOException {
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw foreign("something other than a capture");
        }
        if (Integer.parseInt(matcher.group(1)) != CaptureEvents.VERSION) {
            throw foreign("a capture of version " + matcher.group(1) + ", not "
                    + CaptureEvents.VERSION);
        }
        if (matcher.group(3) == null) {
            throw foreign("a trace that cannot be continued");
        }
        List<Long> found = new ArrayList<>();
        for (String hex : matcher.group(3).replace("\"", "").split(",")) {
            found.add(HexFormat.fromHexDigitsToLong(hex));
        }
        if (!found.equals(segments)) {
            throw foreign("a capture of " + (found.size() == segments.size()
                    && segments.containsAll(found)
                            ? "these segments in another order"
                            : "another segment"));
        }
        return Long.parseLong(matcher.group(2));
    }

    /** Looks through the whole lines of a page, the last first; true at a checkpoint. */
    private boolean scan(long base, String page, int first) {
        int lineEnd = page.lastIndexOf('\n');
        while (lineEnd >= first) {
            int start = Math.max(first, page.lastIndexOf('\n', lineEnd - 1) + 1);
            if (page.startsWith(",{\"ph\":\"M\"", start)
                    && take(page.substring(start, lineEnd), base + lineEnd + 1)) {
                return true;
            }
            lineEnd = start - 1;
        }
        return false;
    }

    private boolean take(String line, long lineEnd) {
        Matcher position = POSITION.matcher(line);
        if (position.matches()) {
            take(position, lineEnd);
        } else if (end >= 0) {
            Matcher track = TRACK.matcher(line);
            if (track.matches()) {
                tracks.put(Integer.parseInt(track.group(1)), new String(
                        track.group(2).getBytes(StandardCharsets.ISO_8859_1),
                        StandardCharsets.UTF_8));
            }
            return line.startsWith("," + CaptureEvents.CHECKPOINT);
        }
        return false;
    }

    private void take(Matcher found, long lineEnd) {
        if (end < 0 && Integer.parseInt(found.group(5)) == 0) {
            end = lineEnd;
            links = Long.parseLong(found.group(4));
        }
        if (end >= 0) {
            RingPosition position = new RingPosition(
                    HexFormat.fromHexDigitsToLong(found.group(1)),
                    Integer.parseInt(found.group(2)), Long.parseLong(found.group(3)));
            positions.putIfAbsent(List.of(position.segment(), (long) position.ring()), position);
        }
    }

    /** One character a byte, so that places in the text are places in the file. */
    private String page(long at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PAGE);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
    }

    private ForeignTraceException foreign(String what) {
        return new ForeignTraceException(file + " holds " + what
                + "; expected a capture of the same segments, or no file");
    }
}
