package dev.fxprof.hooks.win64.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the agent's header slots.h from the table slots.json, at build time: interface ids, places of
 * methods, names of exports and imports, offsets of fields.
 */
public final class SlotHeader {
    private static final String TABLE = "/dev/fxprof/hooks/win64/slots.json";

    private SlotHeader() {
    }

    /**
     * Writes the header, if it is not there already as it would be.
     *
     * @param args the file to write
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        String header = header(table());
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file) || !Files.readString(file).equals(header)) {
            Files.writeString(file, header);
        }
    }

    private static JsonNode table() throws IOException {
        try (InputStream in = SlotHeader.class.getResourceAsStream(TABLE)) {
            return JsonMapper.shared().readTree(in);
        }
    }

    static String header(JsonNode table) {
        StringBuilder text = new StringBuilder("/* Made from slots.json by SlotHeader. */\n"
                + "#ifndef SLOTS_H\n#define SLOTS_H\n\n");
        methods(text, table.get("base"));
        for (JsonNode type : table.get("interfaces")) {
            define(text, "IID_" + type.get("name").asString(), guid(type.get("iid").asString()));
            methods(text, type);
        }
        text.append("#define EXPORTS_MODULE ")
                .append(quoted(table.get("exports").get(0).get("module"))).append("\n\n");
        for (JsonNode one : table.get("imports")) {
            String name = "IMPORT_" + one.get("name").asString().replace("::", "_");
            define(text, name + "_FROM", quoted(one.get("from")));
            define(text, name + "_INTO", quoted(one.get("into")));
            define(text, name + "_MSVC", quoted(one.get("msvcName")));
            define(text, name + "_ITANIUM", quoted(one.get("itaniumName")));
        }
        for (JsonNode structure : table.get("structures")) {
            for (JsonNode field : structure.get("fields")) {
                define(text, "AT_" + structure.get("name").asString() + "_"
                        + field.get("name").asString(), field.get("offset").asString());
            }
        }
        for (JsonNode one : table.get("natives")) {
            define(text, "NATIVE_" + one.get("name").asString(), one.get("hash").asString());
        }
        return text.append("\n#endif\n").toString();
    }

    private static void methods(StringBuilder text, JsonNode type) {
        for (JsonNode method : type.get("methods")) {
            define(text, "SLOT_" + type.get("name").asString() + "_"
                    + method.get("name").asString(), method.get("index").asString());
        }
        text.append('\n');
    }

    /** A GUID as a C initialiser: three numbers as they stand, then eight bytes. */
    private static String guid(String written) {
        UUID id = UUID.fromString(written);
        long high = id.getMostSignificantBits();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "{0x%08X, 0x%04X, 0x%04X, {",
                        high >>> 32, high >>> 16 & 0xFFFF, high & 0xFFFF));
        for (int shift = 56; shift >= 0; shift -= 8) {
            text.append(String.format(Locale.ROOT, "0x%02X%s",
                    id.getLeastSignificantBits() >>> shift & 0xFF, shift == 0 ? "}}" : ", "));
        }
        return text.toString();
    }

    private static String quoted(JsonNode text) {
        String value = text.asString();
        if (value.getBytes(StandardCharsets.US_ASCII).length != value.length()
                || value.contains("\"") || value.contains("\\")) {
            throw new IllegalArgumentException("not a plain name: " + value);
        }
        return '"' + value + '"';
    }

    private static void define(StringBuilder text, String name, String value) {
        text.append("#define ").append(name).append(' ').append(value).append('\n');
    }
}
