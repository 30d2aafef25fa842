#include "collector.h"

#include <cstdint>

#include "om/interfaces.h"

namespace {
using Callback = void (*)(void* profiler, int event, uint32_t generation, int32_t serial);

// In the order in which Mono tells of one collection; see its MonoProfilerGCEvent.
constexpr int EVENTS[] = {6, 10, 7, 0, 5, 8, 9, 11};

void* profiler = nullptr;
Callback callback = nullptr;
uint32_t collections = 0;
}

// As Mono exports them; a server has them in mono-2.0-sgen.dll, on Linux in this library.
extern "C" {
LIBRARY_EXPORT void* mono_profiler_create(void* given) {
    profiler = given;
    return &profiler;
}

LIBRARY_EXPORT void mono_profiler_set_gc_event_callback(void*, Callback given) {
    callback = given;
}
}

namespace collector {
void run() {
    const uint32_t generation = collections++ % 2;
    for (const int event : EVENTS) {
        if (callback) {
            callback(profiler, event, generation, 1);
        }
    }
}
}
