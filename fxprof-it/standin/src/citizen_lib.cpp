#include <string>

#include "console.h"
#include "meta.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"

namespace {
int keep(lua_State* L, int Runtime::*field) {
    lua_pushvalue(L, 1);
    const int reference = luaL_ref(L, LUA_REGISTRYINDEX);
    Runtime* runtime = runtimes::current();
    if (runtime->*field != LUA_NOREF) {
        luaL_unref(L, LUA_REGISTRYINDEX, runtime->*field);
    }
    runtime->*field = reference;
    return 0;
}

template <int Runtime::*Field> int keepRoutine(lua_State* L) {
    return keep(L, Field);
}

// The first event routine stays, as on the server.
int keepEventRoutine(lua_State* L) {
    return runtimes::current()->eventRoutine == LUA_NOREF ? keep(L, &Runtime::eventRoutine) : 0;
}

int trace(lua_State* L) {
    size_t length;
    const char* text = luaL_checklstring(L, 1, &length);
    console::script(runtimes::current()->resource.name, {text, length});
    return 0;
}

int createThreadLater(lua_State* L) {
    return createThread(L, false, 0, 1, nullptr);
}

int setTimeout(lua_State* L) {
    return createThread(L, false, static_cast<int64_t>(luaL_checknumber(L, 1)), 2, nullptr);
}

// Reaches only timers made in this very entry, as on the server.
int clearTimeout(lua_State* L) {
    const int reference = static_cast<int>(luaL_checkinteger(L, 1));
    auto& pending = runtimes::current()->pending;
    for (auto it = pending.begin(); it != pending.end(); ++it) {
        if (it->first == reference) {
            pending.erase(it);
            luaL_unref(L, LUA_REGISTRYINDEX, reference);
            lua_pushboolean(L, 1);
            return 1;
        }
    }
    lua_pushboolean(L, 0);
    return 1;
}

int wait(lua_State* L) {
    lua_settop(L, 1);
    return lua_yield(L, 1);
}

int canonicalizeRef(lua_State* L) {
    const Runtime& runtime = *runtimes::current();
    lua_pushfstring(L, "%s:%d:%d", runtime.resource.name.c_str(), runtime.instance,
            static_cast<int>(luaL_checkinteger(L, 1)));
    return 1;
}

bool invoke(std::string_view reference, std::string_view arguments, lua_State* L) {
    int index = -1;
    Runtime* target = runtimes::ofReference(reference, index);
    if (target == nullptr) {
        return false;
    }
    Runtime* caller = runtimes::current();
    const bool paused = caller->profileEntry(false);
    std::string result;
    const bool called = target->callReference(index, arguments, result);
    if (paused) {
        caller->profileEntry(true);
    }
    if (called) {
        lua_pushlstring(L, result.data(), result.size());
    } else {
        lua_pushnil(L);
    }
    return true;
}

int invokeFunctionReference(lua_State* L) {
    size_t referenceLength, length;
    const char* reference = luaL_checklstring(L, 1, &referenceLength);
    const char* arguments = luaL_checklstring(L, 2, &length);
    if (!invoke({reference, referenceLength}, {arguments, length}, L)) {
        return luaL_error(L, "Execution of function reference in script host failed: %s", "");
    }
    return 1;
}

int boundaryStart(lua_State* L) {
    runtimes::boundaryStart({true, true, lua_tointeger(L, 1)});
    return 0;
}

int boundaryEnd(lua_State* L) {
    runtimes::boundaryEnd({true, true, lua_tointeger(L, 1)});
    return 0;
}

template <meta::Field Which> int mark(lua_State* L) {
    lua_pushlightuserdata(L, meta::address(Which));
    return 1;
}

int sentinel(lua_State* L) {
    lua_pushlightuserdata(L, &awaitSentinel);
    return 1;
}

int resultAsObject(lua_State* L) {
    keep(L, &Runtime::objectRoutine);
    lua_pushlightuserdata(L, meta::address(meta::Field::resultAsObject));
    return 1;
}

int nothing(lua_State*) {
    return 0;
}

const luaL_Reg FUNCTIONS[] = {{"SetBoundaryRoutine", keepRoutine<&Runtime::boundaryRoutine>},
        {"SetTickRoutine", nothing}, {"SetEventRoutine", keepEventRoutine}, {"Trace", trace},
        {"CreateThread", createThreadLater}, {"CreateThreadNow", createThreadNow}, {"Wait", wait},
        {"SetTimeout", setTimeout}, {"ClearTimeout", clearTimeout}, {"InvokeNative", invokeNative},
        {"LoadNative", nothing}, {"SetCallRefRoutine", keepRoutine<&Runtime::callRoutine>},
        {"SetDeleteRefRoutine", keepRoutine<&Runtime::deleteRoutine>},
        {"SetDuplicateRefRoutine", keepRoutine<&Runtime::duplicateRoutine>},
        {"CanonicalizeRef", canonicalizeRef}, {"InvokeFunctionReference", invokeFunctionReference},
        {"SubmitBoundaryStart", boundaryStart}, {"SubmitBoundaryEnd", boundaryEnd},
        {"SetStackTraceRoutine", keepRoutine<&Runtime::traceRoutine>},
        {"PointerValueIntInitialized", mark<meta::Field::pointerValueInt>},
        {"PointerValueFloatInitialized", mark<meta::Field::pointerValueFloat>},
        {"PointerValueInt", mark<meta::Field::pointerValueInt>},
        {"PointerValueFloat", mark<meta::Field::pointerValueFloat>},
        {"PointerValueVector", mark<meta::Field::pointerValueVector>},
        {"ReturnResultAnyway", mark<meta::Field::returnResultAnyway>},
        {"ResultAsInteger", mark<meta::Field::resultAsInteger>},
        {"ResultAsLong", mark<meta::Field::resultAsLong>},
        {"ResultAsFloat", mark<meta::Field::resultAsFloat>},
        {"ResultAsString", mark<meta::Field::resultAsString>},
        {"ResultAsVector", mark<meta::Field::resultAsVector>}, {"ResultAsObject", nothing},
        {"ResultAsObject2", resultAsObject}, {"AwaitSentinel", sentinel}, {nullptr, nullptr}};
}

void openCitizen(lua_State* L) {
    luaL_newlib(L, FUNCTIONS);
    lua_setglobal(L, "Citizen");
}
