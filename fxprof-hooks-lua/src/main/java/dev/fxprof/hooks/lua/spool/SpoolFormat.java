package dev.fxprof.hooks.lua.spool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers of the format that docs/spool.md describes. */
public final class SpoolFormat {
    /** Version that this reader knows. */
    public static final int VERSION = 1;

    /** Type of a frame that says what is recorded. */
    public static final int SESSION = 1;
    /** Type of a frame that an agent made. */
    public static final int VM = 2;
    /** Type of a frame that ends a window. */
    public static final int SYNC = 3;

    static final int HEADER_BYTES = 32;
    /** Length, type and sequence before a payload. */
    static final int FRAME_HEAD = 16;
    /** The length again. */
    static final int FRAME_TAIL = 4;
    /** More than an agent's buffer can ever become. */
    static final int MOST_PAYLOAD = 32 << 20;

    private static final byte[] MAGIC = {'F', 'X', 'S', 'P', 'O', 'O', 'L', '\n'};
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);

    private SpoolFormat() {
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static boolean hasMagic(byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }
}
