#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lua_api.h"
#include "truth.h"

struct Resource;
struct Recorder;

// A hint from the scheduler that says where a stack trace begins or ends.
struct Boundary {
    bool given = false;
    bool filled = false;
    int64_t hint = 0;
};

struct Bookmark {
    int reference;
    int64_t deadlineMicros;
};

// What the truth file calls a coroutine.
struct Activation {
    truth::Origin origin;
    uint64_t id;
    uint32_t stretches;
};

enum class Detail : uint8_t { none, setup, recording, shutdown };

// One Lua state: one resource's scripts. Lives on the main thread only.
struct Runtime {
    explicit Runtime(Resource& resource);
    ~Runtime();
    Runtime(const Runtime&) = delete;

    // Opens the libraries and runs the system scripts; false with a printed reason.
    bool create();
    // name as in the manifest: a path in the resource or @other/path.
    bool runScript(const std::string& name);
    void tick(const std::vector<int>& bookmarks);
    void event(const std::string& name, std::string_view payload, const std::string& source);
    // Returns false where the call failed in the runtime itself.
    bool callReference(int reference, std::string_view arguments, std::string& result);
    int duplicateReference(int reference);
    void deleteReference(int reference);
    // Frames as the stack-trace routine packs them, or nothing.
    std::string walkStack(const Boundary& start, const Boundary& end);

    bool runBookmark(int reference);
    void schedulePending();
    void sortDue(int64_t nowMicros, std::vector<int>& due);
    bool busy() const;
    // Begins or ends the detailed recording that the built-in profiler asked for; true where the
    // caller must end what was begun.
    bool profileEntry(bool begin);

    Resource& resource;
    lua_State* L;
    const int instance;
    lua_CFunction traceback = nullptr;
    int eventRoutine = LUA_NOREF;
    int callRoutine = LUA_NOREF;
    int deleteRoutine = LUA_NOREF;
    int duplicateRoutine = LUA_NOREF;
    int traceRoutine = LUA_NOREF;
    int boundaryRoutine = LUA_NOREF;
    int objectRoutine = LUA_NOREF;
    std::deque<lua_State*> running;
    std::vector<std::pair<int, int64_t>> pending;
    std::deque<Bookmark> bookmarks;
    std::unordered_map<int, Activation> activations;
    Detail detail = Detail::none;
    int detailThread = 0;
    Recorder* recorder = nullptr;

private:
    bool systemFile(const std::string& name);
    bool load(const std::string& path, const std::string& chunk, bool thread);
    void reportTop(const std::string& what);
    int messageHandler();
    void resumed(int reference, lua_State* thread, int status);
    void reschedule(int reference, lua_State* thread, int results);
    void reportError(lua_State* thread, int status);
};

// Makes a runtime the current one; the one below is the invoking one.
class Pushed {
public:
    explicit Pushed(Runtime& runtime);
    ~Pushed();
    Pushed(const Pushed&) = delete;

private:
    Runtime& runtime;
};

namespace runtimes {
Runtime* current();
Runtime* invoking();
bool onStack(const Runtime& runtime);
void boundaryStart(const Boundary& boundary);
void boundaryEnd(const Boundary& boundary);
// The stack across all runtimes, as FORMAT_STACK_TRACE gives it; false where errors are suppressed.
bool stackTrace(bool topLevelGiven, std::string& text);
Runtime* find(const std::string& resource, int instance);
// Splits resource:instance:reference and finds the runtime.
Runtime* ofReference(std::string_view reference, int& index);
bool call(std::string_view reference, std::string_view arguments, std::string& result);
// Runs due bookmarks of all runtimes in the order in which they were created.
void runBookmarks();
std::string errorMessage(lua_State* L, int index);
}

extern char awaitSentinel;


void openCitizen(lua_State* L);
// Runs or schedules the function at the argument as a coroutine; given is its name or null.
int createThread(lua_State* L, bool now, int64_t timeoutMillis, int argument, const char* given);
int createThreadNow(lua_State* L);
int invokeNative(lua_State* L);
