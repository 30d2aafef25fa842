package dev.fxprof.hooks.win64.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/** What tells one build of a module from another, as symbol stores write it. */
public final class BuildId {
    private BuildId() {
    }

    /**
     * A GUID as text.
     *
     * @param guid its 16 bytes, the first three fields little-endian
     * @return as in 4720A986-EAA6-4ECC-A31F-2CE2BBF569F7
     */
    public static String guid(byte[] guid) {
        ByteBuffer fields = ByteBuffer.wrap(guid).order(ByteOrder.LITTLE_ENDIAN);
        String rest = HexFormat.of().withUpperCase().formatHex(guid, 8, 16);
        return String.format(Locale.ROOT, "%08X-%04X-%04X-%s-%s", fields.getInt(0),
                fields.getShort(4), fields.getShort(6), rest.substring(0, 4), rest.substring(4));
    }

    /**
     * The bytes of a GUID.
     *
     * @param text as {@link #guid} writes it
     * @return its 16 bytes
     * @throws IllegalArgumentException if it is none
     */
    public static byte[] bytes(String text) {
        byte[] plain = HexFormat.of().parseHex(text.replace("-", ""));
        if (plain.length != 16) {
            throw new IllegalArgumentException(text + " is no GUID");
        }
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ByteBuffer.wrap(plain).getInt(0))
                .putShort(ByteBuffer.wrap(plain).getShort(4))
                .putShort(ByteBuffer.wrap(plain).getShort(6)).put(plain, 8, 8).array();
    }
}
