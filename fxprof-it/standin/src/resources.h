#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

struct Runtime;

enum class State { stopped, starting, started, stopping };

struct Resource {
    Resource(std::string name, std::string path);
    ~Resource();

    const std::vector<std::string>& metadata(const std::string& key) const;

    const std::string name;
    const std::string path;
    std::map<std::string, std::vector<std::string>> manifest;
    std::set<std::string> handledEvents;
    std::unique_ptr<Runtime> runtime;
    State state = State::stopped;
};

// All resources of the server's resources/ folder. Main thread only.
namespace resources {
void scan();
Resource* find(const std::string& name);
const std::vector<std::unique_ptr<Resource>>& all();
const char* stateName(const Resource& resource);
// Resource and instance of every runtime, in the order in which they were created.
std::vector<std::pair<std::string, int>> runtimeOrder();
bool start(const std::string& name);
bool stop(const std::string& name);
bool restart(const std::string& name);
bool ensure(const std::string& name);
// Work that must wait until no script is on the stack.
void later(std::function<void()> work);
void runLater();
void stopAll();
}

namespace manifest {
// Reads fxmanifest.lua with a small Lua of its own; false with a printed reason.
bool read(Resource& resource);
// Script entries with their patterns replaced by the files that match, sorted.
std::vector<std::string> files(const Resource& resource, const std::string& key);
}
