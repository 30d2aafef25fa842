#include <algorithm>
#include <cstdlib>

#include "clock.h"
#include "msgpack.h"
#include "profiler.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"

namespace {
struct Layer {
    Runtime* runtime;
    Boundary start;
    Boundary end;
};

std::vector<Layer> layers;
bool suppressErrors = false;

// Lines of one runtime's frames: name, file and line of each.
void addFrames(const std::string& frames, std::string& text) {
    msgpack::Reader in(frames);
    if (in.next() != msgpack::Type::array) {
        return;
    }
    for (size_t count = in.size; count > 0; count--) {
        if (in.next() != msgpack::Type::map) {
            return;
        }
        std::string name, file;
        int64_t line = 0;
        for (size_t fields = in.size; fields > 0; fields--) {
            in.next();
            const std::string key(in.text);
            in.next();
            if (key == "name") {
                name = in.text;
            } else if (key == "file") {
                file = in.text;
            } else if (key == "line") {
                line = in.integer;
            }
        }
        text += "^3> " + name + "^7 (^5" + file + "^7:" + std::to_string(line) + ")\n";
    }
}
}

Pushed::Pushed(Runtime& runtime) : runtime(runtime) {
    layers.push_back({&runtime, {}, {}});
}

Pushed::~Pushed() {
    runtime.schedulePending();
    layers.pop_back();
    if (layers.empty()) {
        suppressErrors = false;
    }
}

namespace runtimes {
Runtime* current() {
    return layers.empty() ? nullptr : layers.back().runtime;
}

Runtime* invoking() {
    return layers.size() < 2 ? nullptr : layers[layers.size() - 2].runtime;
}

bool onStack(const Runtime& runtime) {
    return std::any_of(layers.begin(), layers.end(),
            [&](const Layer& layer) { return layer.runtime == &runtime; });
}

void boundaryStart(const Boundary& boundary) {
    if (!layers.empty()) {
        layers.back().start = boundary;
    }
}

void boundaryEnd(const Boundary& boundary) {
    if (!layers.empty()) {
        layers.back().end = boundary;
    }
}

bool stackTrace(bool topLevelGiven, std::string& text) {
    if (suppressErrors && topLevelGiven) {
        return false;
    }
    suppressErrors = true;
    text.clear();
    for (size_t i = layers.size(); i-- > 0;) {
        const Layer layer = layers[i];
        addFrames(layer.runtime->walkStack(layer.end, layer.start), text);
    }
    return true;
}

Runtime* find(const std::string& resource, int instance) {
    Resource* found = resources::find(resource);
    Runtime* runtime = found == nullptr ? nullptr : found->runtime.get();
    return runtime != nullptr && runtime->instance == instance ? runtime : nullptr;
}

Runtime* ofReference(std::string_view reference, int& index) {
    const std::string text(reference);
    const size_t first = text.find(':');
    const size_t second = text.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) {
        return nullptr;
    }
    index = std::atoi(text.c_str() + second + 1);
    return find(text.substr(0, first), std::atoi(text.c_str() + first + 1));
}

bool call(std::string_view reference, std::string_view arguments, std::string& result) {
    int index = -1;
    Runtime* runtime = ofReference(reference, index);
    return runtime != nullptr && runtime->callReference(index, arguments, result);
}

void runBookmarks() {
    const std::vector<std::pair<std::string, int>> order = resources::runtimeOrder();
    std::vector<int> due;
    const int64_t now = clocks::bookmarkMicros();
    for (const auto& [resource, instance] : order) {
        Runtime* runtime = find(resource, instance);
        if (runtime == nullptr) {
            continue;
        }
        due.clear();
        runtime->sortDue(now, due);
        if (!due.empty()) {
            profiler::enterResource(resource, "tick");
            runtime->tick(due);
            profiler::exitResource();
        }
    }
}

std::string errorMessage(lua_State* L, int index) {
    if (lua_type(L, index) == LUA_TSTRING) {
        return lua_tostring(L, index);
    }
    const int top = lua_gettop(L);
    std::string message = "error object is not a string";
    if (top > 0 && luaL_callmeta(L, index, "__tostring") && lua_type(L, -1) == LUA_TSTRING) {
        message = lua_tostring(L, -1);
    }
    lua_settop(L, top);
    return message;
}
}
