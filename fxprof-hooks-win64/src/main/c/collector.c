#include "collector.h"

#include "calls.h"
#include "log.h"
#include "modules.h"
#include "sites.h"

/* Of MonoProfilerGCEvent: the collector has its lock and is about to stop the world; all goes on. */
#define ABOUT_TO_STOP 10
#define STARTED_AGAIN 9

typedef void (*gc_event)(void *profiler, int event, uint32_t generation, int32_t serial);
typedef void *(*create_profiler)(void *profiler);
typedef void (*set_gc_event)(void *handle, gc_event callback);

static void *handle;
static set_gc_event set_callback;
static int64_t stopped;
static uint32_t pause_sites[2];
static uint64_t sites_generation;

static bool is_recorded(uintptr_t word) {
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        if (atomic_load(&producers[i].thread) == word) {
            return true;
        }
    }
    return false;
}

static uint32_t site_of(uint32_t generation, uint64_t attachment) {
    uint32_t major = generation > 0;
    if (sites_generation != attachment) {
        pause_sites[0] = pause_sites[1] = 0;
        sites_generation = attachment;
    }
    if (pause_sites[major] == 0) {
        pause_sites[major] = sites_intern("server", FXSEG_RUNTIME_CSHARP, FXSEG_KIND_GC,
                                          major ? "gc major" : "gc minor", 8, "");
    }
    return pause_sites[major];
}

static void on_event(void *profiler, int event, uint32_t generation, int32_t serial) {
    struct call call;
    (void)profiler;
    (void)serial;
    if (event == ABOUT_TO_STOP) {
        stopped = clock_ticks();
    } else if (event == STARTED_AGAIN && is_recorded(os_thread_word())
               && enter(&call, FRAME_ADDRESS)) {
        int64_t now = call.reading;
        call.reading = stopped;
        begin(&call, site_of(generation, call.generation), 0);
        if (call.frame != NO_SPAN) {
            spans_end(call.producer, now, 0);
            call.producer->entries_out++;
        }
        leave(call.producer);
    }
}

void collector_attach(void) {
    uintptr_t mono = module_find("mono-2.0-sgen");
    if (mono == 0) {
        /* On Linux it is linked into the server's own library. */
        mono = module_find("citizen-scripting-mono");
    }
    if (mono == 0) {
        return;
    }
    create_profiler create = (create_profiler)(uintptr_t)module_symbol(mono, "mono_profiler_create");
    set_callback = (set_gc_event)(uintptr_t)module_symbol(mono,
                                                          "mono_profiler_set_gc_event_callback");
    if (create == NULL || set_callback == NULL) {
        log_line("pauses of C# are not recorded: Mono does not export its profiler calls");
        return;
    }
    /* A profiler cannot be taken back, so there is one for all attachments. */
    if (handle == NULL) {
        handle = create(&handle);
    }
    if (handle != NULL) {
        set_callback(handle, on_event);
    }
}

void collector_detach(void) {
    if (handle != NULL) {
        set_callback(handle, NULL);
    }
}
