#include "runtime.h"

#include <cstdio>

#include "core/truth.h"
#include "om/component.h"
#include "scripting/environment.h"

namespace {
constexpr char HANDLERS[] = "handlers";
}

Catcher* Catcher::innermost = nullptr;

Catcher::Catcher()
    : around(innermost), entries(truth::depth()), runtimes(environment::depth()),
      script(natives::currentScript()) {
    innermost = this;
}

Catcher::~Catcher() {
    natives::setScript(script);
    innermost = around;
}

void Catcher::undo() {
    natives::setScript(script);
    environment::popTo(runtimes);
    truth::endTo(entries);
}

void Catcher::unwind() {
#ifdef LUA_JUMPS
    environment::popTo(innermost->runtimes);
#endif
}

LuaRuntime::~LuaRuntime() {
    if (state) {
        lua_close(state);
    }
}

LuaRuntime& LuaRuntime::of(lua_State* state) {
    return **static_cast<LuaRuntime**>(lua_getextraspace(state));
}

int32_t LuaRuntime::GetInstanceId() {
    if (instance == 0) {
        instance = resources::nextInstance();
    }
    return instance;
}

Result LuaRuntime::Create(IScriptHost* given) {
    host = given;
    truth::Scope scope({truth::Kind::create, "lua", resource->name, "create"});
    environment::Scope running(this);
    state = luaL_newstate();
    *static_cast<LuaRuntime**>(lua_getextraspace(state)) = this;
    luaL_openlibs(state);
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, HANDLERS);
    openScriptLibrary(state);
    return OK;
}

Result LuaRuntime::Destroy() {
    truth::Scope scope({truth::Kind::destroy, "lua", resource->name, "destroy"});
    environment::Scope running(this);
    const auto bookmarks = Held<IScriptHostWithBookmarks>::of(host);
    bookmarks->RemoveBookmarks(this);
    lua_close(state);
    state = nullptr;
    return OK;
}

template <class Enter>
bool LuaRuntime::guarded(Enter&& enter) {
    Catcher catcher;
    natives::setScript({});
    const bool good = enter();
    if (!good) {
        catcher.undo();
        const char* reason = lua_tostring(state, -1);
        std::printf("SCRIPT ERROR: %s\n", reason ? reason : "(error object)");
        std::fflush(stdout);
        lua_pop(state, 1);
    }
    return good;
}

bool LuaRuntime::call(int arguments, int results) {
    return guarded([&] {
        truth::Scope scope({truth::Kind::pcall, "lua", resource->name, "lua_pcallk"});
        return lua_pcall(state, arguments, results, 0) == LUA_OK;
    });
}

int32_t LuaRuntime::HandlesFile(char* name, IScriptHostWithResourceData*) {
    return std::string_view(name).find(".lua") != std::string_view::npos;
}

Result LuaRuntime::LoadFile(char* name) {
    truth::Scope scope({truth::Kind::load, "lua", resource->name, name});
    environment::Scope running(this);
    const std::string text = resources::read(*resource, name);
    const std::string chunk = "@" + resource->name + "/" + name;
    if (luaL_loadbuffer(state, text.data(), text.size(), chunk.c_str()) != LUA_OK) {
        std::printf("SCRIPT ERROR: %s\n", lua_tostring(state, -1));
        lua_pop(state, 1);
        return INVALID_ARGUMENT;
    }
    return call(0, 0) ? OK : INVALID_ARGUMENT;
}

Result LuaRuntime::TriggerEvent(char* name, char* arguments, uint32_t size, char* source) {
    truth::Scope scope({truth::Kind::event, "lua", resource->name, name, source, size});
    environment::Scope running(this);
    lua_getfield(state, LUA_REGISTRYINDEX, HANDLERS);
    lua_getfield(state, -1, name);
    lua_remove(state, -2);
    if (lua_isfunction(state, -1)) {
        lua_pushlstring(state, arguments, size);
        lua_pushstring(state, source);
        call(2, 0);
    } else {
        lua_pop(state, 1);
    }
    return OK;
}

Result LuaRuntime::CallRef(int32_t reference, char* arguments, uint32_t size,
        IScriptBuffer** result) {
    truth::Scope scope({truth::Kind::reference, "lua", resource->name, std::to_string(reference),
            "", size});
    environment::Scope running(this);
    *result = nullptr;
    lua_rawgeti(state, LUA_REGISTRYINDEX, reference);
    lua_pushlstring(state, arguments, size);
    if (call(1, 1)) {
        size_t length = 0;
        const char* text = lua_tolstring(state, -1, &length);
        *result = resources::buffer(std::string(text ? text : "", length));
        lua_pop(state, 1);
    }
    return OK;
}

Result LuaRuntime::DuplicateRef(int32_t reference, int32_t* out) {
    lua_rawgeti(state, LUA_REGISTRYINDEX, reference);
    *out = luaL_ref(state, LUA_REGISTRYINDEX);
    return OK;
}

Result LuaRuntime::RemoveRef(int32_t reference) {
    luaL_unref(state, LUA_REGISTRYINDEX, reference);
    return OK;
}

Result LuaRuntime::GetMemoryUsage(int64_t* bytes) {
    *bytes = lua_gc(state, LUA_GCCOUNT) * 1024LL + lua_gc(state, LUA_GCCOUNTB);
    return OK;
}

Result LuaRuntime::TickBookmarks(uint64_t* bookmarks, int32_t count) {
    truth::Scope scope({truth::Kind::bookmarks, "lua", resource->name, "bookmarks"});
    environment::Scope running(this);
    for (int32_t i = 0; i < count; ++i) {
        resume(bookmarks[i]);
    }
    return OK;
}

void LuaRuntime::scheduleThread(int thread, lua_Integer millis) {
    const auto bookmarks = Held<IScriptHostWithBookmarks>::of(host);
    // A negative deadline is a time from now.
    bookmarks->ScheduleBookmark(this, static_cast<uint64_t>(thread), millis < 1 ? -1 : -millis);
}

void LuaRuntime::resume(uint64_t bookmark) {
    const int thread = static_cast<int>(bookmark);
    lua_rawgeti(state, LUA_REGISTRYINDEX, thread);
    lua_State* const fiber = lua_tothread(state, -1);
    lua_pop(state, 1);
    int results = 0;
    int status = LUA_OK;
    const bool good = guarded([&] {
        truth::Scope scope({truth::Kind::resume, "lua", resource->name, "lua_resume"});
        const int given = lua_status(fiber) == LUA_OK ? lua_gettop(fiber) - 1 : 0;
        status = lua_resume(fiber, nullptr, given, &results);
        if (status > LUA_YIELD) {
            lua_xmove(fiber, state, 1);
        }
        return status <= LUA_YIELD;
    });
    if (good && status == LUA_YIELD) {
        const lua_Integer millis = lua_tointeger(fiber, -1);
        lua_pop(fiber, results);
        scheduleThread(thread, millis);
    } else {
        luaL_unref(state, LUA_REGISTRYINDEX, thread);
    }
}

namespace {
IBase* makeLua() {
    return (new LuaRuntime)->base();
}
}

extern "C" LIBRARY_EXPORT Component* CreateComponent() {
    return new ClassComponent({{classes::LUA, IScriptRuntime::IID, makeLua},
            {classes::LUA, IScriptFileHandlingRuntime::IID, makeLua}});
}
