#include "server.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "clock.h"
#include "commands.h"
#include "console.h"
#include "convars.h"
#include "events.h"
#include "http_client.h"
#include "http_server.h"
#include "perf.h"
#include "players.h"
#include "profiler.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"
#include "truth.h"

namespace {
constexpr int64_t MILLI = 1000000;
constexpr int64_t HITCH = 150 * MILLI;

uint64_t tickNumber = 0;
uint64_t lastTick = UINT64_MAX;
int64_t lastBegin = 0;
int64_t lastArrival = 0;
bool input = true;
std::string unfinished;

int64_t interval() {
    return 1000000000 / std::max(1L, convars::number("standin_tick_rate", 20));
}

void warnHitch(int64_t now) {
    if (lastBegin != 0 && now - lastBegin > HITCH) {
        const int millis = static_cast<int>((now - lastBegin) / MILLI);
        console::print("citizen-server-impl", format("server thread hitch warning: timer interval "
                "of %d milliseconds\n", millis));
        console::trace(format("{\"thread\":\"svMain\",\"time\":%d,\"type\":\"hitch\"}", millis));
    }
    lastBegin = now;
}

// The server asks every resource for scripts that tick by themselves; Lua's never do.
void visitResources() {
    for (const auto& resource : resources::all()) {
        if (resource->state == State::started) {
            profiler::enterResource(resource->name, "tick");
            profiler::exitResource();
        }
    }
}

void tick() {
    warnHitch(clocks::realNanos());
    truth::atTick(++tickNumber);
    const int64_t begin = clocks::steadyNanos();
    players::arrive(tickNumber, lastArrival == 0 ? 0 : begin - lastArrival);
    lastArrival = begin;
    truth::begin(truth::Level::server, "", {truth::Kind::tick, "server tick", "", 0});
    profiler::beginTick();
    events::runQueued();
    runtimes::runBookmarks();
    visitResources();
    profiler::endTick();
    truth::end();
    perf::observe(perf::svMain, clocks::steadyNanos() / MILLI - begin / MILLI);
    perf::observe(perf::svNetwork, 0, interval() / (10 * MILLI));
    perf::observe(perf::svSync, 0, interval() / (8 * MILLI));
}

void betweenTicks() {
    resources::runLater();
    http::deliver();
    profiler::report();
    truth::writeIfFull();
}

void readInput() {
    char buffer[4096];
    const ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
    input = got > 0;
    unfinished.append(buffer, got > 0 ? static_cast<size_t>(got) : 0);
    size_t end;
    while ((end = unfinished.find('\n')) != std::string::npos) {
        const std::string line = unfinished.substr(0, end);
        unfinished.erase(0, end + 1);
        commands::execute(line, "system.console", 0);
    }
}

// Sleeps until the given real time, serving console and HTTP meanwhile.
void waitUntil(int64_t deadline) {
    while (!commands::quitting()) {
        const int64_t left = deadline - clocks::realNanos();
        if (left <= 0) {
            return;
        }
        std::vector<pollfd> files;
        http_server::watch(files);
        if (input) {
            files.push_back({STDIN_FILENO, POLLIN, 0});
        }
        const timespec time = {left / 1000000000, left % 1000000000};
        if (ppoll(files.data(), files.size(), &time, nullptr) > 0) {
            http_server::serve(files);
            if (input && (files.back().revents & (POLLIN | POLLHUP)) != 0) {
                readInput();
            }
            betweenTicks();
        }
    }
}

// Lets time pass at once, with the ticks that would have run.
void advance(int64_t millis) {
    const int64_t step = interval() / MILLI;
    for (; millis > 0; millis -= step) {
        clocks::advance(std::min(millis, step));
        lastBegin = 0;
        tick();
        betweenTicks();
    }
}

void control(const commands::Arguments& line) {
    const std::string what = line.size() > 1 ? line[1] : "";
    const int64_t value = line.size() > 2 ? std::atoll(line[2].c_str()) : 0;
    if (what == "clock") {
        clocks::shiftWall(value);
        console::print("standin", "clock shifted by " + std::to_string(value) + " ms\n");
    } else if (what == "advance") {
        resources::later([value] {
            advance(value);
            console::print("standin", "advanced by " + std::to_string(value) + " ms\n");
        });
    } else if (what == "quit") {
        lastTick = tickNumber + static_cast<uint64_t>(value);
    } else if (what == "busy") {
        console::print("standin", format("busy {\"nanos\":%lld,\"cpuNanos\":%lld,\"burnedNanos\":%lld,"
                "\"ticks\":%llu,\"entries\":%llu}\n",
                static_cast<long long>(clocks::realNanos()),
                static_cast<long long>(clocks::threadNanos()),
                static_cast<long long>(truth::burnedNanos),
                static_cast<unsigned long long>(tickNumber),
                static_cast<unsigned long long>(truth::entries)));
    } else if (what == "join") {
        players::join(static_cast<int>(value));
    } else if (what == "drop") {
        players::drop(static_cast<int>(value), "Disconnected.");
    } else if (what == "command" && line.size() > 3) {
        const size_t at = commands::raw().find(line[3], commands::raw().find(line[2]) + 1);
        commands::execute(commands::raw().substr(at), "player." + line[2],
                static_cast<int>(value));
    } else {
        console::print("standin", "standin busy | quit TICKS | clock MS | advance MS | join N | drop ID | "
                "command ID LINE\n");
    }
}

void load(const commands::Arguments& line) {
    if (line.size() > 2) {
        const size_t json = commands::raw().find('[');
        players::load(line[1], std::atof(line[2].c_str()),
                json == std::string::npos ? "[]" : commands::raw().substr(json));
    }
}
}

namespace server {
void addCommands() {
    commands::add("standin", control);
    commands::add("standin_load", load);
    commands::add("profiler", profiler::command);
}

void run() {
    int64_t next = clocks::realNanos();
    while (!commands::quitting()) {
        tick();
        betweenTicks();
        if (tickNumber >= lastTick) {
            commands::requestQuit();
        }
        next = std::max(next + interval(), clocks::realNanos());
        waitUntil(next);
    }
}
}
