#include "lmprof.h"

#include "clock.h"
#include "profiler.h"
#include "recorder.h"
#include "runtime.h"

namespace {
constexpr int MEMORY_EVERY = 16;

Runtime& runtimeOf(lua_State* L) {
    return **static_cast<Runtime**>(lua_getextraspace(L));
}

void* countingAllocator(void* state, void* block, size_t before, size_t after) {
    Recorder* recorder = static_cast<Recorder*>(state);
    recorder->allocated += static_cast<int64_t>(after)
            - (block == nullptr ? 0 : static_cast<int64_t>(before));
    return recorder->allocator(recorder->allocatorState, block, before, after);
}

int64_t memory(Recorder& recorder) {
    if (recorder.untilMemory-- > 0) {
        return 0;
    }
    recorder.untilMemory = MEMORY_EVERY;
    return recorder.allocated > 0 ? recorder.allocated : 1;
}

std::string nameOf(lua_State* L, lua_Debug* ar) {
    lua_getinfo(L, "n", ar);
    if (*ar->what == 'm') {
        return std::string("main chunk (") + ar->short_src + ")";
    }
    const std::string name = ar->name == nullptr ? "(anonymous)" : ar->name;
    return *ar->what == 'C' ? name + " [C]"
            : name + " (" + ar->short_src + ":" + std::to_string(ar->linedefined) + ")";
}

FunctionTotals& find(Recorder& recorder, lua_State* L, lua_Debug* ar) {
    lua_getinfo(L, "Sf", ar);
    const void* key = *ar->what == 'C' ? lua_topointer(L, -1)
            : static_cast<const void*>(ar->source);
    lua_pop(L, 1);
    std::unique_ptr<FunctionTotals>& found = recorder.known[key][ar->linedefined];
    if (found == nullptr) {
        found = std::make_unique<FunctionTotals>();
        found->name = nameOf(L, ar);
    }
    return *found;
}

void hide(Recorder& recorder) {
    if (recorder.thread == 0 || recorder.shown == nullptr) {
        return;
    }
    for (size_t i = recorder.stacks[recorder.shown].size(); i > 0; i--) {
        profiler::detail(recorder.thread, false, "", 0);
    }
    recorder.shown = nullptr;
}

void show(Recorder& recorder, lua_State* L) {
    if (recorder.thread == 0 || recorder.shown == L) {
        return;
    }
    hide(recorder);
    recorder.shown = L;
    for (const OpenCall& call : recorder.stacks[L]) {
        profiler::detail(recorder.thread, true, call.function->name, 0);
    }
}

void close(Recorder& recorder, std::vector<OpenCall>& stack, int64_t now) {
    const OpenCall call = stack.back();
    stack.pop_back();
    const int64_t took = now - call.begin;
    call.function->totalNanos += took;
    call.function->selfNanos += took - call.inside;
    if (!stack.empty()) {
        stack.back().inside += took;
    }
    if (recorder.thread != 0) {
        profiler::detail(recorder.thread, false, "", memory(recorder));
    }
}

void open(Recorder& recorder, std::vector<OpenCall>& stack, FunctionTotals& function,
        int64_t now) {
    function.calls++;
    stack.push_back({&function, now, 0});
    if (recorder.thread != 0) {
        profiler::detail(recorder.thread, true, function.name, memory(recorder));
    }
}

// The calls of a coroutine that began before the recording, from the outermost to the given one.
void loadStack(Recorder& recorder, lua_State* L, int innermost, int64_t now) {
    lua_Debug frame;
    int depth = 0;
    while (lua_getstack(L, depth, &frame)) {
        depth++;
    }
    for (int level = depth - 1; level >= innermost; level--) {
        lua_getstack(L, level, &frame);
        open(recorder, recorder.stacks[L], find(recorder, L, &frame), now);
    }
}

void onCall(lua_State* L, lua_Debug* ar) {
    Runtime& runtime = runtimeOf(L);
    if (runtime.recorder == nullptr) {
        lua_sethook(L, nullptr, 0, 0);
        return;
    }
    Recorder& recorder = *runtime.recorder;
    const int64_t now = clocks::wallNanos();
    show(recorder, L);
    if (recorder.loaded.insert(L).second) {
        loadStack(recorder, L, ar->event == LUA_HOOKRET ? 0 : 1, now);
    }
    std::vector<OpenCall>& stack = recorder.stacks[L];
    FunctionTotals& function = find(recorder, L, ar);
    if (ar->event == LUA_HOOKRET) {
        // Calls that an error left are closed with the one that caught it.
        size_t depth = stack.size();
        while (depth > 0 && stack[depth - 1].function != &function) {
            depth--;
        }
        while (depth > 0 && stack.size() >= depth) {
            close(recorder, stack, now);
        }
        return;
    }
    if (ar->event == LUA_HOOKTAILCALL && !stack.empty()) {
        close(recorder, stack, now);
    }
    open(recorder, stack, function, now);
}

// The registry holds every coroutine of the scheduler, in a table a coroutine.
void hookAll(Runtime& runtime, lua_Hook hook) {
    const int mask = hook == nullptr ? 0 : LUA_MASKCALL | LUA_MASKRET;
    lua_State* L = runtime.L;
    lua_sethook(L, hook, mask, 0);
    lua_checkstack(L, 4);
    lua_pushnil(L);
    while (lua_next(L, LUA_REGISTRYINDEX) != 0) {
        if (lua_istable(L, -1)) {
            lua_rawgeti(L, -1, 1);
            if (lua_isthread(L, -1)) {
                lua_sethook(lua_tothread(L, -1), hook, mask, 0);
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
}
}

namespace lmprof {
bool begin(Runtime& runtime, int thread) {
    if (runtime.recorder != nullptr || lua_gethook(runtime.L) != nullptr) {
        return false;
    }
    Recorder* recorder = new Recorder();
    recorder->thread = thread;
    recorder->allocator = lua_getallocf(runtime.L, &recorder->allocatorState);
    lua_setallocf(runtime.L, countingAllocator, recorder);
    runtime.recorder = recorder;
    hookAll(runtime, onCall);
    return true;
}

void end(Runtime& runtime) {
    Recorder* recorder = runtime.recorder;
    if (recorder == nullptr) {
        return;
    }
    hide(*recorder);
    hookAll(runtime, nullptr);
    lua_setallocf(runtime.L, recorder->allocator, recorder->allocatorState);
    runtime.recorder = nullptr;
    delete recorder;
}

void connect(Runtime& runtime, int thread) {
    if (runtime.recorder == nullptr && lua_gethook(runtime.L) == nullptr) {
        runtime.detail = Detail::setup;
        runtime.detailThread = thread;
    }
}

void disconnect(Runtime& runtime) {
    runtime.detail = runtime.detail == Detail::recording ? Detail::shutdown : Detail::none;
}

void ended(Runtime& runtime, lua_State* thread) {
    if (runtime.recorder != nullptr) {
        if (runtime.recorder->shown == thread) {
            hide(*runtime.recorder);
        }
        runtime.recorder->stacks.erase(thread);
        runtime.recorder->loaded.erase(thread);
    }
}
}

bool Runtime::profileEntry(bool begin) {
    switch (detail) {
    case Detail::none:
        return false;
    case Detail::setup:
        detail = lmprof::begin(*this, detailThread) ? Detail::recording : Detail::none;
        return begin && detail == Detail::recording;
    case Detail::recording:
        if (!begin && recorder != nullptr) {
            hide(*recorder);
        }
        return true;
    case Detail::shutdown:
        detail = Detail::none;
        lmprof::end(*this);
        lua_gc(L, LUA_GCCOLLECT);
        return false;
    }
    return false;
}
