#include "events.h"

#include <algorithm>
#include <deque>
#include <map>

#include "msgpack.h"
#include "profiler.h"
#include "resources.h"
#include "runtime.h"

namespace {
struct Queued {
    std::string name, payload, source;
};

std::map<std::string, std::vector<std::string>> handlers;
std::deque<Queued> queued;
std::vector<bool*> cancelling;
bool last = false;

void deliver(const std::string& resourceName, const std::string& name, const std::string& payload,
        const std::string& source) {
    Resource* resource = resources::find(resourceName);
    if (resource == nullptr || resource->runtime == nullptr) {
        return;
    }
    const auto& handled = resource->handledEvents;
    if (handled.count(name) == 0 && handled.count("*") == 0) {
        return;
    }
    profiler::enterResource(resourceName, "event:" + name);
    resource->runtime->event(name, payload, source);
    profiler::exitResource();
}
}

namespace events {
std::string payload(const std::vector<std::string>& arguments) {
    std::string out;
    msgpack::array(out, arguments.size());
    for (const std::string& argument : arguments) {
        msgpack::string(out, argument);
    }
    return out;
}

void handledBy(Resource& resource, const std::string& name) {
    resource.handledEvents.insert(name);
    std::vector<std::string>& list = handlers[name];
    if (std::find(list.begin(), list.end(), resource.name) == list.end()) {
        list.push_back(resource.name);
    }
}

bool trigger(const std::string& name, const std::string& payload, const std::string& source) {
    bool canceled = false;
    cancelling.push_back(&canceled);
    for (const std::string& key : {std::string("*"), name}) {
        const auto found = handlers.find(key);
        const std::vector<std::string> targets = found == handlers.end()
                ? std::vector<std::string>() : found->second;
        for (const std::string& resource : targets) {
            deliver(resource, name, payload, source);
        }
    }
    cancelling.pop_back();
    last = canceled;
    return !canceled;
}

void queue(const std::string& name, const std::string& payload, const std::string& source) {
    queued.push_back({name, payload, source});
}

void runQueued() {
    while (!queued.empty()) {
        const Queued event = std::move(queued.front());
        queued.pop_front();
        trigger(event.name, event.payload, event.source);
    }
}

void cancel() {
    if (!cancelling.empty()) {
        *cancelling.back() = true;
    }
}

bool lastCanceled() {
    return last;
}
}
