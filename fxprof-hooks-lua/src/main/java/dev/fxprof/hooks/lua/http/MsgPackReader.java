package dev.fxprof.hooks.lua.http;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one value of msgpack: null, Boolean, Long, Double, byte[] for text and bytes alike, List, and
 * Map by the texts of its keys.
 */
final class MsgPackReader {
    private static final int MOST_LEVELS = 16;

    private final ByteBuffer in;

    private MsgPackReader(byte[] bytes) {
        in = ByteBuffer.wrap(bytes);
    }

    static Object read(byte[] bytes) throws BadRequestException {
        MsgPackReader reader = new MsgPackReader(bytes);
        try {
            Object value = reader.value(0);
            if (reader.in.hasRemaining()) {
                throw reader.wrong("bytes after the value");
            }
            return value;
        } catch (BufferUnderflowException e) {
            throw new BadRequestException(
                    "the msgpack ends after " + bytes.length + " bytes, within a value");
        }
    }

    private BadRequestException wrong(String found) {
        return new BadRequestException("the msgpack has " + found + " at byte " + in.position());
    }

    private Object value(int level) throws BadRequestException {
        int tag = in.get() & 0xFF;
        if (tag < 0x80) {
            return (long) tag;
        } else if (tag < 0x90) {
            return map(tag & 0x0F, level);
        } else if (tag < 0xA0) {
            return list(tag & 0x0F, level);
        } else if (tag < 0xC0) {
            return bytes(tag & 0x1F);
        } else if (tag >= 0xE0) {
            return (long) (byte) tag;
        }
        return longer(tag, level);
    }

    private Object longer(int tag, int level) throws BadRequestException {
        return switch (tag) {
            case 0xC0 -> null;
            case 0xC2 -> false;
            case 0xC3 -> true;
            case 0xC4, 0xD9 -> bytes(in.get() & 0xFF);
            case 0xC5, 0xDA -> bytes(in.getShort() & 0xFFFF);
            case 0xC6, 0xDB -> bytes(in.getInt() & 0xFFFFFFFFL);
            case 0xCA -> (double) in.getFloat();
            case 0xCB -> in.getDouble();
            case 0xCC -> (long) (in.get() & 0xFF);
            case 0xCD -> (long) (in.getShort() & 0xFFFF);
            case 0xCE -> in.getInt() & 0xFFFFFFFFL;
            case 0xCF, 0xD3 -> in.getLong();
            case 0xD0 -> (long) in.get();
            case 0xD1 -> (long) in.getShort();
            case 0xD2 -> (long) in.getInt();
            case 0xDC -> list(in.getShort() & 0xFFFF, level);
            case 0xDD -> list(in.getInt() & 0xFFFFFFFFL, level);
            case 0xDE -> map(in.getShort() & 0xFFFF, level);
            case 0xDF -> map(in.getInt() & 0xFFFFFFFFL, level);
            default -> throw wrong("the tag " + tag);
        };
    }

    private void room(long values, int level) throws BadRequestException {
        if (values > in.remaining()) {
            throw wrong(values + " values or bytes that are not there");
        } else if (level == MOST_LEVELS) {
            throw wrong("more than " + MOST_LEVELS + " levels");
        }
    }

    private byte[] bytes(long length) throws BadRequestException {
        room(length, 0);
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private List<Object> list(long count, int level) throws BadRequestException {
        room(count, level);
        List<Object> list = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            list.add(value(level + 1));
        }
        return list;
    }

    private Map<String, Object> map(long count, int level) throws BadRequestException {
        room(count, level);
        Map<String, Object> map = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            if (!(value(level + 1) instanceof byte[] key)) {
                throw wrong("a key that is no text");
            }
            map.put(new String(key, StandardCharsets.UTF_8), value(level + 1));
        }
        return map;
    }
}
