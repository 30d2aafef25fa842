#pragma once

#include <cstdint>
#include <string>
#include <vector>

struct Player {
    int id;
    std::string name;
    std::vector<std::string> identifiers;
    int ping;
};

// Players who do nothing by themselves, and the events that come from them. Main thread only.
namespace players {
void join(int count);
const std::vector<Player>& all();
const Player* find(int id);
void drop(int id, const std::string& reason);
// Lines TICK SOURCE EVENT JSONARGS; false where the file cannot be read or a line is malformed.
bool script(const std::string& path);
// Events of a rate a second, from the players in turn; a rate of 0 ends them.
void load(const std::string& event, double rate, const std::string& jsonArguments);
// Queues what arrives before the given tick.
void arrive(uint64_t tick, int64_t sinceLastNanos);
}
