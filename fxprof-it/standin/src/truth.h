#pragma once

#include <cstdint>
#include <string>

// Ground truth: every entry into a runtime as C++ sees it, one JSON line each. Records stay in
// memory while scripts run and are written between ticks or at the end.
namespace truth {
enum class Kind : uint8_t { tick, event, exported, thread, script };
enum class Level : uint8_t { server, entry, coroutine };

struct Origin {
    Kind kind = Kind::thread;
    std::string name;
    std::string source;
    uint32_t bytes = 0;
};

extern bool on;

bool open(const std::string& path);
void atTick(uint64_t number);
// How often a script's coroutine was entered so far, recorded or not.
extern uint64_t entries;
// Processor time that scripts burned so far because they asked for just that.
extern int64_t burnedNanos;
// Returns false where the entry that runs is no runtime entry of that kind.
const Origin* running(Level level);
void begin(Level level, const std::string& resource, const Origin& origin, uint64_t coroutine = 0,
        uint32_t stretch = 0);
void end();
// TriggerClientEvent and the like: target is a player or -1.
void sent(const char* kind, const std::string& resource, const std::string& name,
        const std::string& target, size_t bytes);
void writeIfFull();
void close();
}
