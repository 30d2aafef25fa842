#include <x86intrin.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "clock.h"
#include "files.h"
#include "lua_api.h"
#include "lua_libs.h"
#include "text.h"

namespace {
int denied(lua_State* L, const char* what) {
    lua_pushnil(L);
    if (what == nullptr) {
        lua_pushliteral(L, "Permission denied");
    } else {
        lua_pushfstring(L, "%s: Permission denied", what);
    }
    lua_pushinteger(L, files::DENIED);
    return 3;
}

int success(lua_State* L) {
    lua_pushboolean(L, 1);
    return 1;
}

int nanotime(lua_State* L) {
    lua_pushinteger(L, clocks::wallNanos());
    return 1;
}

int microtime(lua_State* L) {
    lua_pushinteger(L, clocks::wallNanos() / 1000);
    return 1;
}

int deltatime(lua_State* L) {
    const lua_Unsigned end = static_cast<lua_Unsigned>(luaL_checkinteger(L, 1));
    const lua_Unsigned start = static_cast<lua_Unsigned>(luaL_checkinteger(L, 2));
    lua_pushinteger(L, static_cast<lua_Integer>(start <= end ? end - start : start - end));
    return 1;
}

int rdtsc(lua_State* L) {
    lua_pushinteger(L, static_cast<lua_Integer>(__rdtsc()));
    return 1;
}

int rdtscp(lua_State* L) {
    unsigned processor;
    lua_pushinteger(L, static_cast<lua_Integer>(__rdtscp(&processor)));
    return 1;
}

// The wall clock, which the tests may set; with a table it is the stock function.
int time(lua_State* L) {
    if (lua_isnoneornil(L, 1)) {
        lua_pushinteger(L, clocks::wallNanos() / 1000000000);
        return 1;
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

int date(lua_State* L) {
    luaL_optstring(L, 1, "%c");
    if (lua_gettop(L) == 0) {
        lua_pushliteral(L, "%c");
    }
    if (lua_isnoneornil(L, 2)) {
        lua_settop(L, 1);
        lua_pushinteger(L, clocks::wallNanos() / 1000000000);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, 2, 1);
    return 1;
}

int tmpname(lua_State* L) {
    static int last = 0;
    lua_pushfstring(L, "tmp_%d", ++last);
    return 1;
}

int environment(lua_State* L) {
    if (lower(luaL_checkstring(L, 1)) == "os") {
        lua_pushliteral(L, "Linux");
    } else {
        lua_pushnil(L);
    }
    return 1;
}

int execute(lua_State* L) {
    return lua_isnoneornil(L, 1) ? success(L) : denied(L, nullptr);
}

bool makeFolder(const char* name, bool& there) {
    std::error_code problem;
    const std::string path = files::writable(name);
    there = !path.empty() && std::filesystem::exists(path);
    return !path.empty() && !there && std::filesystem::create_directories(path, problem);
}

int createFolder(lua_State* L) {
    const char* name = luaL_checkstring(L, 1);
    bool there = false;
    if (makeFolder(name, there)) {
        return success(L);
    }
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", name, there ? "Directory already exists."
            : "Failed to create directory");
    lua_pushinteger(L, 1);
    return 3;
}

bool removeFile(const char* name) {
    std::error_code problem;
    const std::string path = files::writable(name);
    return !path.empty() && std::filesystem::is_regular_file(path, problem)
            && std::filesystem::remove(path, problem);
}

int removeOne(lua_State* L) {
    const char* name = luaL_checkstring(L, 1);
    return removeFile(name) ? success(L) : denied(L, name);
}

bool renameFile(const char* from, const char* to) {
    const std::string before = files::writable(from);
    const std::string after = files::writable(to);
    return !before.empty() && !after.empty() && std::rename(before.c_str(), after.c_str()) == 0;
}

int renameOne(lua_State* L) {
    const char* from = luaL_checkstring(L, 1);
    const char* to = luaL_checkstring(L, 2);
    if (renameFile(from, to)) {
        return success(L);
    }
    lua_pushfstring(L, "%s -> %s", from, to);
    return denied(L, lua_tostring(L, -1));
}

const luaL_Reg FUNCTIONS[] = {{"nanotime", nanotime}, {"microtime", microtime},
        {"deltatime", deltatime}, {"rdtsc", rdtsc}, {"rdtscp", rdtscp}, {"tmpname", tmpname},
        {"getenv", environment}, {"execute", execute}, {"createdir", createFolder},
        {"remove", removeOne}, {"rename", renameOne}, {nullptr, nullptr}};
}

int openOs(lua_State* L) {
    luaopen_os(L);
    luaL_newlib(L, FUNCTIONS);
    for (const char* name : {"clock", "difftime"}) {
        lua_getfield(L, -2, name);
        lua_setfield(L, -2, name);
    }
    lua_getfield(L, -2, "time");
    lua_pushcclosure(L, time, 1);
    lua_setfield(L, -2, "time");
    lua_getfield(L, -2, "date");
    lua_pushcclosure(L, date, 1);
    lua_setfield(L, -2, "date");
    return 1;
}
