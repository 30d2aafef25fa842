package dev.fxprof.hooks.lua.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the first frame of a file says.
 *
 * @param server version of the server
 * @param startedNanos when the session began, on the agents' clock
 * @param epochSeconds the same in seconds since 1970
 * @param clock what the agents read: {@code nanotime}, {@code microtime} or {@code timer}
 */
public record SessionInfo(String server, long startedNanos, long epochSeconds, String clock)
        implements
            Comparable<SessionInfo> {
    /** Of a session whose first frame is damaged. */
    public static final SessionInfo UNKNOWN = new SessionInfo("", 0, 0, "");

    private static final int LONGEST = 1 << 16;
    /** After so long a file whose first frame never became whole is taken as damaged. */
    private static final long PATIENCE_MILLIS = 5000;

    record Beginning(SpoolHeader header, SessionInfo info) {}

    /**
     * Reads the payload of a frame.
     *
     * @param payload JSON text
     * @return what it says; {@link #UNKNOWN} where it says nothing
     */
    public static SessionInfo of(ByteBuffer payload) {
        byte[] text = new byte[payload.remaining()];
        payload.get(text);
        try {
            JsonNode root = JsonMapper.shared().readTree(new String(text, StandardCharsets.UTF_8));
            return new SessionInfo(root.path("server").asString(""),
                    root.path("startedNanos").asLong(0), root.path("epochSeconds").asLong(0),
                    root.path("clock").asString(""));
        } catch (JacksonException e) {
            return UNKNOWN;
        }
    }

    /** Reads the beginning of a file, or returns null while it is not there yet. */
    static Beginning read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = ByteBuffer.allocate(LONGEST);
            while (start.hasRemaining() && channel.read(start, start.position()) > 0) {
                continue;
            }
            byte[] bytes = start.array();
            int limit = start.position();
            boolean old = System.currentTimeMillis()
                    - Files.getLastModifiedTime(file).toMillis() > PATIENCE_MILLIS;
            if (limit < SpoolFormat.HEADER_BYTES) {
                return null;
            }
            SpoolHeader header = SpoolHeader.of(bytes, file.toString());
            int at = SpoolFormat.HEADER_BYTES;
            int length = FrameScan.length(bytes, at, limit, header.first(), header.first());
            if (length == FrameScan.MORE && !old && limit < LONGEST) {
                return null;
            }
            if (length <= 0 || SpoolFormat.intAt(bytes, at + 4) != SpoolFormat.SESSION) {
                return new Beginning(header, UNKNOWN);
            }
            Frame frame = new Frame();
            frame.set(file.toString(), at, bytes, at);
            return new Beginning(header, of(frame.payload()));
        }
    }

    @Override
    public int compareTo(SessionInfo other) {
        int byTime = Long.compare(epochSeconds, other.epochSeconds);
        return byTime != 0 ? byTime : Long.compare(startedNanos, other.startedNanos);
    }
}
