#include <cerrno>
#include <cstdio>
#include <cstring>
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "console.h"
#include "files.h"
#include "lua_api.h"
#include "lua_libs.h"
#include "resources.h"
#include "runtime.h"

// Handles are the stock ones, so that their methods are; what may be opened is decided here.
namespace {
int failed(lua_State* L, const char* name, int error) {
    lua_pushnil(L);
    lua_pushfstring(L, "%s: %s", name, std::strerror(error));
    lua_pushinteger(L, error);
    return 3;
}

int closeFile(lua_State* L) {
    luaL_Stream* stream = static_cast<luaL_Stream*>(luaL_checkudata(L, 1, LUA_FILEHANDLE));
    return luaL_fileresult(L, std::fclose(stream->f) == 0, nullptr);
}

FILE* openPath(const char* name, const char* mode, int& error) {
    const bool reads = std::strcmp(mode, "r") == 0 || std::strcmp(mode, "rb") == 0;
    const std::string path = reads ? files::readable(name) : files::writable(name);
    error = path.empty() ? files::DENIED : 0;
    if (path.empty()) {
        return nullptr;
    }
    FILE* file = std::fopen(path.c_str(), mode);
    error = errno;
    if (file != nullptr && !reads) {
        // The server's streams write through.
        std::setvbuf(file, nullptr, _IONBF, 0);
    }
    return file;
}

bool knownMode(const char* mode) {
    if (*mode == '\0' || std::strchr("rwa", *mode) == nullptr) {
        return false;
    }
    mode++;
    mode += *mode == '+' ? 1 : 0;
    mode += *mode == 'b' ? 1 : 0;
    return *mode == '\0';
}

int openOne(lua_State* L) {
    const char* name = luaL_checkstring(L, 1);
    const char* mode = luaL_optstring(L, 2, "r");
    luaL_argcheck(L, knownMode(mode), 2, "invalid mode");
    int error = 0;
    luaL_Stream* stream = static_cast<luaL_Stream*>(lua_newuserdatauv(L, sizeof(luaL_Stream), 0));
    stream->closef = nullptr;
    luaL_setmetatable(L, LUA_FILEHANDLE);
    stream->f = openPath(name, mode, error);
    if (stream->f == nullptr) {
        return failed(L, name, error);
    }
    stream->closef = closeFile;
    return 1;
}

int closeOne(lua_State* L) {
    luaL_checkudata(L, 1, LUA_FILEHANDLE);
    lua_getfield(L, 1, "close");
    lua_insert(L, 1);
    lua_call(L, 1, LUA_MULTRET);
    return lua_gettop(L);
}

int nothingMore(lua_State*) {
    return 0;
}

int lines(lua_State* L) {
    lua_pushcfunction(L, nothingMore);
    return 1;
}

int nextName(lua_State* L) {
    const lua_Integer next = lua_tointeger(L, lua_upvalueindex(2)) + 1;
    lua_pushinteger(L, next);
    lua_replace(L, lua_upvalueindex(2));
    lua_rawgeti(L, lua_upvalueindex(1), next);
    return 1;
}

int folderLines(lua_State* L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, nextName, 2);
    return 1;
}

int folderClose(lua_State* L) {
    lua_pushboolean(L, 1);
    return 1;
}

bool pushNames(lua_State* L, const char* name) {
    const std::string path = files::readable(name);
    std::error_code problem;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path, problem)) {
        names.push_back(entry.path().filename().string());
    }
    if (path.empty() || problem) {
        return false;
    }
    std::sort(names.begin(), names.end());
    lua_createtable(L, static_cast<int>(names.size()), 0);
    for (size_t i = 0; i < names.size(); i++) {
        lua_pushstring(L, names[i].c_str());
        lua_rawseti(L, -2, static_cast<lua_Integer>(i + 1));
    }
    return true;
}

int listFolder(lua_State* L, const char* name) {
    if (!pushNames(L, name)) {
        return failed(L, name, files::DENIED);
    }
    lua_createtable(L, 0, 1);
    lua_createtable(L, 0, 2);
    lua_pushcfunction(L, folderLines);
    lua_setfield(L, -2, "lines");
    lua_pushcfunction(L, folderClose);
    lua_setfield(L, -2, "close");
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    return 1;
}

int readdir(lua_State* L) {
    return listFolder(L, luaL_checkstring(L, 1));
}

// Only the listing of a folder, as the server emulates it.
int popen(lua_State* L) {
    const char* command = luaL_checkstring(L, 1);
    const bool list = std::strncmp(command, "ls ", 3) == 0;
    if (!list && std::strncmp(command, "dir ", 4) != 0) {
        return failed(L, command, files::DENIED);
    }
    luaL_gsub(L, command + (list ? 3 : 4), "\"", "");
    return listFolder(L, lua_tostring(L, -1));
}

int type(lua_State* L) {
    luaL_checkany(L, 1);
    const luaL_Stream* stream = static_cast<luaL_Stream*>(luaL_testudata(L, 1, LUA_FILEHANDLE));
    if (stream == nullptr) {
        lua_pushnil(L);
    } else {
        lua_pushstring(L, stream->closef == nullptr ? "closed file" : "file");
    }
    return 1;
}

int write(lua_State* L) {
    const int count = lua_gettop(L);
    for (int i = 1; i <= count; i++) {
        luaL_checkstring(L, i);
    }
    lua_concat(L, count);
    console::script(runtimes::current()->resource.name, lua_tostring(L, -1));
    lua_pushboolean(L, 1);
    return 1;
}

int tmpfile(lua_State* L) {
    return failed(L, "tmpfile", files::DENIED);
}

const luaL_Reg FUNCTIONS[] = {{"open", openOne}, {"close", closeOne}, {"lines", lines},
        {"popen", popen}, {"readdir", readdir}, {"type", type}, {"write", write},
        {"tmpfile", tmpfile}, {nullptr, nullptr}};
}

int openIo(lua_State* L) {
    // Gives handles their methods.
    luaopen_io(L);
    luaL_newlib(L, FUNCTIONS);
    return 1;
}
