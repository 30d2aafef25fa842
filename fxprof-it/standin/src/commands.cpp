#include "commands.h"

#include <atomic>
#include <map>

#include "console.h"
#include "convars.h"
#include "events.h"
#include "msgpack.h"
#include "resources.h"
#include "runtime.h"
#include "text.h"

namespace {
struct Script {
    std::string resource, reference;
    bool restricted;
};

std::map<std::string, commands::Action> own;
std::map<std::string, Script> scripts;
std::atomic<bool> quit{false};
std::string typed;

bool denied(const std::string& principal, const std::string& name) {
    if (principal == "system.console" || permissions::allowed(principal, "command." + name)) {
        return false;
    }
    console::print("cmd", "Access denied for command " + name + ".\n");
    return true;
}

void callScript(const Script& script, const commands::Arguments& line, const std::string& raw,
        int source) {
    std::string arguments, result;
    msgpack::array(arguments, 3);
    msgpack::integer(arguments, source);
    msgpack::array(arguments, line.size() - 1);
    for (size_t i = 1; i < line.size(); i++) {
        msgpack::string(arguments, line[i]);
    }
    msgpack::string(arguments, raw);
    runtimes::call(script.reference, arguments, result);
}

void variable(const commands::Arguments& line) {
    if (line.size() > 2) {
        convars::set(line[1], line[2]);
    }
}

void forResource(const commands::Arguments& line, bool (*action)(const std::string&)) {
    if (line.size() < 2) {
        return;
    }
    if (line[1][0] != '[') {
        action(line[1]);
        return;
    }
    for (const auto& resource : resources::all()) {
        if (resource->path.find("/" + line[1] + "/") != std::string::npos) {
            action(resource->name);
        }
    }
}
}

namespace commands {
void add(const std::string& name, Action action) {
    own[lower(name)] = std::move(action);
}

void addOwn() {
    for (const char* name : {"set", "sets", "setr"}) {
        add(name, variable);
    }
    add("ensure", [](const Arguments& line) { forResource(line, resources::ensure); });
    add("start", [](const Arguments& line) { forResource(line, resources::start); });
    add("stop", [](const Arguments& line) { forResource(line, resources::stop); });
    add("restart", [](const Arguments& line) { forResource(line, resources::restart); });
    add("refresh", [](const Arguments&) { resources::scan(); });
    add("quit", [](const Arguments&) { quit = true; });
    add("exec", [](const Arguments& line) {
        if (line.size() > 1) {
            executeFile(line[1]);
        }
    });
    add("add_ace", [](const Arguments& line) {
        if (line.size() > 3) {
            permissions::allow(line[1], line[2], line[3] == "allow");
        }
    });
    add("remove_ace", [](const Arguments& line) {
        if (line.size() > 3) {
            permissions::forget(line[1], line[2]);
        }
    });
    add("add_principal", [](const Arguments& line) {
        if (line.size() > 2) {
            permissions::inherit(line[1], line[2]);
        }
    });
}

bool addScript(const std::string& name, const std::string& resource, const std::string& reference,
        bool restricted) {
    if (own.count(lower(name)) != 0) {
        return false;
    }
    scripts[lower(name)] = {resource, reference, restricted};
    permissions::allow("resource." + resource, "command." + name, true);
    return true;
}

void removeOf(const std::string& resource) {
    for (auto it = scripts.begin(); it != scripts.end();) {
        it = it->second.resource == resource ? scripts.erase(it) : std::next(it);
    }
}

void execute(const std::string& line, const std::string& principal, int source) {
    const Arguments parts = words(line);
    if (parts.empty() || parts[0][0] == '#' || startsWith(parts[0], "//")) {
        return;
    }
    const std::string name = lower(parts[0]);
    const auto mine = own.find(name);
    const auto script = scripts.find(name);
    if (mine != own.end()) {
        if (!denied(principal, name)) {
            const Action action = mine->second;
            typed = line;
            action(parts);
        }
    } else if (script != scripts.end()) {
        if (!script->second.restricted || !denied(principal, name)) {
            const Script called = script->second;
            callScript(called, parts, line, source);
        }
    } else if (convars::known(parts[0]) || startsWith(name, "sv_")) {
        if (parts.size() > 1) {
            convars::set(parts[0], parts[1]);
        } else {
            console::print("cmd", "\"" + parts[0] + "\" is \"" + convars::get(parts[0], "")
                    + "\"\n");
        }
    } else if (events::trigger("__cfx_internal:commandFallback", events::payload({line}),
            source == 0 ? "" : "net:" + std::to_string(source))) {
        console::print("cmd", "No such command " + parts[0] + ".\n");
    }
}

void executeFile(const std::string& path) {
    std::string content;
    if (!readFile(path, content)) {
        console::print("cmd", "No such config file: " + path + "\n");
        return;
    }
    for (size_t at = 0; at < content.size();) {
        const size_t end = std::min(content.find('\n', at), content.size());
        execute(content.substr(at, end - at), "system.console", 0);
        at = end + 1;
    }
}

const std::string& raw() {
    return typed;
}

void requestQuit() {
    quit = true;
}

bool quitting() {
    return quit;
}

std::string registered() {
    std::string out;
    msgpack::array(out, scripts.size());
    for (const auto& [name, script] : scripts) {
        msgpack::map(out, 3);
        msgpack::string(out, "name");
        msgpack::string(out, name);
        msgpack::string(out, "resource");
        msgpack::string(out, script.resource);
        msgpack::string(out, "arity");
        msgpack::integer(out, -1);
    }
    return out;
}
}
