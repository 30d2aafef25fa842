#include "scripting/natives.h"

#include <cstdio>
#include <stdexcept>
#include <unordered_map>

#include "core/platform.h"
#include "core/truth.h"
#include "om/component.h"
#include "scripting/environment.h"
#include "scripting/invoker.h"
#include "scripting/resources.h"

namespace {
using Native = void (*)(const uintptr_t* arguments, size_t count, uintptr_t* result);

struct Known {
    fx::invoker::ScriptNativeHandler handler;
    std::string name;
    Native native;
};

natives::Script script;

uintptr_t argument(const uintptr_t* arguments, size_t count, size_t index) {
    return index < count ? arguments[index] : 0;
}

void answer(const uintptr_t*, size_t, uintptr_t* result) {
    *result = 1;
}

void timer(const uintptr_t*, size_t, uintptr_t* result) {
    *result = static_cast<uintptr_t>(platform::nanos() / 1'000'000);
}

void burning(const uintptr_t* arguments, size_t count, uintptr_t* result) {
    natives::burn(argument(arguments, count, 0));
    *result = 1;
}

void hanging(const uintptr_t*, size_t, uintptr_t*) {
    natives::hang();
}

void throwing(const uintptr_t*, size_t, uintptr_t*) {
    throw std::runtime_error("a native failed");
}

// What another native does beneath this one: a call of the script's function, or its error.
void nesting(const uintptr_t*, size_t, uintptr_t* result) {
    if (script.call) {
        script.call(script.state);
    }
    *result = 1;
}

void jumping(const uintptr_t*, size_t, uintptr_t*) {
    if (script.raise) {
        script.raise(script.state);
    }
    throw std::runtime_error("this runtime cannot jump");
}

// No script here sets a variable.
void convar(const uintptr_t* arguments, size_t count, uintptr_t* result) {
    *result = argument(arguments, count, 1);
}

// Marks of the server's profiler, which is never on here.
void mark(const uintptr_t*, size_t, uintptr_t*) {
}

void currentResource(const uintptr_t*, size_t, uintptr_t* result) {
    static std::string name;
    name = resources::ownerOf(environment::current()).resource;
    *result = reinterpret_cast<uintptr_t>(name.c_str());
}

std::unordered_map<uint64_t, Known>& known() {
    static std::unordered_map<uint64_t, Known> all = [] {
        const std::pair<const char*, Native> list[] = {{"GET_GAME_TIMER", timer},
                {"GET_PLAYER_NAME", answer}, {"GET_PLAYER_PED", answer},
                {"GET_ENTITY_COORDS", answer}, {"GET_CONVAR", convar},
                {"PROFILER_ENTER_SCOPE", mark}, {"PROFILER_EXIT_SCOPE", mark},
                {"GET_CURRENT_RESOURCE_NAME", currentResource},
                {"REGISTER_RESOURCE_AS_EVENT_HANDLER", answer}, {"STANDIN_BURN", burning},
                {"STANDIN_HANG", hanging}, {"STANDIN_THROW", throwing},
                {"STANDIN_NEST", nesting}, {"STANDIN_JUMP", jumping}};
        std::unordered_map<uint64_t, Known> made;
        for (const auto& [name, native] : list) {
            const uint64_t hash = natives::hashOf(name);
            made.insert({hash, {{hash}, name, native}});
        }
        return made;
    }();
    return all;
}
}

namespace natives {
Script currentScript() {
    return script;
}

Script setScript(Script now) {
    const Script before = script;
    script = now;
    return before;
}

uint64_t hashOf(const char* name) {
    return typeHash(name);
}

void run(uint64_t hash, const uintptr_t* arguments, size_t count, uintptr_t* result) {
    const auto found = known().find(hash);
    if (found == known().end()) {
        throw std::runtime_error("no such native");
    }
    // No script here asks for its resource's name: what a tool asks is no part of what ran. Marks say
    // something of what runs, and are nothing that ran.
    if (truth::isPaused() || found->second.native == currentResource
            || found->second.native == mark) {
        found->second.native(arguments, count, result);
        return;
    }
    const resources::Owner owner = resources::ownerOf(environment::current());
    truth::Scope scope({truth::Kind::native, owner.runtime, owner.resource, found->second.name});
    found->second.native(arguments, count, result);
}

void burn(uint64_t micros) {
    const int64_t until = platform::nanos() + static_cast<int64_t>(micros) * 1000;
    while (platform::nanos() < until) {
    }
}

void hang() {
    std::puts("hanging");
    std::fflush(stdout);
    for (volatile bool on = true; on;) {
        burn(1000);
    }
}
}

namespace fx::invoker {
const ScriptNativeHandler& ScriptNativeHandler::FromHash(uint64_t hash) {
    const auto found = known().find(hash);
    if (found == known().end()) {
        throw std::runtime_error("no such native");
    }
    return found->second.handler;
}

void ScriptNativeContext::Invoke() {
    natives::run(info.hash, arguments, numArguments, results);
}
}
