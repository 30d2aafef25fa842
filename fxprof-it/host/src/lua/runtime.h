#pragma once

#include <string>
#include <vector>

#include "om/object.h"
#include "scripting/natives.h"
#include "scripting/resources.h"

extern "C" {
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
}

// Where an error of Lua will be caught. What it jumped over ends there.
class Catcher {
public:
    Catcher();
    ~Catcher();
    Catcher(const Catcher&) = delete;
    // After an error.
    void undo();
    // Before a longjmp: MSVC's runs the destructors on its way, MinGW's and Linux's do not, so the
    // runtimes that they would pop are popped first.
    static void unwind();

private:
    static Catcher* innermost;

    Catcher* const around;
    const size_t entries;
    const size_t runtimes;
    const natives::Script script;
};

// One Lua state of one resource, entered as the server enters its own.
class LuaRuntime : public Object<IScriptRuntime, IScriptFileHandlingRuntime,
        IScriptTickRuntimeWithBookmarks, IScriptEventRuntime, IScriptRefRuntime,
        IScriptMemInfoRuntime> {
public:
    ~LuaRuntime() override;

    Result OM Create(IScriptHost* given) override;
    Result OM Destroy() override;
    void* OM GetParentObject() override {
        return resource;
    }
    void OM SetParentObject(void* object) override {
        resource = static_cast<Resource*>(object);
    }
    int32_t OM GetInstanceId() override;

    int32_t OM HandlesFile(char* name, IScriptHostWithResourceData* metadata) override;
    Result OM LoadFile(char* name) override;
    Result OM TickBookmarks(uint64_t* bookmarks, int32_t count) override;
    Result OM TriggerEvent(char* name, char* arguments, uint32_t size, char* source) override;
    Result OM CallRef(int32_t reference, char* arguments, uint32_t size,
            IScriptBuffer** result) override;
    Result OM DuplicateRef(int32_t reference, int32_t* out) override;
    Result OM RemoveRef(int32_t reference) override;
    Result OM RequestMemoryUsage() override {
        return OK;
    }
    Result OM GetMemoryUsage(int64_t* bytes) override;

    static LuaRuntime& of(lua_State* state);

    // Runs a thread again after so many milliseconds.
    void scheduleThread(int thread, lua_Integer millis);
    const Resource& owner() const {
        return *resource;
    }
    IScriptHost* caller() const {
        return host;
    }

private:
    // Resumes a thread, or calls what stands below the arguments; errors are printed here, and
    // what they jumped over ends.
    template <class Enter>
    bool guarded(Enter&& enter);
    bool call(int arguments, int results);
    void resume(uint64_t bookmark);

    lua_State* state = nullptr;
    Resource* resource = nullptr;
    IScriptHost* host = nullptr;
    int32_t instance = 0;
};

// The functions that scripts have.
void openScriptLibrary(lua_State* state);
