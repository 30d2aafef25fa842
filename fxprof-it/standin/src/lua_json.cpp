#include "lua_libs.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include "lua_api.h"
#include "text.h"

namespace {
constexpr int DEEPEST = 128;
// Reused by every encode: an error that leaves by longjmp then takes nothing along.
std::string out;

// Length of the array that the table is, or -1.
lua_Integer arrayLength(lua_State* L, int index) {
    lua_Integer highest = 0;
    lua_Integer pairs = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1) {
            lua_pop(L, 1);
            return -1;
        }
        const lua_Integer key = lua_tointeger(L, -1);
        highest = key > highest ? key : highest;
        pairs++;
    }
    return highest <= 2 * pairs + 8 ? highest : -1;
}

void line(bool indent, int depth) {
    if (indent) {
        out += '\n';
        out.append(static_cast<size_t>(depth) * 4, ' ');
    }
}

void encodeValue(lua_State* L, int index, bool indent, int depth);

void encodeObject(lua_State* L, int index, bool indent, int depth) {
    out += '{';
    bool first = true;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        const int top = lua_gettop(L);
        if (!first) {
            out += ',';
        }
        first = false;
        line(indent, depth + 1);
        lua_pushvalue(L, top - 1);
        size_t length;
        const char* key = luaL_tolstring(L, -1, &length);
        out += quoted({key, length});
        out += indent ? ": " : ":";
        lua_settop(L, top);
        encodeValue(L, top, indent, depth + 1);
        lua_pop(L, 1);
    }
    line(indent, depth);
    out += '}';
}

void encodeNumber(lua_State* L, int index) {
    if (lua_isinteger(L, index)) {
        out += std::to_string(lua_tointeger(L, index));
        return;
    }
    const double value = lua_tonumber(L, index);
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    const std::string shorter = format("%.15g", value);
    const std::string exact = std::strtod(shorter.c_str(), nullptr) == value ? shorter
            : format("%.17g", value);
    out += exact;
    out += exact.find_first_of(".e") == std::string::npos ? ".0" : "";
}

void encodeValue(lua_State* L, int index, bool indent, int depth) {
    if (depth > DEEPEST) {
        luaL_error(L, "table nested deeper than %d levels", DEEPEST);
    }
    luaL_checkstack(L, 8, "encoding");
    switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
        out += lua_toboolean(L, index) ? "true" : "false";
        return;
    case LUA_TNUMBER:
        return encodeNumber(L, index);
    case LUA_TSTRING: {
        size_t length;
        const char* text = lua_tolstring(L, index, &length);
        out += quoted({text, length});
        return;
    }
    case LUA_TTABLE: {
        const lua_Integer length = arrayLength(L, index);
        if (length < 0) {
            return encodeObject(L, index, indent, depth);
        }
        out += '[';
        for (lua_Integer i = 1; i <= length; i++) {
            out += i > 1 ? "," : "";
            line(indent, depth + 1);
            lua_rawgeti(L, index, i);
            encodeValue(L, lua_gettop(L), indent, depth + 1);
            lua_pop(L, 1);
        }
        line(indent && length > 0, depth);
        out += ']';
        return;
    }
    case LUA_TNIL:
    case LUA_TLIGHTUSERDATA:
        out += "null";
        return;
    default:
        luaL_error(L, "cannot encode a value of type %s", luaL_typename(L, index));
    }
}

int encode(lua_State* L) {
    luaL_checkany(L, 1);
    bool indent = false;
    if (lua_istable(L, 2)) {
        lua_getfield(L, 2, "indent");
        indent = lua_toboolean(L, -1) != 0;
    }
    out.clear();
    encodeValue(L, 1, indent, 0);
    lua_pushlstring(L, out.data(), out.size());
    return 1;
}

struct Input {
    const char* at;
    const char* end;
    const char* begin;
};

int fail(lua_State* L, const Input& in) {
    return luaL_error(L, "JSON is malformed at byte %d", static_cast<int>(in.at - in.begin) + 1);
}

void blanks(Input& in) {
    while (in.at < in.end && (*in.at == ' ' || *in.at == '\n' || *in.at == '\t' || *in.at == '\r')) {
        in.at++;
    }
}

unsigned hex(lua_State* L, Input& in) {
    unsigned value = 0;
    for (int i = 0; i < 4; i++) {
        const char c = in.at < in.end ? *in.at : 'x';
        if (!std::isxdigit(static_cast<unsigned char>(c))) {
            fail(L, in);
        }
        value = value * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        in.at++;
    }
    return value;
}

void addUtf8(luaL_Buffer* b, unsigned code) {
    if (code < 0x80) {
        luaL_addchar(b, static_cast<char>(code));
    } else if (code < 0x800) {
        luaL_addchar(b, static_cast<char>(0xC0 | code >> 6));
        luaL_addchar(b, static_cast<char>(0x80 | (code & 63)));
    } else if (code < 0x10000) {
        luaL_addchar(b, static_cast<char>(0xE0 | code >> 12));
        luaL_addchar(b, static_cast<char>(0x80 | (code >> 6 & 63)));
        luaL_addchar(b, static_cast<char>(0x80 | (code & 63)));
    } else {
        luaL_addchar(b, static_cast<char>(0xF0 | code >> 18));
        luaL_addchar(b, static_cast<char>(0x80 | (code >> 12 & 63)));
        luaL_addchar(b, static_cast<char>(0x80 | (code >> 6 & 63)));
        luaL_addchar(b, static_cast<char>(0x80 | (code & 63)));
    }
}

void decodeString(lua_State* L, Input& in) {
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    in.at++;
    while (in.at < in.end && *in.at != '"') {
        if (*in.at != '\\') {
            luaL_addchar(&b, *in.at++);
            continue;
        }
        in.at++;
        const char c = in.at < in.end ? *in.at++ : '\0';
        const std::string_view known = "nrtbf";
        const size_t which = known.find(c);
        if (c == 'u') {
            unsigned code = hex(L, in);
            if (code >= 0xD800 && code < 0xDC00 && in.end - in.at > 6 && in.at[0] == '\\') {
                in.at += 2;
                code = 0x10000 + ((code - 0xD800) << 10) + (hex(L, in) - 0xDC00);
            }
            addUtf8(&b, code);
        } else {
            luaL_addchar(&b, which == std::string_view::npos ? c : "\n\r\t\b\f"[which]);
        }
    }
    if (in.at == in.end) {
        fail(L, in);
    }
    in.at++;
    luaL_pushresult(&b);
}

void decodeValue(lua_State* L, Input& in, int depth);

void decodeContainer(lua_State* L, Input& in, int depth, bool object) {
    const char close = object ? '}' : ']';
    lua_newtable(L);
    in.at++;
    blanks(in);
    lua_Integer next = 1;
    while (in.at < in.end && *in.at != close) {
        if (object) {
            if (*in.at != '"') {
                fail(L, in);
            }
            decodeString(L, in);
            blanks(in);
            if (in.at == in.end || *in.at++ != ':') {
                fail(L, in);
            }
        } else {
            lua_pushinteger(L, next++);
        }
        decodeValue(L, in, depth + 1);
        lua_rawset(L, -3);
        blanks(in);
        if (in.at < in.end && *in.at == ',') {
            in.at++;
            blanks(in);
        } else if (in.at == in.end || *in.at != close) {
            fail(L, in);
        }
    }
    if (in.at == in.end) {
        fail(L, in);
    }
    in.at++;
}

bool word(Input& in, std::string_view text) {
    if (std::string_view(in.at, static_cast<size_t>(in.end - in.at)).substr(0, text.size()) != text) {
        return false;
    }
    in.at += text.size();
    return true;
}

void decodeValue(lua_State* L, Input& in, int depth) {
    luaL_checkstack(L, 8, "decoding");
    blanks(in);
    if (in.at == in.end || depth > DEEPEST) {
        fail(L, in);
    }
    if (*in.at == '{' || *in.at == '[') {
        decodeContainer(L, in, depth, *in.at == '{');
    } else if (*in.at == '"') {
        decodeString(L, in);
    } else if (word(in, "true")) {
        lua_pushboolean(L, 1);
    } else if (word(in, "false")) {
        lua_pushboolean(L, 0);
    } else if (word(in, "null")) {
        lua_pushnil(L);
    } else {
        const char* start = in.at;
        while (in.at < in.end && std::string_view("+-0123456789.eE").find(*in.at)
                != std::string_view::npos) {
            in.at++;
        }
        lua_pushlstring(L, start, static_cast<size_t>(in.at - start));
        if (start == in.at || lua_stringtonumber(L, lua_tostring(L, -1)) == 0) {
            fail(L, in);
        }
        lua_remove(L, -2);
    }
}

int decode(lua_State* L) {
    size_t length;
    const char* text = luaL_checklstring(L, 1, &length);
    Input in = {text, text + length, text};
    decodeValue(L, in, 0);
    blanks(in);
    if (in.at != in.end) {
        fail(L, in);
    }
    return 1;
}

int setOption(lua_State* L) {
    luaL_checkstring(L, 1);
    return 0;
}

const luaL_Reg FUNCTIONS[] = {{"encode", encode}, {"decode", decode}, {"setoption", setOption},
        {nullptr, nullptr}};
}

int openJson(lua_State* L) {
    luaL_newlib(L, FUNCTIONS);
    lua_pushliteral(L, "standin json");
    lua_setfield(L, -2, "_VERSION");
    lua_pushlightuserdata(L, nullptr);
    lua_setfield(L, -2, "null");
    return 1;
}
