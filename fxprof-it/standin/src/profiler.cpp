#include "profiler.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "clock.h"
#include "console.h"
#include "lmprof.h"
#include "resources.h"
#include "runtime.h"

namespace {
struct Connection {
    std::string resource;
    int thread;
    bool detailed;
};

std::vector<profiler::Event> events;
std::vector<Connection> connections;
std::vector<std::thread> writers;
std::atomic<int> saved{0};
std::string shown;
std::string detailedName;
bool active = false;
bool had = false;
bool detailed = false;
bool stopNext = false;
int64_t offset = 0;
int frames = 0;

// Costs what the server's costs: the event is built with its two strings and copied.
void push(int who, profiler::What what, const std::string& where = "", const std::string& why = "",
        int64_t much = 0) {
    if (!active) {
        return;
    }
    profiler::Event event{who, what, profiler::micros() - offset, where, why, much};
    events.push_back(event);
}

void say(const std::string& text) {
    console::print("cmd", text + "\n");
}

void connect(const std::string& name) {
    if (!detailed || std::any_of(connections.begin(), connections.end(),
            [&](const Connection& c) { return c.resource == name; })) {
        return;
    }
    const int thread = static_cast<int>(connections.size()) + profiler::SCOPES + 1;
    const bool wanted = detailedName == "*" || detailedName == name;
    connections.push_back({name, thread, wanted});
    const Resource* resource = resources::find(name);
    if (wanted && resource != nullptr && resource->runtime != nullptr) {
        lmprof::connect(*resource->runtime, thread);
    }
}

void start(int count, const std::string& resource) {
    offset = profiler::micros();
    frames = count;
    active = true;
    events.clear();
    events.shrink_to_fit();
    connections.clear();
    detailed = !resource.empty();
    detailedName = resource;
    say("Started recording");
}

void stop() {
    for (const Connection& connection : connections) {
        const Resource* resource = resources::find(connection.resource);
        if (connection.detailed && resource != nullptr && resource->runtime != nullptr) {
            lmprof::disconnect(*resource->runtime);
        }
    }
    active = false;
    detailed = false;
    stopNext = false;
    detailedName.clear();
    say("Stopped the recording");
}

void stopRequested() {
    if (active && detailed) {
        stopNext = true;
        say("Stopping the recording");
    } else if (active) {
        stop();
    }
}

// Fails where the text is no number.
bool number(const std::string& text, int& value) {
    char* end = nullptr;
    value = static_cast<int>(std::strtol(text.c_str(), &end, 10));
    return end != text.c_str();
}

profiler::Recording snapshot() {
    profiler::Recording copy;
    copy.events = events;
    for (const Connection& connection : connections) {
        copy.threads.push_back({connection.thread, connection.resource});
    }
    return copy;
}

// Conversion and writing happen beside the main thread, as on the server.
void save(const std::string& path, bool asJson) {
    say(std::string(asJson ? "Saving the recording as JSON to: " : "Saving the recording to: ")
            + path + ".");
    writers.emplace_back([path, asJson, copy = snapshot()] {
        std::ofstream out(path, std::ios::binary);
        const std::string content = asJson ? profiler::json(copy) : profiler::packed(copy);
        out.write(content.data(), static_cast<std::streamsize>(content.size()));
        out.close();
        saved++;
    });
}

void record(const std::string& argument) {
    int count = -1;
    if (argument == "stop") {
        stopRequested();
    } else if (active) {
        say("A recording is already taking place");
    } else if (argument != "start" && !number(argument, count)) {
        say("Invalid argument to `profiler record` expected 'start', 'stop' or an integer");
    } else {
        start(count, "");
    }
}

void recordResource(const std::vector<std::string>& words) {
    int count = -1;
    if (words.size() == 3 && words[2] == "stop") {
        stopRequested();
    } else if (active) {
        say("A recording is already taking place");
    } else if (words.size() > 3 && !number(words[3], count)) {
        say("Expected frame integer value");
    } else if (words.size() > 3) {
        start(count, words[2]);
    }
}

void status() {
    const auto ticks = std::count_if(events.begin(), events.end(),
            [](const profiler::Event& e) { return e.what == profiler::What::beginTick; });
    const auto ends = std::count_if(events.begin(), events.end(),
            [](const profiler::Event& e) { return e.what == profiler::What::endTick; });
    say(active && frames > 0 ? "Recording: Yes (" + std::to_string(frames) + ")"
            : active ? "Recording: Yes" : "Recording: No");
    say("Buffer: " + std::to_string(static_cast<long>(events.size()) - ticks - ends)
            + " events over " + std::to_string(ticks) + " frames");
}
}

namespace profiler {
bool recording() {
    return active;
}

bool hadProfiler() {
    return had;
}

int64_t micros() {
    return clocks::wallNanos() / 1000;
}

void beginTick() {
    push(TICKS, What::beginTick);
    push(SCOPES, What::enterScope, "Resource Manager Tick");
    if (--frames == 0 && active) {
        stop();
    }
    had = active;
}

void endTick() {
    push(SCOPES, What::exitScope);
    push(TICKS, What::endTick);
    if (stopNext) {
        stop();
    }
}

void enterResource(const std::string& resource, const std::string& why) {
    push(SCOPES, What::enterResource, resource, why);
    if (active) {
        connect(resource);
    }
}

void exitResource() {
    push(SCOPES, What::exitResource);
}

void enterScope(const std::string& name) {
    push(SCOPES, What::enterScope, name);
}

void exitScope() {
    push(SCOPES, What::exitScope);
}

void detail(int thread, bool enter, const std::string& name, int64_t much) {
    push(thread, enter ? What::enterScope : What::exitScope, name, "", much);
}

void command(const std::vector<std::string>& words) {
    const std::string what = words.size() > 1 ? words[1] : "help";
    if (what == "record" && words.size() > 2) {
        record(words[2]);
    } else if (what == "resource" && words.size() > 2) {
        recordResource(words);
    } else if ((what == "save" || what == "saveJSON") && words.size() > 2) {
        save(words[2], what == "saveJSON");
    } else if (what == "status") {
        status();
    } else if (what == "view" && active) {
        say("Cannot view: profiler is active.");
    } else if (what == "view") {
        say("Building profile results");
        shown = json(snapshot());
    } else if (what == "help") {
        for (const char* line : {"help", "status", "record start | <frames> | stop",
                "resource <resource, frames> | stop", "save <filename>", "saveJSON <filename>",
                "view [filename]"}) {
            say(std::string("profiler ") + line);
        }
    } else {
        say("`profiler " + what + "` not found. See `profiler help` for available commands");
    }
}

void finish() {
    for (std::thread& writer : writers) {
        writer.join();
    }
    writers.clear();
    report();
}

void report() {
    for (; saved > 0; saved--) {
        say("Save complete");
    }
}

const std::string& viewed() {
    return shown;
}
}
