#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct Runtime;

// The server's own profiler: what it records, what it costs and whom it bills. Main thread only.
namespace profiler {
constexpr int TICKS = 1;
constexpr int SCOPES = 2;

enum class What : int { beginTick, enterResource, exitResource, enterScope, exitScope, endTick };

struct Event {
    int who;
    What what;
    int64_t when;
    std::string where;
    std::string why;
    int64_t much;
};

struct Thread {
    int id;
    std::string name;
};

struct Recording {
    std::vector<Event> events;
    std::vector<Thread> threads;
};

bool recording();
// Whether this tick's coroutines are recorded: asked once a tick.
bool hadProfiler();
void beginTick();
void endTick();
void enterResource(const std::string& resource, const std::string& why);
void exitResource();
void enterScope(const std::string& name);
void exitScope();
// One event of a detailed recording.
void detail(int thread, bool enter, const std::string& name, int64_t much);
int64_t micros();
void command(const std::vector<std::string>& words);
// Waits for files that are still being written.
void finish();
// Says which files have been written since the last call.
void report();
// The last recording that was viewed, as JSON, or empty.
const std::string& viewed();
std::string packed(const Recording& recording);
std::string json(const Recording& recording);
}
