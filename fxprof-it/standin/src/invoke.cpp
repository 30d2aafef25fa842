#include <exception>
#include <unordered_set>

#include "console.h"
#include "lua_api.h"
#include "meta.h"
#include "natives.h"
#include "runtime.h"
#include "text.h"

// An error in a native may leave by longjmp: whatever owns memory here is reused, not destroyed.
namespace {
std::string problem;

bool readArgument(lua_State* L, int index, Argument& argument) {
    switch (lua_type(L, index)) {
    case LUA_TNIL:
        argument.type = Argument::Type::nil;
        return true;
    case LUA_TBOOLEAN:
        argument.type = Argument::Type::boolean;
        argument.integer = lua_toboolean(L, index);
        return true;
    case LUA_TNUMBER:
        argument.type = lua_isinteger(L, index) ? Argument::Type::integer : Argument::Type::number;
        argument.integer = lua_tointeger(L, index);
        argument.number = lua_tonumber(L, index);
        return true;
    case LUA_TSTRING:
        argument.type = Argument::Type::string;
        argument.bytes = lua_tolstring(L, index, &argument.length);
        return true;
    default:
        return false;
    }
}

// Entities and players are tables with their handle in __data.
bool readTable(lua_State* L, int index, Argument& argument) {
    lua_pushliteral(L, "__data");
    lua_rawget(L, index);
    const bool read = readArgument(L, lua_gettop(L), argument);
    const bool keeps = argument.type != Argument::Type::string;
    lua_pop(L, 1);
    return read && keeps;
}

void pushAsObject(lua_State* L, const std::string& bytes) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, runtimes::current()->objectRoutine);
    lua_pushlstring(L, bytes.data(), bytes.size());
    if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
        lua_pop(L, 1);
        lua_pushnil(L);
    }
}

int pushResult(lua_State* L, const Call& call, meta::Field wanted) {
    const double number = call.result == Call::Result::number ? call.vector[0]
            : static_cast<double>(call.resultInteger);
    switch (wanted) {
    case meta::Field::resultAsString:
        if (call.result == Call::Result::text) {
            lua_pushlstring(L, call.resultText->data(), call.resultText->size());
        } else {
            lua_pushnil(L);
        }
        return 1;
    case meta::Field::resultAsObject:
        if (call.result == Call::Result::text) {
            pushAsObject(L, *call.resultText);
        } else {
            lua_pushnil(L);
        }
        return 1;
    case meta::Field::resultAsFloat:
        lua_pushnumber(L, static_cast<float>(number));
        return 1;
    case meta::Field::resultAsVector:
        for (double part : call.vector) {
            lua_pushnumber(L, static_cast<float>(part));
        }
        return 3;
    case meta::Field::resultAsInteger:
        lua_pushinteger(L, static_cast<int32_t>(call.resultInteger));
        return 1;
    case meta::Field::resultAsLong:
        lua_pushinteger(L, call.resultInteger);
        return 1;
    default:
        if (call.resultInteger == 0) {
            lua_pushboolean(L, 0);
        } else {
            lua_pushinteger(L, static_cast<int32_t>(call.resultInteger));
        }
        return 1;
    }
}

void warnUnknown(uint64_t hash) {
    static std::unordered_set<uint64_t> warned;
    if (warned.insert(hash).second) {
        console::print("script", format("WARNING: NON-EXISTENT NATIVE %016llx\n",
                static_cast<unsigned long long>(hash)));
    }
}

bool collect(lua_State* L, Call& call, meta::Field& wanted) {
    for (int i = 2, top = lua_gettop(L); i <= top; i++) {
        if (lua_islightuserdata(L, i)) {
            wanted = meta::result(lua_touserdata(L, i), wanted);
        } else if (call.count == Call::MOST || (lua_istable(L, i)
                ? !readTable(L, i, call.arguments[call.count++])
                : !readArgument(L, i, call.arguments[call.count++]))) {
            problem = std::string("invalid lua type: ") + luaL_typename(L, i);
            return false;
        }
    }
    return true;
}

bool run(const Native& native, Call& call) {
    try {
        native.function(call);
        return true;
    } catch (const std::exception& e) {
        problem = e.what();
        return false;
    }
}
}

int invokeNative(lua_State* L) {
    // Natives call scripts that call natives: one result text a depth.
    static std::string texts[64];
    static int depth = 0;
    const uint64_t hash = static_cast<uint64_t>(lua_tointeger(L, 1));
    const Native* native = natives::find(hash);
    Call call;
    meta::Field wanted = meta::Field::none;
    if (!collect(L, call, wanted)) {
        lua_pushlstring(L, problem.data(), problem.size());
        return lua_error(L);
    }
    if (native == nullptr) {
        warnUnknown(hash);
    } else {
        call.resultText = &texts[depth++ & 63];
        const bool good = run(*native, call);
        depth--;
        if (!good) {
            lua_pushlstring(L, problem.data(), problem.size());
            return lua_error(L);
        }
    }
    return pushResult(L, call, wanted);
}
