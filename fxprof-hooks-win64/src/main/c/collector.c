#include "collector.h"

#include "calls.h"
#include "log.h"
#include "sites.h"

/* Of MonoProfilerGCEvent: the collector has its lock and is about to stop the world; all goes on. */
#define ABOUT_TO_STOP 10
#define STARTED_AGAIN 9

typedef void (*gc_event)(void *profiler, int event, uint32_t generation, int32_t serial);
typedef void (*set_gc_event)(void *handle, gc_event callback);

static void *profiler;
static set_gc_event set_callback;
static int64_t stopped;
static uint32_t pause_sites[2];
static uint64_t sites_generation;

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

static void on_event(void *of, int event, uint32_t generation, int32_t serial) {
    struct call call;
    (void)of;
    (void)serial;
    if (event == ABOUT_TO_STOP) {
        stopped = clock_ticks();
    } else if (event == STARTED_AGAIN && calls_has_producer(os_thread_word())
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

void collector_attach(const struct mono *mono) {
    profiler = mono->profiler;
    set_callback = (set_gc_event)mono_call(mono, "mono_profiler_set_gc_event_callback");
    if (set_callback == NULL) {
        log_line("pauses of C# are not recorded: Mono does not export its event of collections");
        return;
    }
    set_callback(profiler, on_event);
}

void collector_detach(void) {
    if (set_callback != NULL) {
        set_callback(profiler, NULL);
    }
}
