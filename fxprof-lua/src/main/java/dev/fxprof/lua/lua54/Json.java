package dev.fxprof.lua.lua54;

import dev.fxprof.lua.LuaScriptError;
import dev.fxprof.lua.Vector3;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** json.encode and json.decode. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {
    }

    static String encode(Object value, Object options) {
        boolean indent = options instanceof Map<?, ?> map
                && Boolean.TRUE.equals(map.get("indent"));
        try {
            return (indent ? MAPPER.writerWithDefaultPrettyPrinter() : MAPPER.writer())
                    .writeValueAsString(plain(value));
        } catch (JacksonException e) {
            throw new LuaScriptError("json.encode: " + e.getOriginalMessage());
        }
    }

    /** What JSON can say: keys become texts, and a number that is none becomes null. */
    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Double d when d.isNaN() || d.isInfinite() -> null;
            case Vector3 v -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("x", v.x());
                fields.put("y", v.y());
                fields.put("z", v.z());
                yield fields;
            }
            case List<?> list -> list.stream().map(Json::plain)
                    .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case Map<?, ?> map -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(String.valueOf(key), plain(field)));
                yield fields;
            }
            case Boolean b -> b;
            case Number n -> n;
            case String s -> s;
            default -> throw new LuaScriptError(
                    "json.encode: type 'function' is not supported by JSON");
        };
    }

    /** As on a server: nil for nil, and nil, position and message for what is no JSON. */
    static Object[] decode(String text) {
        try {
            return new Object[]{text == null ? null : MAPPER.readValue(text, Object.class)};
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset() + 1;
            return new Object[]{null, at, e.getOriginalMessage()};
        }
    }
}
