#include "runtime.h"

#include <memory>

#include "console.h"
#include "convars.h"
#include "lua_libs.h"
#include "profiler.h"
#include "resources.h"
#include "text.h"

namespace {
int lastInstance = 0;

// Piece by piece, as on the server: each piece is a message of its own on descriptor 3.
int printArguments(lua_State* L) {
    const int count = lua_gettop(L);
    for (int i = 1; i <= count; i++) {
        size_t length;
        const char* text = luaL_tolstring(L, i, &length);
        if (i > 1) {
            console::script(runtimes::current()->resource.name, "\t");
        }
        console::script(runtimes::current()->resource.name, {text, length});
        lua_pop(L, 1);
    }
    console::script(runtimes::current()->resource.name, "\n");
    return 0;
}

int requireModule(lua_State* L) {
    const char* name = luaL_checkstring(L, 1);
    if (std::string_view(name) != "lmprof") {
        return luaL_error(L, "module '%s' not found", name);
    }
    luaL_requiref(L, "lmprof", openLmprof, 1);
    return 1;
}

const luaL_Reg LIBRARIES[] = {{"_G", luaopen_base}, {LUA_TABLIBNAME, luaopen_table},
        {LUA_STRLIBNAME, luaopen_string}, {LUA_MATHLIBNAME, luaopen_math},
        {LUA_COLIBNAME, luaopen_coroutine}, {LUA_UTF8LIBNAME, luaopen_utf8},
        {LUA_DBLIBNAME, openDebug}, {LUA_IOLIBNAME, openIo}, {LUA_OSLIBNAME, openOs},
        {"msgpack", openMsgpack}, {"json", openJson}, {nullptr, nullptr}};

// The chunk below is run as a coroutine of its own.
int fileThread(lua_State* L) {
    lua_pushcfunction(L, createThreadNow);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 1, 0);
    return 0;
}
}

Runtime::Runtime(Resource& resource)
    : resource(resource), L(luaL_newstate()), instance(++lastInstance) {
    lua_gc(L, LUA_GCGEN, 0, 0);
    // Every coroutine inherits the pointer.
    *static_cast<Runtime**>(lua_getextraspace(L)) = this;
}

Runtime::~Runtime() {
    Pushed pushed(*this);
    eventRoutine = callRoutine = deleteRoutine = duplicateRoutine = traceRoutine = LUA_NOREF;
    bookmarks.clear();
    lua_close(L);
    pending.clear();
}

bool Runtime::create() {
    Pushed pushed(*this);
    for (const luaL_Reg* library = LIBRARIES; library->func != nullptr; library++) {
        luaL_requiref(L, library->name, library->func, 1);
        lua_pop(L, 1);
    }
    lua_getglobal(L, "debug");
    lua_getfield(L, -1, "traceback");
    traceback = lua_tocfunction(L, -1);
    lua_pop(L, 2);
    openCitizen(L);
    for (const char* name : {"natives_server.lua", "deferred.lua", "scheduler.lua"}) {
        if (!systemFile(name)) {
            return false;
        }
    }
    for (const char* gone : {"dofile", "loadfile"}) {
        lua_pushnil(L);
        lua_setglobal(L, gone);
    }
    lua_register(L, "print", printArguments);
    lua_register(L, "require", requireModule);
    return true;
}

bool Runtime::systemFile(const std::string& name) {
    const std::string path = "/scripting/lua/" + name;
    std::string found = convars::get("citizen_dir", "") + path;
    std::string content;
    if (name == "natives_server.lua" && !readFile(found, content)) {
        found = convars::get("standin_citizen_dir", "") + path;
    }
    return load(found, "@citizen:" + path, false);
}

bool Runtime::runScript(const std::string& name) {
    std::string owner = resource.name;
    std::string path = resource.path + "/" + name;
    std::string chunk = "@@" + owner + "/" + name;
    const size_t slash = name.find('/');
    if (name[0] == '@' && slash != std::string::npos) {
        owner = name.substr(1, slash - 1);
        const Resource* other = resources::find(owner);
        chunk = "@" + name;
        path = other == nullptr ? "" : other->path + name.substr(slash);
    }
    return load(path, chunk, true);
}

int Runtime::messageHandler() {
    lua_checkstack(L, LUA_MINSTACK);
    lua_pushcfunction(L, traceback);
    return lua_gettop(L);
}

void Runtime::reportTop(const std::string& what) {
    console::script(resource.name, what + ": " + runtimes::errorMessage(L, -1) + "\n");
    lua_pop(L, 1);
}

bool Runtime::load(const std::string& path, const std::string& chunk, bool thread) {
    Pushed pushed(*this);
    std::string content;
    const std::string shown = chunk.substr(1);
    if (!readFile(path, content)) {
        console::print("resources", "Could not open script " + shown + " of resource "
                + resource.name + ".\n");
        return false;
    }
    const int handler = messageHandler();
    if (luaL_loadbuffer(L, content.data(), content.size(), chunk.c_str()) != LUA_OK) {
        reportTop("Error parsing script " + shown + " in resource " + resource.name);
        lua_settop(L, handler - 1);
        return false;
    }
    if (thread) {
        lua_pushcclosure(L, fileThread, 1);
    }
    truth::begin(truth::Level::entry, resource.name, {truth::Kind::script, shown, "", 0});
    const int status = lua_pcall(L, 0, 0, handler);
    truth::end();
    if (status != LUA_OK) {
        reportTop("Error loading script " + shown + " in resource " + resource.name);
    }
    lua_settop(L, handler - 1);
    return status == LUA_OK;
}

void Runtime::event(const std::string& name, std::string_view payload, const std::string& source) {
    if (eventRoutine == LUA_NOREF) {
        return;
    }
    Pushed pushed(*this);
    const bool close = profileEntry(true);
    const int handler = messageHandler();
    lua_rawgeti(L, LUA_REGISTRYINDEX, eventRoutine);
    lua_pushstring(L, name.c_str());
    lua_pushlstring(L, payload.data(), payload.size());
    lua_pushstring(L, source.c_str());
    truth::begin(truth::Level::entry, resource.name,
            {truth::Kind::event, name, source, static_cast<uint32_t>(payload.size())});
    const int status = lua_pcall(L, 3, 0, handler);
    truth::end();
    if (status != LUA_OK) {
        reportTop("Error running system event handling function for resource " + resource.name);
    }
    lua_settop(L, handler - 1);
    if (close) {
        profileEntry(false);
    }
}

bool Runtime::callReference(int reference, std::string_view arguments, std::string& result) {
    if (callRoutine == LUA_NOREF) {
        return false;
    }
    const Runtime* caller = runtimes::current();
    Pushed pushed(*this);
    const bool close = profileEntry(true);
    const int handler = messageHandler();
    lua_rawgeti(L, LUA_REGISTRYINDEX, callRoutine);
    lua_pushinteger(L, reference);
    lua_pushlstring(L, arguments.data(), arguments.size());
    truth::begin(truth::Level::entry, resource.name,
            {truth::Kind::exported, std::to_string(reference),
            caller == nullptr ? "" : caller->resource.name, static_cast<uint32_t>(arguments.size())});
    const int status = lua_pcall(L, 2, 1, handler);
    truth::end();
    if (status != LUA_OK) {
        reportTop("Error running call reference function for resource " + resource.name);
    } else {
        size_t length = 0;
        const char* bytes = lua_tolstring(L, -1, &length);
        result.assign(bytes == nullptr ? "" : bytes, length);
    }
    lua_settop(L, handler - 1);
    if (close) {
        profileEntry(false);
    }
    return status == LUA_OK;
}

int Runtime::duplicateReference(int reference) {
    if (duplicateRoutine == LUA_NOREF) {
        return -1;
    }
    Pushed pushed(*this);
    const int handler = messageHandler();
    lua_rawgeti(L, LUA_REGISTRYINDEX, duplicateRoutine);
    lua_pushinteger(L, reference);
    int made = -1;
    if (lua_pcall(L, 1, 1, handler) != LUA_OK) {
        reportTop("Error running system ref duplication function for resource " + resource.name);
    } else {
        made = static_cast<int>(lua_tointeger(L, -1));
    }
    lua_settop(L, handler - 1);
    return made;
}

void Runtime::deleteReference(int reference) {
    if (deleteRoutine == LUA_NOREF) {
        return;
    }
    Pushed pushed(*this);
    luaL_checkstack(L, 8, "deleting a reference");
    const int handler = messageHandler();
    lua_rawgeti(L, LUA_REGISTRYINDEX, deleteRoutine);
    lua_pushinteger(L, reference);
    if (lua_pcall(L, 1, 0, handler) != LUA_OK) {
        reportTop("Error running system ref deletion function for resource " + resource.name);
    }
    lua_settop(L, handler - 1);
}

namespace {
void pushHint(lua_State* L, const Boundary& boundary) {
    if (boundary.given && boundary.filled) {
        lua_pushinteger(L, boundary.hint);
    } else {
        lua_pushnil(L);
    }
}
}

std::string Runtime::walkStack(const Boundary& start, const Boundary& end) {
    if (traceRoutine == LUA_NOREF || !lua_checkstack(L, 16)) {
        return "";
    }
    const int handler = messageHandler();
    lua_rawgeti(L, LUA_REGISTRYINDEX, traceRoutine);
    pushHint(L, start);
    lua_State* thread = running.empty() ? nullptr : running.front();
    if (thread != nullptr && (lua_status(thread) == LUA_OK || lua_status(thread) == LUA_YIELD)) {
        lua_pushthread(thread);
        lua_xmove(thread, L, 1);
    } else {
        lua_pushnil(L);
    }
    pushHint(L, end);
    lua_pushnil(L);
    std::string frames;
    if (lua_pcall(L, 4, 1, handler) != LUA_OK) {
        reportTop("Error running stack trace function for resource " + resource.name);
    } else {
        size_t length = 0;
        const char* bytes = lua_tolstring(L, -1, &length);
        frames.assign(bytes == nullptr ? "" : bytes, length);
    }
    lua_settop(L, handler - 1);
    return frames;
}
