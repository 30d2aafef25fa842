#include "agent.h"

#include <cstdint>

#include "core/platform.h"

namespace {
using Switch = int32_t (*)();
using Status = int32_t (*)(char*, int32_t);

void* loaded = nullptr;
std::string loadedFrom;

template <class Function>
Function find(const char* name) {
    return reinterpret_cast<Function>(loaded ? platform::symbol(loaded, name) : nullptr);
}

std::string run(const char* what, const char* function) {
    const Switch found = find<Switch>(function);
    return std::string(what) + (found ? ": " + std::to_string(found()) : ": no agent");
}
}

namespace agent {
std::string attach(const std::string& library) {
    if (!loaded || (!library.empty() && library != loadedFrom)) {
        std::string reason;
        loaded = platform::openLibrary(library, reason);
        loadedFrom = library;
        if (!loaded) {
            return "attach: " + reason;
        }
    }
    return run("attach", "fxprof_attach");
}

std::string detach() {
    return run("detach", "fxprof_detach");
}

std::string status() {
    const Status found = find<Status>("fxprof_status");
    char text[4096] = "";
    if (found) {
        found(text, sizeof text);
    }
    return std::string("status: ") + (found ? text : "no agent");
}
}
