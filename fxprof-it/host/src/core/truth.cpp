#include "core/truth.h"

#include <cinttypes>
#include <cstdio>
#include <map>
#include <vector>

#include "core/platform.h"

namespace {
constexpr size_t KEPT = 1 << 14;
const char* const KINDS[] = {"tick", "runtimeTick", "bookmarks", "event", "reference", "load",
        "create", "destroy", "native", "method", "pcall", "resume"};

struct Line {
    truth::Entry entry;
    uint64_t id;
    uint64_t parent;
    bool jumped;
    int64_t begin;
    int64_t end;
};

FILE* file = nullptr;
std::vector<Line> opened;
std::vector<Line> ended;
std::map<std::string, uint64_t> counts;
uint64_t lastId = 0;
bool paused = false;

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
        const unsigned char byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\') {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", byte);
            out += escaped;
        } else {
            out += c;
        }
    }
    return out + "\"";
}

const char* kind(const Line& line) {
    return KINDS[static_cast<size_t>(line.entry.kind)];
}

void write(const Line& line) {
    std::fprintf(file, "{\"id\":%" PRIu64 ",\"parent\":%" PRIu64 ",\"kind\":\"%s\","
            "\"runtime\":\"%s\",\"resource\":%s,\"name\":%s,\"source\":%s,\"bytes\":%u,"
            "\"jumped\":%s,\"begin\":%" PRId64 ",\"end\":%" PRId64 "}\n", line.id, line.parent,
            kind(line), line.entry.runtime, quoted(line.entry.resource).c_str(),
            quoted(line.entry.name).c_str(), quoted(line.entry.source).c_str(), line.entry.bytes,
            line.jumped ? "true" : "false", line.begin, line.end);
}
}

namespace truth {
bool open(const std::string& path) {
    file = std::fopen(path.c_str(), "wb");
    ended.reserve(KEPT);
    return file != nullptr;
}

void pause(bool now) {
    paused = now;
}

bool isPaused() {
    return paused;
}

void begin(Entry entry) {
    if (paused) {
        return;
    }
    const uint64_t parent = opened.empty() ? 0 : opened.back().id;
    opened.push_back({std::move(entry), ++lastId, parent, false, 0, 0});
    opened.back().begin = platform::nanos();
}

size_t depth() {
    return opened.size();
}

void endTo(size_t depth, bool failed) {
    const int64_t now = platform::nanos();
    while (opened.size() > depth) {
        Line line = std::move(opened.back());
        opened.pop_back();
        line.end = now;
        line.jumped = failed || opened.size() > depth;
        counts[std::string(line.entry.runtime) + " " + kind(line)]++;
        if (file) {
            ended.push_back(std::move(line));
        }
    }
    if (ended.size() >= KEPT && opened.empty()) {
        flush();
    }
}

void flush() {
    for (const Line& line : ended) {
        write(line);
    }
    ended.clear();
    if (file) {
        std::fflush(file);
    }
}

std::string totals() {
    std::string out;
    for (const auto& [name, count] : counts) {
        out += (out.empty() ? "{" : ",") + quoted(name) + ":" + std::to_string(count);
    }
    return out.empty() ? "{}" : out + "}";
}
}
