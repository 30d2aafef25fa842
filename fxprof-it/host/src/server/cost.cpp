#include "cost.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <map>
#include <vector>

#include <x86intrin.h>

#include "agent.h"
#include "core/platform.h"
#include "core/truth.h"
#include "om/object.h"
#include "scripting/environment.h"
#include "scripting/natives.h"
#include "scripting/resources.h"
#include "unlisted.h"

namespace {
using Loop = void (*)(int calls);
using Invoke = void (*)(uint64_t hash, int calls);
using Hooked = void (*)(int calls, bool hooked);

constexpr int CODE_BYTES = 64;

struct Subject {
    IScriptHost* host = nullptr;
    IScriptRuntime* runtime = nullptr;
    IScriptEventRuntime* events = nullptr;
    IScriptRefRuntime* references = nullptr;
    Invoke invoke = nullptr;
    Hooked hooked = nullptr;
};

Subject subject;
volatile uint64_t sink;

void nativesOfLua(int calls) {
    subject.invoke(natives::hashOf("GET_PLAYER_NAME"), calls);
}

void nativesOfHost(int calls) {
    NativeContext context = {};
    context.identifier = natives::hashOf("GET_PLAYER_NAME");
    for (int i = 0; i < calls; ++i) {
        context.argumentCount = 1;
        unknown(subject.host)->InvokeNative(context);
    }
}

void eventsOfRuntime(int calls) {
    char name[] = "cost:none";
    char payload[65] = "";
    char source[] = "net:5";
    for (int i = 0; i < calls; ++i) {
        unknown(subject.events)->TriggerEvent(name, payload, 64, source);
    }
}

void references(int calls) {
    char payload[9] = "12345678";
    for (int i = 0; i < calls; ++i) {
        IScriptBuffer* result = nullptr;
        unknown(subject.references)->CallRef(1, payload, 8, &result);
    }
}

void reads(int calls) {
    for (int i = 0; i < calls; ++i) {
        sink = __rdtsc();
        sink = __rdtsc();
    }
}

// A function with its first bytes replaced by a jump to a hook that reads the clock around it.
void (*behindHook)();

void hook() {
    const uint64_t begin = __rdtsc();
    behindHook();
    sink = __rdtsc() - begin;
}

void (*function(bool patched))() {
    uint8_t* const page = static_cast<uint8_t*>(platform::codePage(2 * CODE_BYTES));
    const uintptr_t to = reinterpret_cast<uintptr_t>(&hook);
    // mov rax, hook; jmp rax, and behind it what stood there: ret.
    uint8_t jump[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    std::memcpy(jump + 2, &to, sizeof to);
    page[CODE_BYTES] = 0xc3;
    std::memcpy(page, patched ? jump : page + CODE_BYTES, patched ? sizeof jump : 1);
    behindHook = reinterpret_cast<void (*)()>(page + CODE_BYTES);
    return reinterpret_cast<void (*)()>(page);
}

void calls(void (*of)(), int count) {
    for (int i = 0; i < count; ++i) {
        of();
    }
}

void plainFunction(int count) {
    static void (*const of)() = function(false);
    calls(of, count);
}

void hookedFunction(int count) {
    static void (*const of)() = function(true);
    calls(of, count);
}

void luaPlain(int count) {
    subject.hooked(count, false);
}

void luaHooked(int count) {
    subject.hooked(count, true);
}

using Samples = std::map<std::string, std::vector<double>>;

void sample(Samples& samples, const char* name, Loop loop, int count) {
    const int64_t begin = platform::nanos();
    loop(count);
    samples[name].push_back(static_cast<double>(platform::nanos() - begin) / count);
}

void sampleHooks(Samples& samples, int count) {
    environment::Scope running(subject.runtime);
    sample(samples, "nativeLua", nativesOfLua, count);
    sample(samples, "nativeHost", nativesOfHost, count);
    sample(samples, "event", eventsOfRuntime, count);
    sample(samples, "reference", references, count);
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string json(const Samples& without, const Samples& with) {
    std::string text = "{";
    for (const auto& [name, values] : with) {
        char row[96];
        const auto plain = without.find(name);
        std::snprintf(row, sizeof row, "%s\"%s\":[%.2f,%.2f]", text.size() > 1 ? "," : "",
                name.c_str(), plain == without.end() ? 0.0 : median(plain->second),
                median(values));
        text += row;
    }
    return text + "}";
}
}

namespace cost {
std::string measure(const std::string& library, const std::string& folder, int rounds,
        int calls) {
    // The host's class is met when a runtime is created with one.
    const std::string met = agent::attach(library);
    resources::start("cost", folder + "/cost", {"server.js"});
    agent::detach();
    if (met != "attach: 0") {
        return met;
    }
    const Held<IScriptRuntime> runtime(new UnlistedRuntime);
    const auto events = Held<IScriptEventRuntime>::of(runtime.get());
    const auto references = Held<IScriptRefRuntime>::of(runtime.get());
    void* const lua = platform::openComponent("citizen-scripting-lua");
    subject = {resources::hostOf("cost"), runtime.get(), events.get(), references.get(),
            reinterpret_cast<Invoke>(platform::symbol(lua, "StandinInvoke")),
            reinterpret_cast<Hooked>(platform::symbol(lua, "StandinCallLua"))};
    truth::pause(true);
    Samples without;
    Samples with;
    for (int round = 0; round < rounds; ++round) {
        sampleHooks(without, calls);
        sample(without, "inlineHook", plainFunction, calls);
        sample(with, "inlineHook", hookedFunction, calls);
        sample(without, "luaHook", luaPlain, calls);
        sample(with, "luaHook", luaHooked, calls);
        sample(with, "twoReads", reads, calls);
        agent::attach(library);
        sampleHooks(with, calls);
        agent::detach();
    }
    truth::pause(false);
    return json(without, with);
}
}
