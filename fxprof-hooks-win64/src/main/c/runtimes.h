/*
 * The script runtimes of the process: which resource one belongs to, and the sites of what it runs.
 *
 * Assumptions: the server enters a runtime on one thread at a time, as its own lock makes it.
 * Guarantees: an object is looked at only between its first sight and its Destroy.
 * Progress: finding a known runtime and a known site is wait-free; the first sight of either takes a
 * lock and may ask the object.
 */
#ifndef FXPROF_RUNTIMES_H
#define FXPROF_RUNTIMES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RUNTIME_NATIVES 1024
#define RUNTIME_EVENTS 512
#define RUNTIME_REFS 256
#define RUNTIME_REGIONS 256
/* Functions that can be hooked by address. */
#define RUNTIME_ADDRESS_HOOKS 2
#define RUNTIME_METHODS (1 << 13)
#define OBJECTS (1 << 14)

struct native_site {
    uint64_t native;
    uint32_t site;
};

struct event_site {
    uint64_t hash;
    uint32_t site;
    uint32_t length;
    /* The beginning of the name as it was given, which may be no valid UTF-8. */
    char name[128];
    /* Counters of its bytes and messages, 0 as long as none has come that way. */
    uint32_t net_bytes;
    uint32_t net_messages;
    uint32_t own_bytes;
};

struct region_site {
    uint64_t hash;
    uint32_t site;
    uint32_t length;
    char name[128];
};

struct method_site {
    uint32_t site;
    /* For which of the methods that stood at its place one after the other. */
    uint32_t holder;
};

struct runtime {
    /* Its IScriptRuntime. */
    void *object;
    /* The server's own name for it. */
    int32_t instance;
    int language;
    char resource[129];
    /* The name stands in until somebody tells the resource's. */
    bool provisional;
    /* How often the server might have been asked for it. */
    uint32_t asked;
    /* It was seen before the agent let go; its object may be gone. */
    bool dormant;
    /* The log says that an overlay records what it runs, too. */
    bool told;
    /* The attachment for which the sites hold. */
    uint64_t generation;
    uint32_t tick;
    /* The server's tick in which it was ticked last, by Tick and by TickBookmarks. */
    uint32_t ticked[2];
    uint32_t natives_used;
    uint32_t events_used;
    uint32_t regions_used;
    /* Methods of C# that are recorded here, see methods.h; by their places in its table. */
    uint32_t methods_chosen;
    uint32_t methods_used;
    struct method_site methods[RUNTIME_METHODS];
    uint32_t refs[RUNTIME_REFS];
    struct native_site natives[RUNTIME_NATIVES];
    struct event_site events[RUNTIME_EVENTS];
    struct region_site regions[RUNTIME_REGIONS];
    /* Stand for all natives, events and regions that found no room there; clients choose names of events. */
    uint32_t other_native;
    struct event_site other_event;
    uint32_t other_region;
    uint32_t by_address[RUNTIME_ADDRESS_HOOKS];
};

struct object_entry {
    _Atomic(void *) object;
    struct runtime *runtime;
    /* Its table at the first sight; the object itself may be gone when this is needed. */
    void **table;
};

extern struct object_entry objects[OBJECTS];
/* Runtimes whose resources nobody has told yet. */
extern _Atomic uint32_t runtimes_provisional;
/* Stands in for a runtime that nobody knows. */
extern struct runtime runtime_unknown;

/* Learns an object of a runtime: its interfaces, and by the host its resource, where there is one. */
struct runtime *runtime_learn(void *object, void *host);
/* Asks the server, ever more seldom, for the name of the resource whose runtime was pushed last: this one. */
void runtime_learn_current(struct runtime *rt);
/* Takes it from a function reference, "resource:instance:number". */
void runtime_learn_reference(const char *reference);
/* The newest host there is, or null before the first. */
void *runtimes_host(void);
/* Forgets a runtime that has been destroyed, and gives its own tables back. */
void runtime_forget(void *object);
/* Forgets all objects, but keeps the names for those that are met again. */
void runtimes_detach(void);

uint32_t runtime_site(struct runtime *rt, int kind, const char *what, const char *file);
uint32_t runtime_add_native(struct runtime *rt, uint64_t native);
struct event_site *runtime_add_event(struct runtime *rt, const char *name, size_t length,
                                     uint64_t hash);
/* The sites of an event's counters, as it comes from a client or from the server. */
void runtime_add_counters(const struct runtime *rt, struct event_site *event, bool from_client);
/* A region or function by its name. */
uint32_t runtime_add_region(struct runtime *rt, int kind, const char *name, size_t length,
                            uint64_t hash);
uint32_t runtime_add_reference(struct runtime *rt, int32_t number);
/* Empties what holds for an earlier attachment only. */
void runtime_renew(struct runtime *rt, uint64_t generation);

static inline size_t object_hash(const void *object) {
    return (size_t)(((uintptr_t)object >> 3) * 0x9E3779B97F4A7C15u >> 50);
}

/* The runtime that an object, by whichever of its interfaces, belongs to; null at first sight. */
static inline struct runtime *runtime_known(const void *object) {
    for (size_t i = object_hash(object);; i = (i + 1) % OBJECTS) {
        void *known = atomic_load_explicit(&objects[i].object, memory_order_acquire);
        if (known == object) {
            return objects[i].runtime;
        }
        if (known == NULL) {
            return NULL;
        }
    }
}

static inline struct runtime *runtime_of(void *object, uint64_t generation) {
    struct runtime *rt = runtime_known(object);
    if (rt == NULL) {
        rt = runtime_learn(object, NULL);
    }
    if (rt->generation != generation) {
        runtime_renew(rt, generation);
    }
    return rt;
}

static inline uint32_t runtime_native(struct runtime *rt, uint64_t native) {
    for (size_t i = (size_t)(native * 0x9E3779B97F4A7C15u >> 54);; i = (i + 1) % RUNTIME_NATIVES) {
        if (rt->natives[i].native == native && rt->natives[i].site != 0) {
            return rt->natives[i].site;
        }
        if (rt->natives[i].site == 0) {
            return runtime_add_native(rt, native);
        }
    }
}

#endif
