#include "clock.h"
#include "console.h"
#include "lmprof.h"
#include "profiler.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"

char awaitSentinel = 0;

namespace {
uint64_t lastActivation = 0;

int reattach(lua_State* L) {
    Runtime* runtime = static_cast<Runtime*>(lua_touserdata(L, lua_upvalueindex(1)));
    runtime->runBookmark(static_cast<int>(lua_tointeger(L, lua_upvalueindex(2))));
    return 0;
}

bool dead(lua_State* thread) {
    const int status = lua_status(thread);
    lua_Debug frame;
    return status == LUA_OK ? lua_getstack(thread, 0, &frame) <= 0 && lua_gettop(thread) == 0
            : status != LUA_YIELD;
}

// Names the coroutine by the entry that made it: handlers and exported functions are made by the
// event and the call routine themselves, everything else is a thread.
truth::Origin originOf(bool now, const std::string& name) {
    const truth::Origin* entry = now ? truth::running(truth::Level::entry) : nullptr;
    if (entry == nullptr || entry->kind == truth::Kind::tick) {
        return {truth::Kind::thread, name, "", 0};
    }
    truth::Origin origin = *entry;
    if (entry->kind == truth::Kind::exported) {
        origin.name = name;
    }
    return origin;
}
}

// Expects on L: function at index argument. Leaves one result.
int createThread(lua_State* L, bool now, int64_t timeout, int argument, const char* given) {
    Runtime& runtime = *runtimes::current();
    lua_Debug info;
    lua_pushvalue(L, argument);
    lua_getinfo(L, ">S", &info);
    if (given != nullptr) {
        lua_pushstring(L, given);
    } else {
        lua_pushfstring(L, "thread %s[%d..%d]", info.short_src, info.linedefined,
                info.lastlinedefined);
    }
    const int name = lua_gettop(L);
    lua_State* thread = lua_newthread(L);
    lua_rawgeti(L, LUA_REGISTRYINDEX, runtime.boundaryRoutine);
    lua_pushvalue(L, argument);
    lua_call(L, 1, 2);
    lua_xmove(L, thread, 1);
    const lua_Integer boundary = lua_tointeger(L, -1);
    lua_pop(L, 1);
    lua_createtable(L, 3, 0);
    lua_pushvalue(L, name + 1);
    lua_rawseti(L, -2, 1);
    lua_pushvalue(L, name);
    lua_rawseti(L, -2, 2);
    lua_pushinteger(L, boundary);
    lua_rawseti(L, -2, 3);
    const int reference = luaL_ref(L, LUA_REGISTRYINDEX);
    if (truth::on) {
        runtime.activations[reference] = {originOf(now, lua_tostring(L, name)), ++lastActivation,
                0};
    }
    lua_settop(L, name - 1);
    if (now) {
        lua_pushboolean(L, runtime.runBookmark(reference));
    } else {
        runtime.pending.emplace_back(reference, timeout);
        lua_pushinteger(L, reference);
    }
    return 1;
}

int createThreadNow(lua_State* L) {
    return createThread(L, true, 0, 1, lua_gettop(L) >= 2 ? lua_tostring(L, 2) : nullptr);
}

void Runtime::reportError(lua_State* thread, int status) {
    const std::string error = runtimes::errorMessage(thread, -1);
    std::string stack;
    if (!runtimes::stackTrace(false, stack)) {
        stack = "(nil stack trace)";
    }
    console::script(resource.name, "^1SCRIPT ERROR: " + error + "^7\n");
    console::script(resource.name, stack);
    const int reset = lua_resetthread(thread);
    const std::string after = runtimes::errorMessage(thread, -1);
    if (reset != status || after != error) {
        console::script(resource.name, "^1Error while closing to-be-closed variables: " + after
                + "^7\n");
    }
}

void Runtime::resumed(int reference, lua_State* thread, int status) {
    if (status == LUA_YIELD) {
        return;
    }
    if (status != LUA_OK) {
        reportError(thread, status);
    }
    luaL_unref(L, LUA_REGISTRYINDEX, reference);
    lmprof::ended(*this, thread);
    if (truth::on) {
        activations.erase(reference);
    }
}

// A coroutine that yielded nothing, or no number, is never resumed from here.
void Runtime::reschedule(int reference, lua_State* thread, int results) {
    const int type = results > 0 ? lua_type(thread, -1) : LUA_TNONE;
    const int64_t millis = type == LUA_TNUMBER ? static_cast<int64_t>(lua_tonumber(thread, -1)) : 0;
    lua_pop(thread, results);
    if (type == LUA_TNUMBER || type == LUA_TNIL) {
        bookmarks.push_back({reference, clocks::bookmarkMicros() + millis * 1000});
    }
}

bool Runtime::runBookmark(int reference) {
    lua_checkstack(L, 8);
    lua_rawgeti(L, LUA_REGISTRYINDEX, reference);
    lua_rawgeti(L, -1, 1);
    lua_State* thread = lua_tothread(L, -1);
    lua_rawgeti(L, -2, 2);
    const bool recorded = profiler::hadProfiler();
    std::string name = recorded ? lua_tostring(L, -1) : "";
    lua_rawgeti(L, -3, 3);
    const int64_t boundary = lua_tointeger(L, -1);
    lua_pop(L, 4);
    if (thread == nullptr || dead(thread)) {
        luaL_unref(L, LUA_REGISTRYINDEX, reference);
        return false;
    }
    running.push_front(thread);
    if (recorded) {
        profiler::enterScope(name);
    }
    lua_pushthread(thread);
    lua_xmove(thread, L, 1);
    const int anchor = luaL_ref(L, LUA_REGISTRYINDEX);
    runtimes::boundaryStart({true, true, boundary});
    if (truth::on) {
        Activation& activation = activations[reference];
        truth::begin(truth::Level::coroutine, resource.name, activation.origin, activation.id,
                activation.stretches++);
    }
    int results = 0;
    int status = lua_resume(thread, L, 0, &results);
    if (status == LUA_YIELD && results > 0 && lua_touserdata(thread, -1) == &awaitSentinel) {
        lua_pop(thread, 1);
        lua_pushlightuserdata(thread, this);
        lua_pushinteger(thread, reference);
        lua_pushcclosure(thread, reattach, 2);
        status = lua_resume(thread, L, 1, &results);
        truth::end();
    } else {
        truth::end();
        if (status == LUA_YIELD) {
            reschedule(reference, thread, results);
        }
    }
    resumed(reference, thread, status);
    runtimes::boundaryStart({true, false, 0});
    luaL_unref(L, LUA_REGISTRYINDEX, anchor);
    running.pop_front();
    if (recorded) {
        profiler::exitScope();
    }
    return status == LUA_YIELD;
}

void Runtime::schedulePending() {
    for (const auto& [reference, timeout] : pending) {
        bookmarks.push_back({reference, clocks::bookmarkMicros() + timeout * 1000});
    }
    pending.clear();
}

void Runtime::sortDue(int64_t nowMicros, std::vector<int>& due) {
    std::deque<Bookmark> later;
    for (const Bookmark& bookmark : bookmarks) {
        if (bookmark.deadlineMicros <= nowMicros) {
            due.push_back(bookmark.reference);
        } else {
            later.push_back(bookmark);
        }
    }
    bookmarks.swap(later);
}

void Runtime::tick(const std::vector<int>& due) {
    Pushed pushed(*this);
    const bool close = profileEntry(true);
    truth::begin(truth::Level::entry, resource.name, {truth::Kind::tick, "tick", "", 0});
    for (int reference : due) {
        runBookmark(reference);
    }
    truth::end();
    if (close) {
        profileEntry(false);
    }
}

bool Runtime::busy() const {
    return runtimes::onStack(*this);
}
