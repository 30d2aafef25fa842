#include "server.h"

#include <cstdio>
#include <cstdlib>
#include <sstream>

#include "agent.h"
#include "code.h"
#include "core/platform.h"
#include "core/truth.h"
#include "cost.h"
#include "scripting/environment.h"
#include "scripting/resources.h"
#include "slots.h"
#include "unlisted.h"

namespace {
constexpr int64_t IDLE_NANOS = 2'000'000;
constexpr int64_t LONGEST_NANOS = 20'000'000'000;
constexpr uint64_t PLAYERS = 48;

struct Listed {
    const char* name;
    std::vector<std::string> scripts;
};

const std::vector<Listed>& listed() {
    static const std::vector<Listed> all = {{"bank", {"server.lua"}}, {"jobs", {"server.lua"}},
            {"faulty", {"server.lua"}}, {"chat", {"server.js"}}, {"map", {"server.js"}},
            {"garage", {"server.net.dll"}}, {"police", {"server.net.dll"}},
            {"mixed", {"server.lua", "server.js", "server.net.dll"}}};
    return all;
}

void enterUnlisted(const char* source) {
    static UnlistedRuntime runtime;
    IScriptEventRuntime* const events = unknown<IScriptEventRuntime>(&runtime);
    char name[] = "unlisted:event";
    const size_t below = environment::depth();
    if (environment::tryPush(&runtime)) {
        events->TriggerEvent(name, name, sizeof name, const_cast<char*>(source));
        environment::popTo(below);
    }
}

// Whether the agent has a ring for one more thread, after a while at most.
bool awaitRing() {
    const int64_t until = platform::nanos() + LONGEST_NANOS;
    while (agent::status().find("\"ringsWaiting\": 3,") != std::string::npos) {
        if (platform::nanos() > until) {
            return false;
        }
        platform::sleepUntil(platform::nanos() + 1'000'000);
    }
    return true;
}

// Threads one after the other, each with two events of its own player.
std::string runThreads(int count, bool waits) {
    for (int i = 1; i <= count; ++i) {
        if (waits && !awaitRing()) {
            return std::to_string(i - 1) + ", and no ring for more";
        }
        std::string source = "net:" + std::to_string(i);
        platform::onThread([](void* given) {
            enterUnlisted(static_cast<std::string*>(given)->c_str());
            enterUnlisted(static_cast<std::string*>(given)->c_str());
        }, &source);
    }
    return std::to_string(count);
}
}

void Server::say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

void Server::startResources() {
    for (const Listed& one : listed()) {
        resources::start(one.name, options.resources + "/" + one.name, one.scripts);
    }
    started = true;
}

void Server::tick() {
    truth::Scope scope({truth::Kind::tick, "engine", "", "tick"});
    ++ticks;
    resources::tick();
    const std::string source = "net:" + std::to_string(1 + ticks % PLAYERS);
    resources::event("chat:message", std::string(ticks * 37 % 400, 'x'), source);
    if (ticks % 2 == 0) {
        resources::event("bank:pay", std::to_string(ticks), source);
    }
    if (ticks % 5 == 0) {
        resources::event("world:hour", "12", "");
    }
    if (ticks % 7 == 0) {
        resources::event("faulty:again", std::to_string(ticks / 7), source);
    }
}

// What a server has between its ticks: callbacks of its network.
void Server::waitUntil(int64_t next) {
    const int64_t step = options.between * 1'000'000LL;
    while (step > 0 && platform::nanos() + step < next) {
        platform::sleepUntil(platform::nanos() + step);
        resources::event("world:call", "x", "net:1");
    }
    platform::sleepUntil(next);
}

// The agent comes and goes in the midst of the work: between the ticks of it.
void Server::cycles(const std::string& library, int count) {
    int attached = 0;
    int detached = 0;
    for (int i = 0; i < count; ++i) {
        attached += agent::attach(library) == "attach: 0";
        tick();
        tick();
        detached += agent::detach() == "detach: 0";
        tick();
    }
    say("cycles: attached " + std::to_string(attached) + ", detached "
            + std::to_string(detached));
}

bool Server::command(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::string first;
    words >> verb >> first;
    if (verb == "attach") {
        say(agent::attach(line.size() > 7 ? line.substr(7) : ""));
    } else if (verb == "detach") {
        say(agent::detach());
    } else if (verb == "status") {
        say(agent::status());
    } else if (verb == "start") {
        startResources();
        say("started");
    } else if (verb == "stop") {
        resources::stopAll();
        started = false;
        say("stopped");
    } else if (verb == "run") {
        left = std::strtoull(first.c_str(), nullptr, 10);
    } else if (verb == "event") {
        std::string payload;
        std::string source;
        words >> payload >> source;
        resources::event(first, payload, source);
    } else if (verb == "cycles") {
        std::string library;
        std::getline(words >> std::ws, library);
        cycles(library, std::atoi(first.c_str()));
    } else if (verb == "cost") {
        int calls = 0;
        std::string library;
        std::getline(words >> calls >> std::ws, library);
        say("cost: " + cost::measure(library, options.resources, std::atoi(first.c_str()), calls));
    } else if (verb == "unlisted") {
        enterUnlisted("");
        say("entered");
    } else if (verb == "threads") {
        std::string waits;
        words >> waits;
        say("threads: " + runThreads(std::atoi(first.c_str()), waits == "wait"));
    } else if (verb == "seal") {
        say(platform::seal() ? "sealed" : "not sealed");
    } else if (verb == "chain") {
        say((first == "code" ? code::chain() : slots::chain()) ? "chained" : "not chained");
    } else if (verb == "unchain") {
        say((first == "code" ? code::unchain() : slots::unchain()) ? "unchained"
                                                                   : "not unchained");
    } else if (verb == "guard") {
        say((first == "code" ? code::guard() : slots::guard(first)) ? "guarded" : "not guarded");
    } else if (verb == "copied") {
        say("copied: " + slots::copied());
    } else if (verb == "slots") {
        say("slots: " + slots::sum());
    } else if (verb == "crowd") {
        say(code::crowd() ? "crowded" : "not crowded");
    } else if (verb == "code") {
        say("code: " + code::sum());
    } else if (verb == "totals") {
        truth::flush();
        say("totals: " + truth::totals());
    } else {
        exitCode = std::atoi(first.c_str());
        return verb != "quit";
    }
    return true;
}

int Server::run() {
    if (!options.truth.empty() && !truth::open(options.truth)) {
        std::fprintf(stderr, "%s cannot be written\n", options.truth.c_str());
        return 3;
    }
    say("ready: " + std::to_string(platform::processId()));
    for (const std::string& line : options.said) {
        command(line);
    }
    const int64_t interval = 1'000'000'000 / options.rate;
    int64_t next = platform::nanos();
    for (bool on = true; on;) {
        std::string line;
        const platform::Input input = platform::readLine(line);
        if (input != platform::Input::none) {
            on = input == platform::Input::line && command(line);
            next = platform::nanos();
            continue;
        }
        if (left == 0) {
            platform::sleepUntil(platform::nanos() + IDLE_NANOS);
            next = platform::nanos();
            continue;
        }
        tick();
        if (--left == 0) {
            say("ran: " + std::to_string(ticks));
        }
        next += interval;
        waitUntil(next);
    }
    if (started) {
        resources::stopAll();
    }
    truth::flush();
    say("totals: " + truth::totals());
    return exitCode;
}
