#include <cstdio>
#include <stdexcept>
#include <string>

#include "core/platform.h"
#include "core/truth.h"
#include "runtime.h"
#include "scripting/invoker.h"

// Errors of Lua may be longjmp: what raises them holds nothing that must be destroyed.
namespace {
constexpr size_t LONGEST = 256;

struct Calling {
    lua_State* state;
    int function;
};

void callBack(void* calling) {
    const Calling& of = *static_cast<Calling*>(calling);
    lua_pushvalue(of.state, of.function);
    lua_call(of.state, 0, 0);
}

void raise(void* calling) {
    Catcher::unwind();
    luaL_error(static_cast<Calling*>(calling)->state, "a native jumped");
}

void push(fx::invoker::ScriptNativeContext& context, lua_State* L) {
    for (int i = 2; i <= lua_gettop(L); ++i) {
        if (lua_isinteger(L, i)) {
            context.push(static_cast<uintptr_t>(lua_tointeger(L, i)));
        } else if (lua_isstring(L, i)) {
            size_t length = 0;
            const char* const text = lua_tolstring(L, i, &length);
            context.push(text, length);
        }
    }
}

[[gnu::noinline]] bool invokeNative(lua_State* L, char* reason, lua_Integer* result) {
    Calling calling = {L, lua_gettop(L)};
    const bool function = lua_isfunction(L, calling.function);
    const natives::Script before = natives::setScript(
            {function ? callBack : nullptr, raise, &calling});
    bool good = true;
    try {
        const bool numbered = lua_isinteger(L, 1);
        fx::invoker::ScriptNativeContext context(fx::invoker::ScriptNativeHandler::FromHash(
                numbered ? static_cast<uint64_t>(lua_tointeger(L, 1))
                         : natives::hashOf(lua_tostring(L, 1))));
        push(context, L);
        context.Invoke();
        *result = static_cast<lua_Integer>(context.result());
    } catch (const std::exception& e) {
        std::snprintf(reason, LONGEST, "%s", e.what());
        good = false;
    }
    natives::setScript(before);
    return good;
}

lua_Integer resultOf(lua_State* L) {
    if (!lua_isinteger(L, 1)) {
        luaL_checkstring(L, 1);
    }
    char reason[LONGEST];
    lua_Integer result = 0;
    if (!invokeNative(L, reason, &result)) {
        luaL_error(L, "%s", reason);
    }
    return result;
}

// native(name or hash, numbers and texts..., function): the function is what STANDIN_NEST calls.
int native(lua_State* L) {
    lua_pushinteger(L, resultOf(L));
    return 1;
}

// The same of a native whose result is a text.
int nativeText(lua_State* L) {
    lua_pushstring(L, reinterpret_cast<const char*>(resultOf(L)));
    return 1;
}

[[gnu::noinline]] bool invokeReference(lua_State* L, const char* reference, const char* payload,
        char* reason) {
    // A script beneath may raise this one's error: so does code of the server that unwinds far.
    Calling calling = {L, 0};
    const natives::Script before = natives::setScript({nullptr, raise, &calling});
    bool good = true;
    try {
        const std::string result = resources::invoke(LuaRuntime::of(L).caller(), reference,
                payload);
        lua_pushlstring(L, result.data(), result.size());
    } catch (const std::exception& e) {
        std::snprintf(reason, LONGEST, "%s", e.what());
        good = false;
    }
    natives::setScript(before);
    return good;
}

int invoke(lua_State* L) {
    const char* reference = luaL_checkstring(L, 1);
    const char* payload = luaL_optstring(L, 2, "");
    char reason[LONGEST];
    return invokeReference(L, reference, payload, reason) ? 1 : luaL_error(L, "%s", reason);
}

void pushExported(lua_State* L, const char* resource, const char* name) {
    lua_pushstring(L, resources::exported(resource, name).c_str());
}

// call(resource, export, payload)
int call(lua_State* L) {
    const char* payload = luaL_optstring(L, 3, "");
    pushExported(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2));
    char reason[LONGEST];
    return invokeReference(L, lua_tostring(L, -1), payload, reason) ? 1
            : luaL_error(L, "%s", reason);
}

// callback(function): a reference that others can invoke.
int callback(lua_State* L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 1);
    LuaRuntime& runtime = LuaRuntime::of(L);
    const std::string reference = resources::canonical(runtime.caller(), &runtime,
            luaL_ref(L, LUA_REGISTRYINDEX));
    lua_pushlstring(L, reference.data(), reference.size());
    return 1;
}

// export(name, function)
int exported(lua_State* L) {
    const char* name = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TFUNCTION);
    LuaRuntime& runtime = LuaRuntime::of(L);
    lua_pushvalue(L, 2);
    resources::publish(runtime.owner(), name, resources::canonical(runtime.caller(), &runtime,
            luaL_ref(L, LUA_REGISTRYINDEX)));
    return 0;
}

// on(event, function)
int on(lua_State* L) {
    luaL_checktype(L, 2, LUA_TFUNCTION);
    lua_getfield(L, LUA_REGISTRYINDEX, "handlers");
    lua_pushvalue(L, 2);
    lua_setfield(L, -2, luaL_checkstring(L, 1));
    return 0;
}

int thread(lua_State* L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State* const fiber = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, fiber, 1);
    LuaRuntime::of(L).scheduleThread(luaL_ref(L, LUA_REGISTRYINDEX), 0);
    return 0;
}

int wait(lua_State* L) {
    lua_settop(L, 1);
    return lua_yield(L, 1);
}

// pcall(function, ...): as Lua's own, and what the error jumped over ends.
int protectedCall(lua_State* L) {
    luaL_checkany(L, 1);
    Catcher catcher;
    const size_t entries = truth::depth();
    truth::begin({truth::Kind::pcall, "lua", LuaRuntime::of(L).owner().name, "lua_pcallk"});
    const bool good = lua_pcall(L, lua_gettop(L) - 1, LUA_MULTRET, 0) == LUA_OK;
    truth::endTo(entries);
    if (!good) {
        catcher.undo();
    }
    lua_pushboolean(L, good);
    lua_insert(L, 1);
    return lua_gettop(L);
}

int goOn(lua_State*, int, lua_KContext) {
    return 0;
}

// protect(function): the function may wait, which leaves this call for ever; it goes on without it. Who
// resumed the thread ends the entry.
int protect(lua_State* L) {
    luaL_checkany(L, 1);
    lua_settop(L, 1);
    const size_t entries = truth::depth();
    truth::begin({truth::Kind::pcall, "lua", LuaRuntime::of(L).owner().name, "lua_pcallk"});
    lua_pcallk(L, 0, 0, 0, 0, goOn);
    truth::endTo(entries);
    return 0;
}

int burn(lua_State* L) {
    natives::burn(static_cast<uint64_t>(luaL_checkinteger(L, 1)));
    return 0;
}
}

// What the measurement of costs calls: natives as scripts call them, without the script.
extern "C" LIBRARY_EXPORT void StandinInvoke(uint64_t hash, int calls) {
    const auto& handler = fx::invoker::ScriptNativeHandler::FromHash(hash);
    for (int i = 0; i < calls; ++i) {
        fx::invoker::ScriptNativeContext context(handler);
        context.push(1);
        context.Invoke();
    }
}

// Where lua_pcallk is: nothing exports it where Lua is part of the library.
extern "C" LIBRARY_EXPORT void* StandinPcall() {
    return reinterpret_cast<void*>(&lua_pcallk);
}

namespace {
volatile int64_t readings;

void readClock(lua_State*, lua_Debug*) {
    readings = platform::nanos();
}
}

// Calls of an empty function of Lua, with a hook at its call and its return that reads the clock.
extern "C" LIBRARY_EXPORT void StandinCallLua(int calls, bool hooked) {
    lua_State* const L = luaL_newstate();
    luaL_loadstring(L, "local f = function() end for i = 1, ... do f() end");
    lua_pushinteger(L, calls);
    if (hooked) {
        lua_sethook(L, readClock, LUA_MASKCALL | LUA_MASKRET, 0);
    }
    lua_call(L, 1, 0);
    lua_close(L);
}

void openScriptLibrary(lua_State* state) {
    const luaL_Reg functions[] = {{"native", native}, {"nativeText", nativeText}, {"call", call},
            {"invoke", invoke}, {"callback", callback}, {"export", exported}, {"on", on}, {"thread", thread},
            {"wait", wait}, {"burn", burn}, {"pcall", protectedCall}, {"protect", protect}, {nullptr, nullptr}};
    lua_pushglobaltable(state);
    luaL_setfuncs(state, functions, 0);
    lua_pop(state, 1);
}
