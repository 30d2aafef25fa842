#include "statebags.h"

#include <map>

#include "msgpack.h"
#include "runtime.h"

namespace {
struct Handler {
    std::string resource, key, bag, reference;
};

std::map<std::string, std::map<std::string, std::string>> bags;
std::map<int, Handler> handlers;
int lastCookie = 0;
const std::string EMPTY;
}

namespace statebags {
void set(const std::string& bag, const std::string& key, std::string_view value, bool replicated) {
    std::string arguments;
    msgpack::array(arguments, 5);
    msgpack::string(arguments, bag);
    msgpack::string(arguments, key);
    arguments.append(value);
    msgpack::integer(arguments, 0);
    msgpack::boolean(arguments, replicated);
    const std::map<int, Handler> now = handlers;
    for (const auto& entry : now) {
        const Handler& handler = entry.second;
        const bool wanted = (handler.key.empty() || handler.key == key)
                && (handler.bag.empty() || handler.bag == bag);
        std::string ignored;
        if (wanted) {
            runtimes::call(handler.reference, arguments, ignored);
        }
    }
    bags[bag][key] = value;
}

const std::string& get(const std::string& bag, const std::string& key) {
    const auto of = bags.find(bag);
    if (of == bags.end()) {
        return EMPTY;
    }
    const auto found = of->second.find(key);
    return found == of->second.end() ? EMPTY : found->second;
}

bool has(const std::string& bag, const std::string& key) {
    return !get(bag, key).empty();
}

std::string keys(const std::string& bag) {
    std::string out;
    const auto of = bags.find(bag);
    msgpack::array(out, of == bags.end() ? 0 : of->second.size());
    if (of != bags.end()) {
        for (const auto& entry : of->second) {
            msgpack::string(out, entry.first);
        }
    }
    return out;
}

int addHandler(const std::string& resource, const std::string& key, const std::string& bag,
        const std::string& reference) {
    handlers[++lastCookie] = {resource, key, bag, reference};
    return lastCookie;
}

void removeHandler(int cookie) {
    handlers.erase(cookie);
}

void removeHandlersOf(const std::string& resource) {
    for (auto it = handlers.begin(); it != handlers.end();) {
        it = it->second.resource == resource ? handlers.erase(it) : std::next(it);
    }
}
}
