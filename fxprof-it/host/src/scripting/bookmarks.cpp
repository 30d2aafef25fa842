#include <algorithm>
#include <vector>

#include "core/platform.h"
#include "scripting/resources.h"

namespace {
struct Bookmark {
    IScriptTickRuntimeWithBookmarks* runtime;
    uint64_t number;
    int64_t deadlineMicros;
};

std::vector<Bookmark> waiting;
}

namespace resources {
void schedule(IScriptTickRuntimeWithBookmarks* runtime, uint64_t bookmark,
        int64_t deadlineMicros) {
    waiting.push_back({runtime, bookmark, deadlineMicros});
}

void unschedule(IScriptTickRuntimeWithBookmarks* runtime) {
    waiting.erase(std::remove_if(waiting.begin(), waiting.end(),
                          [&](const Bookmark& one) { return one.runtime == runtime; }),
            waiting.end());
}

// Due bookmarks of one runtime go to it in one call, runtimes in the order of their first.
void tick() {
    const int64_t now = platform::nanos() / 1000;
    const auto later = std::stable_partition(waiting.begin(), waiting.end(),
            [&](const Bookmark& one) { return one.deadlineMicros <= now; });
    std::vector<Bookmark> due(waiting.begin(), later);
    waiting.erase(waiting.begin(), later);
    while (!due.empty()) {
        IScriptTickRuntimeWithBookmarks* const runtime = due.front().runtime;
        std::vector<uint64_t> numbers;
        const auto rest = std::stable_partition(due.begin(), due.end(),
                [&](const Bookmark& one) { return one.runtime == runtime; });
        for (auto at = due.begin(); at != rest; ++at) {
            numbers.push_back(at->number);
        }
        due.erase(due.begin(), rest);
        runtime->TickBookmarks(numbers.data(), static_cast<int32_t>(numbers.size()));
    }
    tickRuntimes();
}
}
