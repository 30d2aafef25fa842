#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "lua_api.h"

struct FunctionTotals {
    std::string name;
    uint64_t calls = 0;
    int64_t selfNanos = 0;
    int64_t totalNanos = 0;
};

struct OpenCall {
    FunctionTotals* function;
    int64_t begin;
    int64_t inside;
};

// What one lmprof recording holds.
struct Recorder {
    std::unordered_map<const void*, std::unordered_map<int, std::unique_ptr<FunctionTotals>>> known;
    std::unordered_map<lua_State*, std::vector<OpenCall>> stacks;
    // Coroutines whose calls from before the recording have been taken over.
    std::unordered_set<lua_State*> loaded;
    // The coroutine whose calls stand open in the built-in profiler.
    lua_State* shown = nullptr;
    // Its thread in the built-in profiler, or 0.
    int thread = 0;
    int untilMemory = 0;
    int64_t allocated = 0;
    lua_Alloc allocator = nullptr;
    void* allocatorState = nullptr;
};
