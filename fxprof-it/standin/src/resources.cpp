#include "resources.h"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "commands.h"
#include "console.h"
#include "events.h"
#include "runtime.h"
#include "statebags.h"

namespace {
std::vector<std::unique_ptr<Resource>> known;
std::unordered_map<std::string, Resource*> byName;
std::vector<std::function<void()>> waiting;
std::vector<std::pair<std::string, int>> order;
const std::vector<std::string> NONE;

void scanFolder(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> entries;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        entries.push_back(entry.path());
    }
    std::sort(entries.begin(), entries.end());
    for (const auto& path : entries) {
        const std::string name = path.filename().string();
        if (name.front() == '[' && name.back() == ']') {
            scanFolder(path);
        } else if (std::filesystem::exists(path / "fxmanifest.lua")
                && resources::find(name) == nullptr) {
            known.push_back(std::make_unique<Resource>(name,
                    std::filesystem::absolute(path).lexically_normal().string()));
            byName[name] = known.back().get();
        }
    }
}

bool missing(const std::string& name) {
    if (resources::find(name) != nullptr) {
        return false;
    }
    console::print("citizen-server-impl", "^3Couldn't find resource " + name + ".^7\n");
    return true;
}

bool startDependencies(const Resource& resource) {
    for (const std::string& name : resource.metadata("dependency")) {
        Resource* other = resources::find(name);
        if (name[0] == '/') {
            continue;
        }
        if (other == nullptr || (other->state == State::stopped && !resources::start(name))) {
            console::print("resources", "^3Could not find dependency " + name + " for resource "
                    + resource.name + ".^7\n");
            return false;
        }
    }
    return true;
}

bool hasScripts(const Resource& resource) {
    return !resource.metadata("shared_script").empty()
            || !resource.metadata("server_script").empty();
}

void runScripts(Resource& resource) {
    console::print("c-scripting-core", "Creating script environments for " + resource.name + "\n");
    resource.runtime = std::make_unique<Runtime>(resource);
    order.emplace_back(resource.name, resource.runtime->instance);
    if (!resource.runtime->create()) {
        return;
    }
    for (const char* key : {"shared_script", "server_script"}) {
        for (const std::string& script : manifest::files(resource, key)) {
            const bool lua = script.size() > 4 && script.compare(script.size() - 4, 4, ".lua") == 0;
            if (lua) {
                resource.runtime->runScript(script);
            }
        }
    }
}

void stopDependants(const std::string& name) {
    for (const auto& other : known) {
        const auto& needs = other->metadata("dependency");
        if (other->state == State::started
                && std::find(needs.begin(), needs.end(), name) != needs.end()) {
            resources::stop(other->name);
        }
    }
}
}

Resource::Resource(std::string name, std::string path)
    : name(std::move(name)), path(std::move(path)) {
}

Resource::~Resource() = default;

const std::vector<std::string>& Resource::metadata(const std::string& key) const {
    const auto found = manifest.find(key);
    return found == manifest.end() ? NONE : found->second;
}

namespace resources {
void scan() {
    console::print("resources", "^2Scanning resources.^7\n");
    scanFolder("resources");
    console::print("resources", "^2Found " + std::to_string(known.size()) + " resources.^7\n");
    for (const auto& resource : known) {
        if (resource->state == State::stopped) {
            manifest::read(*resource);
        }
    }
}

Resource* find(const std::string& name) {
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

const std::vector<std::unique_ptr<Resource>>& all() {
    return known;
}

const char* stateName(const Resource& resource) {
    static const char* const NAMES[] = {"stopped", "starting", "started", "stopping"};
    return NAMES[static_cast<int>(resource.state)];
}

std::vector<std::pair<std::string, int>> runtimeOrder() {
    return order;
}

bool start(const std::string& name) {
    if (missing(name)) {
        return false;
    }
    Resource& resource = *find(name);
    if (resource.state != State::stopped) {
        return resource.state == State::started;
    }
    if (!manifest::read(resource) || !startDependencies(resource)) {
        console::print("citizen-server-impl", "^3Couldn't start resource " + name + ".^7\n");
        return false;
    }
    resource.state = State::starting;
    if (!events::trigger("onResourceStarting", events::payload({name}), "")) {
        resource.state = State::stopped;
        console::print("citizen-server-impl", "^3Couldn't start resource " + name + ".^7\n");
        return false;
    }
    if (hasScripts(resource)) {
        runScripts(resource);
    }
    resource.state = State::started;
    events::queue("onServerResourceStart", events::payload({name}), "");
    console::print("resources", "Started resource " + name + "\n");
    events::trigger("onResourceStart", events::payload({name}), "");
    return true;
}

bool stop(const std::string& name) {
    if (missing(name)) {
        return false;
    }
    Resource& resource = *find(name);
    if (resource.state != State::started) {
        return false;
    }
    if (resource.runtime != nullptr && resource.runtime->busy()) {
        later([name] { stop(name); });
        return true;
    }
    console::print("resources", "Stopping resource " + name + "\n");
    resource.state = State::stopping;
    events::trigger("onResourceStop", events::payload({name}), "");
    stopDependants(name);
    events::queue("onServerResourceStop", events::payload({name}), "");
    commands::removeOf(name);
    statebags::removeHandlersOf(name);
    order.erase(std::remove_if(order.begin(), order.end(),
            [&](const auto& entry) { return entry.first == name; }), order.end());
    resource.runtime.reset();
    resource.handledEvents.clear();
    resource.state = State::stopped;
    return true;
}

bool restart(const std::string& name) {
    if (missing(name)) {
        return false;
    }
    Resource& resource = *find(name);
    if (resource.state != State::started) {
        console::print("citizen-server-impl", "Can't restart a stopped resource.\n");
        return false;
    }
    if (resource.runtime != nullptr && resource.runtime->busy()) {
        later([name] { restart(name); });
        return true;
    }
    return stop(name) && start(name);
}

bool ensure(const std::string& name) {
    if (missing(name)) {
        return false;
    }
    return find(name)->state == State::started ? restart(name) : start(name);
}

void later(std::function<void()> work) {
    waiting.push_back(std::move(work));
}

void runLater() {
    std::vector<std::function<void()>> now;
    now.swap(waiting);
    for (const auto& work : now) {
        work();
    }
}

void stopAll() {
    for (size_t i = known.size(); i-- > 0;) {
        if (known[i]->state == State::started) {
            stop(known[i]->name);
        }
    }
}
}
