package dev.fxprof.hooks.lua.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What stands in a request, each value taken as what it has to be. */
final class Fields {
    private final String where;
    private final List<?> values;
    private final Map<?, ?> byName;

    private Fields(String where, List<?> values, Map<?, ?> byName) {
        this.where = where;
        this.values = values;
        this.byName = byName;
    }

    static Fields of(byte[] request) throws BadRequestException {
        if (MsgPackReader.read(request) instanceof Map<?, ?> map) {
            return new Fields("the request", List.of(), map);
        }
        throw new BadRequestException("the request is no msgpack map");
    }

    private Object get(String name, int at) {
        return byName != null ? byName.get(name) : at < values.size() ? values.get(at) : null;
    }

    private BadRequestException wrong(String name, String expected) {
        return new BadRequestException(where + ": expected " + expected + " as " + name);
    }

    byte[] bytes(String name, int at) throws BadRequestException {
        if (get(name, at) instanceof byte[] bytes) {
            return bytes;
        }
        throw wrong(name, "text");
    }

    String text(String name, int at) throws BadRequestException {
        return new String(bytes(name, at), StandardCharsets.UTF_8);
    }

    String text(String name) throws BadRequestException {
        return text(name, 0);
    }

    long number(String name, int at, long most) throws BadRequestException {
        Object value = get(name, at);
        if (value instanceof Double d && d == Math.rint(d)) {
            value = d.longValue();
        }
        if (value instanceof Long number && number >= 0 && number <= most) {
            return number;
        }
        throw wrong(name, "a whole number from 0 to " + most);
    }

    double real(String name, int at) throws BadRequestException {
        if (get(name, at) instanceof Number number && number.doubleValue() >= 0) {
            return number.doubleValue();
        }
        throw wrong(name, "a number, 0 or more,");
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(get(name, 0));
    }

    private List<?> list(String name, int at) throws BadRequestException {
        Object value = get(name, at);
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(name, "a list");
    }

    List<String> texts(String name, int at) throws BadRequestException {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name, at)) {
            if (!(value instanceof byte[] bytes)) {
                throw wrong(name, "a list of texts");
            }
            texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The rows of a list of lists. */
    List<Fields> rows(String name) throws BadRequestException {
        List<Fields> rows = new ArrayList<>();
        for (Object value : list(name, 0)) {
            if (!(value instanceof List<?> row)) {
                throw wrong(name, "a list of lists");
            }
            rows.add(new Fields(name + " " + (rows.size() + 1), row, null));
        }
        return rows;
    }
}
