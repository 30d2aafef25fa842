#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "om/interfaces.h"

// What natives do once they are called, by whichever way.
namespace natives {
// How a native reaches back into the script that called it.
struct Script {
    // Calls the function that was given to the native, unprotected; null where there is none.
    void (*call)(void* state) = nullptr;
    // Raises an error of the script's own language: by longjmp, or as that language throws.
    void (*raise)(void* state) = nullptr;
    void* state = nullptr;
};

LIBRARY_EXPORT Script currentScript();
// Returns the script that called the native before, to be put back.
LIBRARY_EXPORT Script setScript(Script script);
LIBRARY_EXPORT uint64_t hashOf(const char* name);
// Runs a native and records it; throws std::runtime_error where it is unknown or fails.
LIBRARY_EXPORT void run(uint64_t hash, const uintptr_t* arguments, size_t count,
        uintptr_t* result);
// Keeps the processor busy.
LIBRARY_EXPORT void burn(uint64_t micros);
// Prints "hanging" and never returns.
LIBRARY_EXPORT void hang();
}
