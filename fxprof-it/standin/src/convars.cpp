#include "convars.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace {
std::map<std::string, std::string> values;
std::map<std::string, std::map<std::string, bool>> rules;
std::multimap<std::string, std::string> parents;

void gather(const std::string& principal, std::set<std::string>& all) {
    if (!all.insert(principal).second) {
        return;
    }
    const auto range = parents.equal_range(principal);
    for (auto it = range.first; it != range.second; ++it) {
        gather(it->second, all);
    }
}
}

namespace convars {
void set(const std::string& name, const std::string& value) {
    values[name] = value;
}

bool known(const std::string& name) {
    return values.count(name) != 0;
}

std::string get(const std::string& name, const std::string& otherwise) {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : found->second;
}

long number(const std::string& name, long otherwise) {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : std::atol(found->second.c_str());
}
}

namespace permissions {
void allow(const std::string& principal, const std::string& object, bool allowed) {
    rules[principal][object] = allowed;
}

void forget(const std::string& principal, const std::string& object) {
    rules[principal].erase(object);
}

void inherit(const std::string& child, const std::string& parent) {
    parents.emplace(child, parent);
}

bool allowed(const std::string& principal, const std::string& object) {
    std::set<std::string> all;
    gather(principal, all);
    for (std::string head = object;;) {
        for (const std::string& one : all) {
            const auto of = rules.find(one);
            const auto rule = of == rules.end() ? std::map<std::string, bool>::iterator()
                    : of->second.find(head);
            if (of != rules.end() && rule != of->second.end()) {
                return rule->second;
            }
        }
        const size_t dot = head.rfind('.');
        if (dot == std::string::npos) {
            return false;
        }
        head.resize(dot);
    }
}
}
