#include "lua_libs.h"

#include <memory>
#include <string>
#include <vector>

#include "lua_api.h"
#include "msgpack.h"

// Errors may leave by longjmp, so buffers are borrowed and given back; one that an error took
// along is lost, no more.
namespace {
constexpr int DEEPEST = 100;
const char EXTENSIONS = 1;
const char TYPES = 2;

std::vector<std::unique_ptr<std::string>> spare;

struct Buffer {
    std::string* text;
    Buffer() {
        if (spare.empty()) {
            spare.push_back(std::make_unique<std::string>());
        }
        text = spare.back().release();
        spare.pop_back();
        text->clear();
    }
    ~Buffer() { spare.emplace_back(text); }
};

struct Options {
    bool compatStrings = false;
    bool holes = false;
    bool alwaysMap = false;
    bool singles = false;
    bool emptyAsArray = false;
};

// One set a VM; the registry owns it.
Options& options(lua_State* L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &TYPES);
    lua_rawgeti(L, -1, 1);
    Options* found = static_cast<Options*>(lua_touserdata(L, -1));
    lua_pop(L, 2);
    return *found;
}

void packValue(lua_State* L, int index, const Options& how, std::string& out, int depth);

void packString(lua_State* L, int index, const Options& how, std::string& out) {
    size_t length;
    const char* bytes = lua_tolstring(L, index, &length);
    if (how.compatStrings && length >= 32 && length < 256) {
        out += static_cast<char>(0xDA);
        out += '\0';
        out += static_cast<char>(length);
        out.append(bytes, length);
    } else {
        msgpack::string(out, {bytes, length});
    }
}

// The extension table of the number on top of the stack; replaces it.
bool extensionOnTop(lua_State* L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &EXTENSIONS);
    lua_insert(L, -2);
    lua_gettable(L, -2);
    lua_remove(L, -2);
    return lua_istable(L, -1);
}

// Expects the table with __pack on top and takes it off.
void packExtension(lua_State* L, int index, int type, std::string& out) {
    lua_getfield(L, -1, "__pack");
    lua_pushvalue(L, index);
    lua_pushinteger(L, type);
    lua_call(L, 2, 1);
    size_t length;
    const char* bytes = lua_tolstring(L, -1, &length);
    if (bytes == nullptr) {
        luaL_error(L, "__pack must return a string");
    }
    msgpack::extension(out, static_cast<int8_t>(type), {bytes, length});
    lua_pop(L, 2);
}

bool packByMetatable(lua_State* L, int index, std::string& out) {
    if (!lua_getmetatable(L, index)) {
        return false;
    }
    lua_pushliteral(L, "__ext");
    lua_rawget(L, -2);
    if (!lua_isinteger(L, -1)) {
        lua_pop(L, 2);
        return false;
    }
    const int type = static_cast<int>(lua_tointeger(L, -1));
    lua_pop(L, 1);
    packExtension(L, index, type, out);
    return true;
}

// The length where all keys are 1 to n, else -1; counts the pairs.
lua_Integer arrayLength(lua_State* L, int index, const Options& how, size_t& pairs) {
    lua_Integer highest = 0;
    bool array = true;
    pairs = 0;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        pairs++;
        if (lua_isinteger(L, -1) && lua_tointeger(L, -1) > 0) {
            const lua_Integer key = lua_tointeger(L, -1);
            highest = key > highest ? key : highest;
        } else {
            array = false;
        }
    }
    if (how.alwaysMap || !array || (pairs == 0 && !how.emptyAsArray)) {
        return -1;
    }
    const bool dense = static_cast<size_t>(highest) == pairs;
    return dense || (how.holes && static_cast<size_t>(highest) < 2 * pairs + 8) ? highest : -1;
}

void packTable(lua_State* L, int index, const Options& how, std::string& out, int depth) {
    if (packByMetatable(L, index, out)) {
        return;
    }
    size_t pairs;
    const lua_Integer length = arrayLength(L, index, how, pairs);
    if (length >= 0) {
        msgpack::array(out, static_cast<size_t>(length));
        for (lua_Integer i = 1; i <= length; i++) {
            lua_rawgeti(L, index, i);
            packValue(L, lua_gettop(L), how, out, depth + 1);
            lua_pop(L, 1);
        }
        return;
    }
    msgpack::map(out, pairs);
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        const int top = lua_gettop(L);
        packValue(L, top - 1, how, out, depth + 1);
        packValue(L, top, how, out, depth + 1);
        lua_pop(L, 1);
    }
}

void packByType(lua_State* L, int index, std::string& out) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &TYPES);
    lua_getfield(L, -1, luaL_typename(L, index));
    lua_remove(L, -2);
    const int type = static_cast<int>(lua_tointeger(L, -1));
    if (!lua_isinteger(L, -1) || !extensionOnTop(L)) {
        luaL_error(L, "cannot pack a value of type %s", luaL_typename(L, index));
    }
    packExtension(L, index, type, out);
}

void packValue(lua_State* L, int index, const Options& how, std::string& out, int depth) {
    if (depth > DEEPEST) {
        luaL_error(L, "table nested deeper than %d levels", DEEPEST);
    }
    luaL_checkstack(L, 8, "packing");
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        return msgpack::nil(out);
    case LUA_TBOOLEAN:
        return msgpack::boolean(out, lua_toboolean(L, index) != 0);
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            return msgpack::integer(out, lua_tointeger(L, index));
        }
        return how.singles ? msgpack::single(out, static_cast<float>(lua_tonumber(L, index)))
                : msgpack::number(out, lua_tonumber(L, index));
    case LUA_TSTRING:
        return packString(L, index, how, out);
    case LUA_TTABLE:
        return packTable(L, index, how, out, depth);
    case LUA_TLIGHTUSERDATA:
        return msgpack::nil(out);
    case LUA_TUSERDATA:
        if (packByMetatable(L, index, out)) {
            return;
        }
        return packByType(L, index, out);
    default:
        return packByType(L, index, out);
    }
}

int pack(lua_State* L) {
    const int count = lua_gettop(L);
    Buffer buffer;
    for (int i = 1; i <= count; i++) {
        packValue(L, i, options(L), *buffer.text, 0);
    }
    lua_pushlstring(L, buffer.text->data(), buffer.text->size());
    return 1;
}

int packArguments(lua_State* L) {
    const int count = lua_gettop(L);
    Buffer buffer;
    msgpack::array(*buffer.text, static_cast<size_t>(count));
    for (int i = 1; i <= count; i++) {
        packValue(L, i, options(L), *buffer.text, 0);
    }
    lua_pushlstring(L, buffer.text->data(), buffer.text->size());
    return 1;
}

void unpackValue(lua_State* L, msgpack::Reader& in, int depth);

void unpackExtension(lua_State* L, const msgpack::Reader& in) {
    const int type = in.extensionType;
    const std::string_view text = in.text;
    lua_pushinteger(L, type);
    if (!extensionOnTop(L)) {
        return;
    }
    lua_getfield(L, -1, "__unpack");
    lua_remove(L, -2);
    lua_pushlstring(L, text.data(), text.size());
    lua_pushinteger(L, type);
    lua_call(L, 2, 1);
}

void unpackMap(lua_State* L, msgpack::Reader& in, size_t size, int depth) {
    lua_newtable(L);
    for (size_t i = 0; i < size; i++) {
        unpackValue(L, in, depth + 1);
        unpackValue(L, in, depth + 1);
        if (lua_isnil(L, -2)) {
            lua_pop(L, 2);
        } else {
            lua_rawset(L, -3);
        }
    }
}

void unpackValue(lua_State* L, msgpack::Reader& in, int depth) {
    if (depth > DEEPEST) {
        luaL_error(L, "table nested deeper than %d levels", DEEPEST);
    }
    luaL_checkstack(L, 8, "unpacking");
    switch (in.next()) {
    case msgpack::Type::nil:
        return lua_pushnil(L);
    case msgpack::Type::boolean:
        return lua_pushboolean(L, in.integer != 0);
    case msgpack::Type::integer:
        return lua_pushinteger(L, in.integer);
    case msgpack::Type::number:
        return lua_pushnumber(L, in.number);
    case msgpack::Type::string:
        lua_pushlstring(L, in.text.data(), in.text.size());
        return;
    case msgpack::Type::array: {
        const size_t size = in.size;
        lua_createtable(L, size < 4096 ? static_cast<int>(size) : 4096, 0);
        for (size_t i = 1; i <= size; i++) {
            unpackValue(L, in, depth + 1);
            lua_rawseti(L, -2, static_cast<lua_Integer>(i));
        }
        return;
    }
    case msgpack::Type::map:
        return unpackMap(L, in, in.size, depth);
    case msgpack::Type::extension:
        return unpackExtension(L, in);
    case msgpack::Type::broken:
        luaL_error(L, "missing or malformed bytes in input");
    }
}

int unpack(lua_State* L) {
    size_t length;
    const char* bytes = luaL_checklstring(L, 1, &length);
    msgpack::Reader in({bytes, length});
    int count = 0;
    while (!in.atEnd()) {
        luaL_checkstack(L, 8, "unpacking");
        unpackValue(L, in, 0);
        count++;
    }
    return count;
}

int setString(lua_State* L) {
    options(L).compatStrings = std::string_view(luaL_checkstring(L, 1)) == "string_compat";
    return 0;
}

// Integers always take their shortest form, unsigned where they are not negative.
int setInteger(lua_State* L) {
    luaL_checkstring(L, 1);
    return 0;
}

int setNumber(lua_State* L) {
    options(L).singles = std::string_view(luaL_checkstring(L, 1)) == "float";
    return 0;
}

int setArray(lua_State* L) {
    const std::string_view how = luaL_checkstring(L, 1);
    options(L).holes = how == "with_hole";
    options(L).alwaysMap = how == "always_as_map";
    return 0;
}

int setOption(lua_State* L) {
    const std::string_view name = luaL_checkstring(L, 1);
    const bool value = lua_toboolean(L, 2) != 0;
    if (name == "empty_table_as_array") {
        options(L).emptyAsArray = value;
    } else if (name == "with_hole") {
        options(L).holes = value;
    }
    return 0;
}

int extend(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &EXTENSIONS);
    lua_getfield(L, 1, "__ext");
    luaL_argcheck(L, lua_isinteger(L, -1), 1, "__ext must be an integer");
    lua_pushvalue(L, 1);
    lua_settable(L, -3);
    lua_settop(L, 1);
    return 1;
}

int extendClear(lua_State* L) {
    const int count = lua_gettop(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &EXTENSIONS);
    for (int i = 1; i <= count; i++) {
        lua_pushnil(L);
        lua_rawseti(L, -2, luaL_checkinteger(L, i));
    }
    return 0;
}

int setType(lua_State* L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &TYPES);
    lua_pushinteger(L, luaL_checkinteger(L, 2));
    lua_setfield(L, -2, luaL_checkstring(L, 1));
    return 0;
}

const luaL_Reg FUNCTIONS[] = {{"pack", pack}, {"unpack", unpack}, {"pack_args", packArguments},
        {"set_string", setString}, {"set_integer", setInteger}, {"set_number", setNumber},
        {"set_array", setArray}, {"setoption", setOption}, {"extend", extend},
        {"extend_clear", extendClear}, {"settype", setType}, {nullptr, nullptr}};
}

int openMsgpack(lua_State* L) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &EXTENSIONS);
    lua_newtable(L);
    new (lua_newuserdatauv(L, sizeof(Options), 0)) Options();
    lua_rawseti(L, -2, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &TYPES);
    luaL_newlib(L, FUNCTIONS);
    lua_pushliteral(L, "standin cmsgpack");
    lua_setfield(L, -2, "_NAME");
    return 1;
}
