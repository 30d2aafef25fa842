#include "truth.h"

#include <cstdio>
#include <vector>

#include "clock.h"
#include "text.h"

namespace {
constexpr size_t FULL = 4 << 20;
const char* const KINDS[] = {"tick", "event", "export", "thread", "script"};
const char* const LEVELS[] = {"server", "entry", "coroutine"};

struct Entry {
    truth::Origin origin;
    std::string resource;
    uint64_t id;
    uint64_t parent;
    uint64_t tick;
    uint64_t coroutine;
    int64_t begin;
    int64_t end;
    uint32_t stretch;
    truth::Level level;
};

struct Sent {
    const char* kind;
    std::string resource, name, target;
    uint64_t parent, tick;
    size_t bytes;
    int64_t at;
};

FILE* file = nullptr;
std::vector<Entry> openEntries;
std::vector<Entry> done;
std::vector<Sent> sends;
size_t held = 0;
uint64_t lastId = 0;
uint64_t tickNumber = 0;

void write(const Entry& e) {
    std::string line = format("{\"id\":%llu,\"parent\":%llu,\"tick\":%llu,\"level\":\"%s\","
            "\"kind\":\"%s\",\"resource\":", static_cast<unsigned long long>(e.id),
            static_cast<unsigned long long>(e.parent), static_cast<unsigned long long>(e.tick),
            LEVELS[static_cast<int>(e.level)], KINDS[static_cast<int>(e.origin.kind)]);
    line += quoted(e.resource) + ",\"name\":" + quoted(e.origin.name) + ",\"source\":"
            + quoted(e.origin.source);
    line += format(",\"bytes\":%u,\"coroutine\":%llu,\"stretch\":%u,\"begin\":%lld,\"end\":%lld}\n",
            e.origin.bytes, static_cast<unsigned long long>(e.coroutine), e.stretch,
            static_cast<long long>(e.begin), static_cast<long long>(e.end));
    std::fwrite(line.data(), 1, line.size(), file);
}

void write(const Sent& s) {
    std::string line = format("{\"parent\":%llu,\"tick\":%llu,\"level\":\"call\",\"kind\":\"%s\","
            "\"resource\":", static_cast<unsigned long long>(s.parent),
            static_cast<unsigned long long>(s.tick), s.kind);
    line += quoted(s.resource) + ",\"name\":" + quoted(s.name) + ",\"target\":" + quoted(s.target);
    line += format(",\"bytes\":%zu,\"begin\":%lld}\n", s.bytes, static_cast<long long>(s.at));
    std::fwrite(line.data(), 1, line.size(), file);
}

void writeAll() {
    for (const Entry& e : done) {
        write(e);
    }
    for (const Sent& s : sends) {
        write(s);
    }
    std::fflush(file);
    done.clear();
    sends.clear();
    held = 0;
}
}

namespace truth {
bool on = false;
uint64_t entries = 0;
int64_t burnedNanos = 0;

bool open(const std::string& path) {
    file = std::fopen(path.c_str(), "wb");
    on = file != nullptr;
    done.reserve(1 << 15);
    return on;
}

void atTick(uint64_t number) {
    tickNumber = number;
}

const Origin* running(Level level) {
    return openEntries.empty() || openEntries.back().level != level ? nullptr
            : &openEntries.back().origin;
}

void begin(Level level, const std::string& resource, const Origin& origin, uint64_t coroutine,
        uint32_t stretch) {
    if (!on) {
        return;
    }
    const uint64_t parent = openEntries.empty() ? 0 : openEntries.back().id;
    openEntries.push_back({origin, resource, ++lastId, parent, tickNumber, coroutine, 0, 0, stretch,
            level});
    openEntries.back().begin = clocks::wallNanos();
}

void end() {
    if (!on || openEntries.empty()) {
        return;
    }
    openEntries.back().end = clocks::wallNanos();
    held += 220 + openEntries.back().origin.name.size();
    done.push_back(std::move(openEntries.back()));
    openEntries.pop_back();
}

void sent(const char* kind, const std::string& resource, const std::string& name,
        const std::string& target, size_t bytes) {
    if (!on) {
        return;
    }
    held += 200;
    sends.push_back({kind, resource, name, target, openEntries.empty() ? 0 : openEntries.back().id,
            tickNumber, bytes, clocks::wallNanos()});
}

void writeIfFull() {
    if (on && held >= FULL) {
        writeAll();
    }
}

void close() {
    if (on) {
        writeAll();
        std::fclose(file);
        on = false;
    }
}
}
