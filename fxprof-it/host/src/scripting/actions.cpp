#include "scripting/actions.h"

#include <cstdlib>
#include <stdexcept>

#include "scripting/natives.h"

void Actions::Caller::callMethod(const std::string& how, const std::string&) {
    throw std::runtime_error("no methods here: " + how);
}

void Actions::Caller::collect() {
    throw std::runtime_error("no collector here");
}

Actions::Words Actions::split(const std::string& text, char separator) {
    Words words;
    size_t begin = 0;
    while (begin <= text.size()) {
        const size_t end = std::min(text.find(separator, begin), text.size());
        std::string word = text.substr(begin, end - begin);
        word.erase(0, word.find_first_not_of(" \r"));
        word.erase(word.find_last_not_of(" \r") + 1);
        if (!word.empty()) {
            words.push_back(word);
        }
        begin = end + 1;
    }
    return words;
}

void Actions::parse(const std::string& text) {
    for (const std::string& line : split(text, '\n')) {
        const size_t colon = line.find(": ");
        if (line[0] == '#' || colon == std::string::npos) {
            continue;
        }
        const std::string trigger = line.substr(0, colon);
        if (trigger.rfind("export ", 0) == 0) {
            exports.push_back(trigger.substr(7));
        }
        for (const std::string& action : split(line.substr(colon + 2), ';')) {
            triggers[trigger].push_back(split(action, ' '));
        }
    }
}

int32_t Actions::numberOf(const std::string& name) const {
    for (size_t i = 0; i < exports.size(); ++i) {
        if (exports[i] == name) {
            return static_cast<int32_t>(i) + 1;
        }
    }
    return 0;
}

const std::vector<std::string>& Actions::exportNames() const {
    return exports;
}

void Actions::run(const std::string& trigger, const std::string& payload, Caller& caller) const {
    const auto found = triggers.find(trigger);
    if (found != triggers.end()) {
        for (const Words& words : found->second) {
            act(words, payload, caller);
        }
    }
}

void Actions::runExport(int32_t number, const std::string& payload, Caller& caller) const {
    if (number < 1 || static_cast<size_t>(number) > exports.size()) {
        throw std::runtime_error("no such reference");
    }
    run("export " + exports[static_cast<size_t>(number) - 1], payload, caller);
}

void Actions::runTick(uint64_t number, Caller& caller) const {
    run("tick", "", caller);
    for (const auto& [trigger, actions] : triggers) {
        if (trigger.rfind("tick/", 0) == 0
                && number % std::strtoull(trigger.c_str() + 5, nullptr, 10) == 0) {
            for (const Words& words : actions) {
                act(words, "", caller);
            }
        }
    }
}

void Actions::act(const Words& words, const std::string& payload, Caller& caller) const {
    const std::string& action = words[0];
    const auto word = [&](size_t index) {
        return index < words.size() ? words[index] : std::string();
    };
    if (action == "native") {
        caller.callNative(natives::hashOf(word(1).c_str()),
                std::strtoull(word(2).c_str(), nullptr, 10));
    } else if (action == "call") {
        caller.invoke(resources::exported(word(1), word(2)), word(3));
    } else if (action == "lend") {
        caller.invoke(resources::exported(word(1), word(2)), caller.reference(numberOf(word(3))));
    } else if (action == "back") {
        caller.invoke(payload, "");
    } else if (action == "burn") {
        natives::burn(std::strtoull(word(1).c_str(), nullptr, 10));
    } else if (action == "run" || action == "try" || action == "tail" || action == "elsewhere") {
        caller.callMethod(action, word(1));
    } else if (action == "collect") {
        caller.collect();
    } else if (action == "throw") {
        throw std::runtime_error("a script failed");
    } else {
        throw std::runtime_error("no such action: " + action);
    }
}
