package dev.fxprof.lua.luaj;

import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.Map;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** json.encode and json.decode. */
final class JsonFunctions {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final LuaValue INDENT = LuaValue.valueOf("indent");

    private final LuajVm vm;

    JsonFunctions(LuajVm vm) {
        this.vm = vm;
    }

    void install() {
        LuaTable t = new LuaTable();
        vm.globals.rawset("json", t);
        Builtin.define(t, "encode", this::encode);
        Builtin.define(t, "decode", JsonFunctions::decode);
    }

    private Varargs encode(Varargs args) {
        boolean indent = args.arg(2).istable() && args.arg(2).get(INDENT).toboolean();
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(context(indent), text)) {
            write(out, args.checkvalue(1), new IdentityHashMap<>());
        } catch (JacksonException e) {
            throw new LuaError("json.encode: " + e.getOriginalMessage());
        }
        return Text.toLua(text.toString());
    }

    private static ObjectWriteContext context(boolean indent) {
        return indent ? new ObjectWriteContext.Base() {
            @Override
            public DefaultPrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        } : ObjectWriteContext.empty();
    }

    private void write(JsonGenerator out, LuaValue value, Map<LuaValue, Boolean> open) {
        switch (value.type()) {
            case LuaValue.TNIL -> out.writeNull();
            case LuaValue.TBOOLEAN -> out.writeBoolean(value.toboolean());
            case LuaValue.TNUMBER -> number(out, value.todouble());
            case LuaValue.TSTRING -> out.writeString(Text.toJava(value));
            case LuaValue.TTABLE -> table(out, value.checktable(), open);
            default -> throw new LuaError("json.encode: type '" + value.typename()
                    + "' is not supported by JSON");
        }
    }

    private static void number(JsonGenerator out, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            out.writeNull();
        } else if (Values.isIntegral(value)) {
            out.writeNumber((long) value);
        } else {
            out.writeNumber(value);
        }
    }

    private void table(JsonGenerator out, LuaTable table, Map<LuaValue, Boolean> open) {
        if (open.put(table, true) != null) {
            throw new LuaError("json.encode: a table contains itself");
        }
        int length = Values.sequenceLength(table);
        if (length >= 0) {
            out.writeStartArray();
            for (int i = 1; i <= length; i++) {
                write(out, table.rawget(i), open);
            }
            out.writeEndArray();
        } else {
            object(out, table, open);
        }
        open.remove(table);
    }

    private void object(JsonGenerator out, LuaTable table, Map<LuaValue, Boolean> open) {
        out.writeStartObject();
        for (Varargs n = table.next(LuaValue.NIL); !n.isnil(1); n = table.next(n.arg1())) {
            out.writeName(vm.describe(n.arg1()));
            write(out, n.arg(2), open);
        }
        out.writeEndObject();
    }

    /** As on a server: nil for nil, and nil, position and message for what is no JSON. */
    private static Varargs decode(Varargs args) {
        if (args.isnil(1)) {
            return LuaValue.NIL;
        }
        String text = Text.toJava(args.checkstring(1));
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            LuaValue value = read(in, in.nextToken());
            return in.nextToken() == null
                    ? value
                    : failure(in.currentTokenLocation(), "text after the end of the document");
        } catch (JacksonException e) {
            return failure(e.getLocation(), e.getOriginalMessage());
        }
    }

    private static Varargs failure(TokenStreamLocation at, String message) {
        return LuaValue.varargsOf(LuaValue.NIL,
                LuaValue.valueOf((double) (at == null ? 0 : at.getCharOffset() + 1)),
                Text.toLua(message));
    }

    private static LuaValue read(JsonParser in, JsonToken token) {
        if (token == null) {
            throw new StreamReadException(in, "unexpected end of the text");
        }
        return switch (token) {
            case START_ARRAY -> array(in);
            case START_OBJECT -> object(in);
            case VALUE_STRING -> Text.toLua(in.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> LuaValue.valueOf(in.getDoubleValue());
            case VALUE_TRUE -> LuaValue.TRUE;
            case VALUE_FALSE -> LuaValue.FALSE;
            default -> LuaValue.NIL;
        };
    }

    private static LuaTable array(JsonParser in) {
        LuaTable table = new LuaTable();
        int i = 0;
        for (JsonToken t = in.nextToken(); t != JsonToken.END_ARRAY; t = in.nextToken()) {
            table.rawset(++i, read(in, t));
        }
        return table;
    }

    private static LuaTable object(JsonParser in) {
        LuaTable table = new LuaTable();
        for (JsonToken t = in.nextToken(); t != JsonToken.END_OBJECT; t = in.nextToken()) {
            LuaValue key = Text.toLua(in.currentName());
            table.rawset(key, read(in, in.nextToken()));
        }
        return table;
    }
}
