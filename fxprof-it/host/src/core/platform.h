#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "om/interfaces.h"

// What differs between the two systems.
namespace platform {
enum class Input : uint8_t { none, line, closed };

// Opens a library of the program's folder by the name of its component; null where it cannot.
LIBRARY_EXPORT void* openComponent(const std::string& name);
// Opens a library by its path; on failure null and the reason.
LIBRARY_EXPORT void* openLibrary(const std::string& path, std::string& reason);
LIBRARY_EXPORT void* symbol(void* library, const char* name);
LIBRARY_EXPORT std::string programFolder();
LIBRARY_EXPORT unsigned long processId();
// A clock that never jumps: CLOCK_MONOTONIC_RAW, or QueryPerformanceCounter.
LIBRARY_EXPORT int64_t nanos();
LIBRARY_EXPORT void sleepUntil(int64_t nanos);
// Takes a line of the console without waiting for one.
LIBRARY_EXPORT Input readLine(std::string& line);
// From now on this thread may wait, read and write what is open, and get memory; any other system
// call ends the process. False where the system has no such thing.
LIBRARY_EXPORT bool seal();
// Runs a function on a thread of its own and waits for the thread's end.
LIBRARY_EXPORT void onThread(void (*run)(void*), void* given);
// Memory that may be written and then executed, for the entries of a managed runtime.
LIBRARY_EXPORT void* codePage(size_t bytes);
}
