package dev.fxprof.export.perfetto;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Protobuf's wire format, read a second time and in another way than the product does. */
final class WireFile {
    /** A field's content: a number, or bytes. */
    record Value(int type, long number, byte[] bytes) {
        Fields fields() {
            return new Fields(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The fields of a message, by number. */
    static final class Fields {
        final Map<Integer, List<Value>> values = new LinkedHashMap<>();

        private final byte[] bytes;
        private int at;

        Fields(byte[] bytes) {
            this.bytes = bytes;
            while (at < bytes.length) {
                long tag = varint();
                int type = (int) (tag & 7);
                values.computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>())
                        .add(switch (type) {
                            case 0 -> new Value(type, varint(), null);
                            case 1 -> new Value(type, fixed(), null);
                            case 2 -> new Value(type, 0, delimited());
                            default -> throw new IllegalStateException("wire type " + type);
                        });
            }
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 70; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalStateException("a number of more than ten bytes");
        }

        private long fixed() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                value |= (bytes[at++] & 0xFFL) << 8 * i;
            }
            return value;
        }

        private byte[] delimited() {
            int length = Math.toIntExact(varint());
            byte[] content = java.util.Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            if (at > bytes.length) {
                throw new IllegalStateException("a field beyond the end");
            }
            return content;
        }

        boolean has(int field) {
            return values.containsKey(field);
        }

        List<Value> all(int field) {
            return values.getOrDefault(field, List.of());
        }

        long number(int field) {
            return all(field).isEmpty() ? 0 : all(field).getLast().number;
        }

        Fields message(int field) {
            return new Fields(all(field).isEmpty() ? new byte[0] : all(field).getLast().bytes);
        }
    }

    private WireFile() {
    }

    /** The packets of a file, which is whole. */
    static List<Fields> packets(byte[] file) {
        Fields trace = new Fields(file);
        if (!trace.values.keySet().stream().allMatch(field -> field == 1)) {
            throw new IllegalStateException("not only packets: " + trace.values.keySet());
        }
        return trace.all(1).stream().map(Value::fields).toList();
    }

    /** Where each packet of a file ends. */
    static List<Integer> ends(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int length = 0;
            int shift = 0;
            at++;
            byte next;
            do {
                next = file[at++];
                length |= (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            at += length;
            ends.add(at);
        }
        return ends;
    }
}
