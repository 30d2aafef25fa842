#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "om/interfaces.h"

// Ground truth: what the server itself knows to have run, one JSON line an entry. Main thread only.
namespace truth {
enum class Kind : uint8_t {
    tick, runtimeTick, bookmarks, event, reference, load, create, destroy, native, method, pcall,
    resume
};

struct Entry {
    Kind kind;
    const char* runtime;
    std::string resource;
    std::string name;
    std::string source = {};
    uint32_t bytes = 0;
};

// From here on entries are kept; false where the file cannot be written.
LIBRARY_EXPORT bool open(const std::string& path);
// While paused nothing is kept or counted. Only between entries.
LIBRARY_EXPORT void pause(bool paused);
LIBRARY_EXPORT bool isPaused();
LIBRARY_EXPORT void begin(Entry entry);
// How many entries are open.
LIBRARY_EXPORT size_t depth();
// Ends entries until so many are left. Whoever catches an error ends what it jumped over: what ends
// before the last one was, and the last one too where failed says so.
LIBRARY_EXPORT void endTo(size_t depth, bool failed = false);
// Writes out what ended; JSON of all counts so far: {"lua event": 12, ...}.
LIBRARY_EXPORT void flush();
LIBRARY_EXPORT std::string totals();

// An entry as long as a block.
class Scope {
public:
    explicit Scope(Entry entry) : below(depth()) {
        begin(std::move(entry));
    }
    ~Scope() {
        if (depth() > below) {
            endTo(below);
        }
    }
    Scope(const Scope&) = delete;

private:
    const size_t below;
};
}
