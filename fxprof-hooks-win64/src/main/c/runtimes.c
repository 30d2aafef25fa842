#include "runtimes.h"

#include <string.h>

#include "com.h"
#include "hooks.h"
#include "lock.h"
#include "log.h"
#include "methods.h"
#include "modules.h"
#include "segment.h"
#include "sites.h"
#include "text.h"
#include "vtables.h"

_Static_assert(OBJECTS == 1 << 14 && RUNTIME_NATIVES == 1 << 10, "the hashes keep so many bits");
#define GONE ((void *)1)
#define MOST_OBJECTS (OBJECTS / 2)
#define RUNTIMES 1024
/* So many are forgotten before one is used again: an open call may still name the first. */
#define RESTING 64

struct object_entry objects[OBJECTS];
struct runtime runtime_unknown = {.resource = "(unknown)", .language = FXSEG_RUNTIME_ENGINE};

_Atomic uint32_t runtimes_provisional;

static lock_word lock;
static size_t objects_used;
/* There was no room, and nothing has been forgotten since: whom nobody knows is not asked who it is. */
static _Atomic bool is_full;
static struct runtime *known[RUNTIMES];
static struct runtime *resting[RUNTIMES];
static size_t known_count;
static size_t resting_from;
static size_t resting_count;

/* Where an object stands, or would: a place that is gone serves again. */
static size_t place_of(const void *object) {
    size_t i = object_hash(object);
    size_t gone = OBJECTS;
    for (;; i = (i + 1) % OBJECTS) {
        const void *held = atomic_load(&objects[i].object);
        if (held == object) {
            return i;
        }
        if (held == NULL) {
            return gone < OBJECTS ? gone : i;
        }
        if (held == GONE && gone == OBJECTS) {
            gone = i;
        }
    }
}

static void add_object(void *object, struct runtime *rt) {
    size_t i = place_of(object);
    bool unused = atomic_load(&objects[i].object) == NULL;
    if (unused && objects_used >= MOST_OBJECTS) {
        atomic_store(&is_full, true);
        return;
    }
    objects_used += unused;
    objects[i].runtime = rt;
    /* What nobody knows may be no object at all. */
    objects[i].table = rt == &runtime_unknown ? NULL : *(void ***)object;
    atomic_store_explicit(&objects[i].object, object, memory_order_release);
}

/* Forgets one; places behind which nothing stands are free again. */
static void drop_object(size_t i) {
    atomic_store_explicit(&objects[i].object, GONE, memory_order_release);
    atomic_store(&is_full, false);
    if (atomic_load(&objects[(i + 1) % OBJECTS].object) != NULL) {
        return;
    }
    for (; atomic_load(&objects[i].object) == GONE; i = (i + OBJECTS - 1) % OBJECTS) {
        atomic_store(&objects[i].object, NULL);
        objects_used--;
    }
}

/* A record for a new runtime: one that rests, fresh memory, or that of one nobody has met again. */
static struct runtime *take(void) {
    if (resting_count > RESTING || (resting_count > 0 && known_count == RUNTIMES)) {
        struct runtime *oldest = resting[resting_from];
        resting_from = (resting_from + 1) % RUNTIMES;
        resting_count--;
        memset(oldest, 0, sizeof *oldest);
        return oldest;
    }
    for (size_t i = 0; known_count == RUNTIMES && i < known_count; i++) {
        if (known[i]->dormant) {
            struct runtime *dormant = known[i];
            known[i] = known[--known_count];
            memset(dormant, 0, sizeof *dormant);
            return dormant;
        }
    }
    return known_count < RUNTIMES ? os_pages(sizeof(struct runtime)) : NULL;
}

static void rest(struct runtime *rt) {
    if (resting_count < RUNTIMES) {
        resting[(resting_from + resting_count++) % RUNTIMES] = rt;
    }
}

static int language_of(void *object) {
    struct memory table = memory_at(*(void **)object);
    if (table.module != 0 && strstr(table.name, "lua") != NULL) {
        return FXSEG_RUNTIME_LUA;
    }
    bool script = strstr(table.name, "node") != NULL || strstr(table.name, "v8") != NULL;
    return script ? FXSEG_RUNTIME_JAVASCRIPT : FXSEG_RUNTIME_CSHARP;
}

static bool name_of_host(void *host, char name[129]) {
    static const struct guid iid = IID_IScriptHostWithResourceData;
    void *data = host == NULL ? NULL : com_query(host, &iid);
    char *text = NULL;
    if (data == NULL) {
        return false;
    }
    result_t result = COM_METHOD(data, SLOT_IScriptHostWithResourceData_GetResourceName,
                                 result_t (*)(void *, char **))(data, &text);
    bool told = !FAILED(result) && text != NULL && *text != 0;
    if (told) {
        text_name(name, text, strlen(text));
    }
    com_release(data);
    return told;
}

/* Any host answers for the runtime that is current; the newest lives longest. */
static void *newest_host;

static void keep_host(void *host) {
    static const struct guid iid = IID_IScriptHost;
    void *kept = com_query(host, &iid);
    if (kept != NULL) {
        void *before = newest_host;
        newest_host = kept;
        if (before != NULL) {
            com_release(before);
        }
    }
}

void *runtimes_host(void) {
    return newest_host;
}

static bool name_of_current(char name[129]) {
    uint64_t context[(AT_fxNativeContext_nativeIdentifier + sizeof(uint64_t)) / sizeof(uint64_t)];
    char *text = NULL;
    if (newest_host == NULL) {
        return false;
    }
    memset(context, 0, sizeof context);
    context[AT_fxNativeContext_nativeIdentifier / sizeof(uint64_t)]
        = NATIVE_GET_CURRENT_RESOURCE_NAME;
    any_function original = vtable_original(newest_host, SLOT_IScriptHost_InvokeNative);
    if (original == NULL
        || FAILED(((result_t(*)(void *, void *))original)(newest_host, context))) {
        return false;
    }
    memcpy(&text, (char *)context + AT_fxNativeContext_arguments, sizeof text);
    if (text == NULL || *text == 0) {
        return false;
    }
    text_name(name, text, strlen(text));
    return true;
}

/* Of those that are there: one that is not met again is never named. */
static void count_provisional(void) {
    uint32_t count = 0;
    for (size_t i = 0; i < known_count; i++) {
        count += known[i]->provisional && !known[i]->dormant;
    }
    atomic_store(&runtimes_provisional, count);
}

static void rename_runtime(struct runtime *rt, const char *name) {
    if (rt->provisional || strcmp(rt->resource, name) != 0) {
        text_copy(rt->resource, sizeof rt->resource, name);
        rt->provisional = false;
        rt->generation = 0;
        count_provisional();
    }
}

/* A runtime seen before the last detach, known again by its place and the server's number for it. */
static struct runtime *find_dormant(const void *object, int32_t instance) {
    for (size_t i = 0; i < known_count; i++) {
        if (known[i]->object == object && known[i]->instance == instance) {
            return known[i];
        }
    }
    return NULL;
}

static struct runtime *make(void *object) {
    int32_t instance = COM_METHOD(object, SLOT_IScriptRuntime_GetInstanceId,
                                  int32_t (*)(void *))(object);
    struct runtime *rt = find_dormant(object, instance);
    if (rt == NULL) {
        rt = take();
        if (rt == NULL) {
            atomic_store(&is_full, true);
            return NULL;
        }
        rt->object = object;
        rt->instance = instance;
        rt->language = language_of(object);
        rt->provisional = true;
        text_format(rt->resource, sizeof rt->resource, "(runtime %x)", (uint64_t)(uint32_t)instance);
        known[known_count++] = rt;
    }
    rt->dormant = false;
    count_provisional();
    return rt;
}

/* Patches the tables of one object by all its interfaces, and remembers it by each of them. */
static void add_interfaces(void *object, struct runtime *rt) {
    for (const struct interface_hooks *one = runtime_interfaces; one->name != NULL; one++) {
        void *face = com_query(object, &one->iid);
        if (face != NULL) {
            if (!vtable_is_hooked(face)) {
                hooks_patch(face, one);
            }
            add_object(face, rt);
            com_release(face);
        }
    }
}

/* Whether it begins with a table of code: an argument may be something else than its place says. */
static bool is_object(void *object) {
    if (((uintptr_t)object & 7) != 0 || !memory_at(object).readable) {
        return false;
    }
    void **table = *(void ***)object;
    if (((uintptr_t)table & 7) != 0 || !memory_at(table).readable) {
        return false;
    }
    return memory_at(table[SLOT_fxIBase_QueryInterface]).executable
           && memory_at(table[SLOT_fxIBase_Release]).executable;
}

static void *query_runtime(void *object) {
    static const struct guid iid = IID_IScriptRuntime;
    if (is_object(object)) {
        return com_query(object, &iid);
    }
    log_line("refused an object: what a hook was called for is none");
    return NULL;
}

struct runtime *runtime_learn(void *object, void *host) {
    char name[129];
    if (host == NULL && atomic_load(&is_full)) {
        return &runtime_unknown;
    }
    bool told = name_of_host(host, name);
    void *main = query_runtime(object);
    if (main == NULL) {
        lock_take(&lock);
        add_object(object, &runtime_unknown);
        lock_give(&lock);
        return &runtime_unknown;
    }
    lock_take(&lock);
    struct runtime *rt = runtime_known(main);
    if (rt == NULL) {
        rt = make(main);
        if (rt != NULL) {
            add_interfaces(main, rt);
        }
    }
    if (rt != NULL) {
        add_object(object, rt);
        if (told) {
            rename_runtime(rt, name);
            keep_host(host);
        }
    }
    lock_give(&lock);
    com_release(main);
    return rt != NULL ? rt : &runtime_unknown;
}

void runtime_learn_current(struct runtime *rt) {
    char name[129];
    /* One that the server has no name for, at the first call, the second, the fourth, and so on. */
    uint32_t asked = ++rt->asked;
    if ((asked & (asked - 1)) == 0 && name_of_current(name)) {
        lock_take(&lock);
        rename_runtime(rt, name);
        lock_give(&lock);
    }
}

void runtime_learn_reference(const char *reference) {
    const char *colon = strchr(reference, ':');
    char name[129];
    if (colon == NULL || colon == reference) {
        return;
    }
    text_name(name, reference, (size_t)(colon - reference));
    int32_t instance = (int32_t)text_number(colon + 1 + (colon[1] == '-'));
    instance = colon[1] == '-' ? -instance : instance;
    lock_take(&lock);
    for (size_t i = 0; i < known_count; i++) {
        if (known[i]->provisional && known[i]->instance == instance) {
            rename_runtime(known[i], name);
        }
    }
    lock_give(&lock);
}

static void forget_objects(const struct runtime *rt) {
    for (size_t i = 0; i < OBJECTS; i++) {
        void *object = atomic_load(&objects[i].object);
        if (object != NULL && object != GONE && (rt == NULL || objects[i].runtime == rt)) {
            if (rt != NULL) {
                vtable_forget(objects[i].table);
            }
            drop_object(i);
        }
    }
}

void runtime_forget(void *object) {
    lock_take(&lock);
    struct runtime *rt = runtime_known(object);
    if (rt != NULL && rt != &runtime_unknown) {
        forget_objects(rt);
        for (size_t i = 0; i < known_count; i++) {
            if (known[i] == rt) {
                known[i] = known[--known_count];
                rest(rt);
                count_provisional();
                break;
            }
        }
    }
    lock_give(&lock);
}

void runtimes_detach(void) {
    lock_take(&lock);
    forget_objects(NULL);
    for (size_t i = 0; i < known_count; i++) {
        known[i]->dormant = true;
    }
    count_provisional();
    lock_give(&lock);
}

void runtime_renew(struct runtime *rt, uint64_t generation) {
    /* What was never written to needs no memory yet. */
    if (rt->natives_used > 0) {
        memset(rt->natives, 0, sizeof rt->natives);
    }
    if (rt->events_used > 0) {
        memset(rt->events, 0, sizeof rt->events);
    }
    if (rt->regions_used > 0) {
        memset(rt->regions, 0, sizeof rt->regions);
    }
    if (rt->methods_used > 0) {
        memset(rt->methods, 0, sizeof rt->methods);
    }
    rt->natives_used = rt->events_used = rt->regions_used = rt->methods_used = 0;
    rt->methods_chosen = methods_chosen(rt->resource);
    rt->other_native = rt->other_region = 0;
    memset(&rt->other_event, 0, sizeof rt->other_event);
    rt->ticked[0] = rt->ticked[1] = 0;
    memset(rt->refs, 0, sizeof rt->refs);
    memset(rt->by_address, 0, sizeof rt->by_address);
    rt->generation = generation;
    rt->tick = runtime_site(rt, FXSEG_KIND_ENTRY, "tick", "");
}
