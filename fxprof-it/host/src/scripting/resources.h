#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "om/object.h"

// One resource: its scripts' runtimes, and the host that they see.
struct Resource {
    std::string name;
    std::string folder;
    std::vector<Held<IScriptRuntime>> runtimes;
    Held<IScriptHost> host;
};

// The server's side of resources. Main thread only.
namespace resources {
struct Owner {
    std::string resource;
    const char* runtime;
};

// Loads the scripts of a folder, each into a runtime of the kind that handles its name.
LIBRARY_EXPORT void start(const std::string& name, const std::string& folder,
        const std::vector<std::string>& scripts);
// Finds the first class by the function of CoreRT that has this name, instead of the one it is linked to.
LIBRARY_EXPORT void lookUp(const std::string& function);
LIBRARY_EXPORT void stopAll();
LIBRARY_EXPORT void tick();
LIBRARY_EXPORT void event(const std::string& name, const std::string& payload,
        const std::string& source);

LIBRARY_EXPORT IScriptHost* hostOf(const std::string& resource);
LIBRARY_EXPORT Owner ownerOf(IScriptRuntime* runtime);
// Text of a script file of the resource.
LIBRARY_EXPORT std::string read(const Resource& resource, const std::string& file);
// Exported functions by name; none is an empty reference.
LIBRARY_EXPORT void publish(const Resource& resource, const std::string& name,
        const std::string& reference);
LIBRARY_EXPORT std::string exported(const std::string& resource, const std::string& name);
// Calls a function reference through the caller's host.
LIBRARY_EXPORT std::string invoke(IScriptHost* host, const std::string& reference,
        const std::string& payload);
LIBRARY_EXPORT std::string canonical(IScriptHost* host, IScriptRuntime* runtime,
        int32_t reference);
LIBRARY_EXPORT IScriptBuffer* buffer(const std::string& bytes);
LIBRARY_EXPORT Held<IScriptRefRuntime> referenced(std::string_view reference, int32_t& number);
LIBRARY_EXPORT int32_t nextInstance();

// Runs tick routines; part of tick.
void tickRuntimes();
void schedule(IScriptTickRuntimeWithBookmarks* runtime, uint64_t bookmark, int64_t deadlineMicros);
void unschedule(IScriptTickRuntimeWithBookmarks* runtime);
}
