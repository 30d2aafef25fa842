package dev.fxprof.live.web;

import io.undertow.util.AttachmentKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * How messages of the stream are written. Both forms are made of the same values, in parts that are
 * written once and joined for each client: objects and arrays of an open end, in CBOR too.
 */
enum StreamForm {
    /** Text frames, each a JSON object. */
    JSON("json", JsonMapper.shared(), ascii("{"), ascii("}"), ascii("["), ascii("]"), ascii(","),
            ascii("null")),
    /** Binary frames, each a CBOR map (RFC 8949). */
    CBOR("cbor", new CBORMapper(), new byte[]{(byte) 0xBF}, new byte[]{(byte) 0xFF},
            new byte[]{(byte) 0x9F}, new byte[]{(byte) 0xFF}, new byte[0],
            new byte[]{(byte) 0xF6});

    /** What the client asked for. */
    static final AttachmentKey<StreamForm> WANTED = AttachmentKey.create(StreamForm.class);

    private final String label;
    private final ObjectMapper mapper;
    private final byte[] open;
    private final byte[] close;
    private final byte[] openList;
    private final byte[] closeList;
    private final byte[] comma;
    private final byte[] nothing;

    StreamForm(String label, ObjectMapper mapper, byte[] open, byte[] close, byte[] openList,
            byte[] closeList, byte[] comma, byte[] nothing) {
        this.label = label;
        this.mapper = mapper;
        this.open = open;
        this.close = close;
        this.openList = openList;
        this.closeList = closeList;
        this.comma = comma;
        this.nothing = nothing;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The form of a name; empty if there is none. */
    static Optional<StreamForm> of(String label) {
        for (StreamForm form : values()) {
            if (form.label.equals(label)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /** Fields of an object, without its begin and end, in the order of the map. */
    byte[] fields(Map<String, ?> values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = mapper.createGenerator(out)) {
            generator.writeStartObject();
            values.forEach(generator::writePOJOProperty);
            generator.writeEndObject();
        }
        byte[] whole = out.toByteArray();
        byte[] inner = new byte[whole.length - open.length - close.length];
        System.arraycopy(whole, open.length, inner, 0, inner.length);
        return inner;
    }

    /** An object of fields that were written before. */
    byte[] object(List<byte[]> fields) {
        return join(open, fields, close);
    }

    /** A field that holds a list of values that were written before. */
    byte[] list(String name, List<byte[]> values) {
        byte[] field = fields(Collections.singletonMap(name, null));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(field, 0, field.length - nothing.length);
        out.writeBytes(join(openList, values, closeList));
        return out.toByteArray();
    }

    private byte[] join(byte[] before, List<byte[]> parts, byte[] after) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                out.writeBytes(comma);
            }
            out.writeBytes(parts.get(i));
        }
        out.writeBytes(after);
        return out.toByteArray();
    }
}
