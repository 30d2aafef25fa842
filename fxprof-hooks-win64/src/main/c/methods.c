#include "methods.h"

#include <string.h>

#include "calls.h"
#include "choices.h"
#include "lock.h"
#include "log.h"
#include "sites.h"
#include "text.h"

/* Of MonoProfilerCallInstrumentationFlags: what Mono tells of a method. */
#define TELL_NOTHING 0
#define TELL_ENDS (1 << 1 | 1 << 3 | 1 << 5 | 1 << 6)

#define MOST_METHODS (RUNTIME_METHODS / 4 * 3)
#define GONE ((void *)1)
#define NOWHERE UINT32_MAX
#define NESTED 8
#define LONGEST_NAME 400

_Static_assert(RUNTIME_METHODS == 1 << 13, "the hash keeps so many bits");

/* A method that Mono tells of, the choices that name its assembly, and what it goes away with. */
struct method {
    _Atomic(void *) method;
    void *image;
    uint32_t token;
    _Atomic uint32_t chosen;
    /* Counts the methods that stood here: sites that were kept for another do not hold. */
    _Atomic uint32_t holder;
};

static struct method table[RUNTIME_METHODS];
/* Places that are not empty. */
static size_t places_used;
static lock_word lock;
static bool told_full;
static void *profiler;

/* Named as Mono exports them. */
typedef const char *(*text_of)(void *);
typedef void *(*object_of)(void *);
static text_of mono_method_get_name;
static object_of mono_method_get_class;
static text_of mono_class_get_name;
static text_of mono_class_get_namespace;
static object_of mono_class_get_nesting_type;
static object_of mono_class_get_image;
static object_of mono_image_get_assembly;
static object_of mono_assembly_get_name;
static text_of mono_assembly_name_get_name;
static uint32_t (*mono_method_get_token)(void *);

static inline uint32_t next(uint32_t i) {
    return (i + 1) % RUNTIME_METHODS;
}

static inline uint32_t home_of(const void *method) {
    return (uint32_t)((uint64_t)((uintptr_t)method >> 3) * 0x9E3779B97F4A7C15u >> 51);
}

/* Where a method stands in the table, NOWHERE if it is none that was chosen. */
static inline uint32_t find(const void *method) {
    for (uint32_t i = home_of(method);; i = next(i)) {
        const void *known = atomic_load_explicit(&table[i].method, memory_order_acquire);
        if (known == method || known == NULL) {
            return known == NULL ? NOWHERE : i;
        }
    }
}

static void *image_of(void *method) {
    return mono_class_get_image(mono_method_get_class(method));
}

static uint32_t token_of(void *method) {
    return mono_method_get_token == NULL ? 0 : mono_method_get_token(method);
}

static const char *assembly_of(void *method) {
    void *image = image_of(method);
    void *assembly = image == NULL ? NULL : mono_image_get_assembly(image);
    const char *name = assembly == NULL
                           ? NULL
                           : mono_assembly_name_get_name(mono_assembly_get_name(assembly));
    return name == NULL ? "" : name;
}

/* Where a method stands, or would: a place that is gone serves again. */
static uint32_t place_for(const void *method) {
    uint32_t i = home_of(method);
    uint32_t gone = NOWHERE;
    for (;; i = next(i)) {
        const void *held = atomic_load(&table[i].method);
        if (held == method || held == NULL) {
            return held == NULL && gone != NOWHERE ? gone : i;
        }
        if (held == GONE && gone == NOWHERE) {
            gone = i;
        }
    }
}

static bool add(void *method, uint32_t chosen) {
    lock_take(&lock);
    uint32_t i = place_for(method);
    const void *held = atomic_load(&table[i].method);
    bool room = held != NULL || places_used < MOST_METHODS;
    if (held != method && room) {
        places_used += held == NULL;
        table[i].image = image_of(method);
        table[i].token = token_of(method);
        table[i].chosen = chosen;
        table[i].holder++;
        atomic_store_explicit(&table[i].method, method, memory_order_release);
    }
    bool tell = !room && !told_full;
    told_full |= tell;
    lock_give(&lock);
    if (tell) {
        log_line("methods of C# beyond %d at a time are not recorded", (int64_t)MOST_METHODS);
    }
    return room;
}

/* Forgets one; places behind which nothing stands are empty again. */
static void drop(uint32_t i) {
    atomic_store_explicit(&table[i].method, GONE, memory_order_release);
    if (atomic_load(&table[next(i)].method) != NULL) {
        return;
    }
    for (; atomic_load(&table[i].method) == GONE; i = (i + RUNTIME_METHODS - 1) % RUNTIME_METHODS) {
        atomic_store(&table[i].method, NULL);
        places_used--;
    }
    told_full = told_full && places_used >= MOST_METHODS;
}

/*
 * Whether a method stands in the table. What has its address and is another goes: instances of generics
 * end without a word where a domain of their arguments is unloaded.
 */
static bool is_known(void *method) {
    lock_take(&lock);
    uint32_t i = find(method);
    bool same = i != NOWHERE && table[i].image == image_of(method) &&
                table[i].token == token_of(method);
    if (i != NOWHERE && !same) {
        drop(i);
    }
    lock_give(&lock);
    return same;
}

/* Asked by Mono when it compiles a method, and again when an exception leaves it. */
static int filter(void *of, void *method) {
    (void)of;
    if (is_known(method)) {
        return TELL_ENDS;
    }
    /* What Mono makes itself, as its ways out to native code, has no token. */
    if (mono_method_get_token != NULL && token_of(method) == 0) {
        return TELL_NOTHING;
    }
    uint32_t chosen = choices_of_assembly(assembly_of(method));
    return chosen != 0 && add(method, chosen) ? TELL_ENDS : TELL_NOTHING;
}

/* Another may get its address. */
static void on_free(void *of, void *method) {
    (void)of;
    lock_take(&lock);
    uint32_t i = find(method);
    if (i != NOWHERE) {
        drop(i);
    }
    lock_give(&lock);
}

/* Its methods go without a word: a resource of C# has stopped, whose domain is unloaded. */
static void on_image_unloading(void *of, void *image) {
    (void)of;
    lock_take(&lock);
    for (uint32_t i = 0; i < RUNTIME_METHODS; i++) {
        void *method = atomic_load(&table[i].method);
        if (method != NULL && method != GONE && table[i].image == image) {
            drop(i);
        }
    }
    lock_give(&lock);
}

static uint32_t add_site(struct runtime *rt, uint32_t place, void *method) {
    const char *outer[NESTED];
    size_t depth = 0;
    char name[LONGEST_NAME];
    void *outermost = mono_method_get_class(method);
    for (void *class = outermost; class != NULL && depth < NESTED;
         class = mono_class_get_nesting_type(class)) {
        outer[depth++] = mono_class_get_name(class);
        outermost = class;
    }
    const char *space = mono_class_get_namespace(outermost);
    size_t length = text_format(name, sizeof name, "%s%s", space, *space == 0 ? "" : ".");
    while (depth-- > 0) {
        length += text_format(name + length, sizeof name - length, "%s%s", outer[depth],
                              depth > 0 ? "+" : ".");
    }
    length += text_format(name + length, sizeof name - length, "%s", mono_method_get_name(method));
    rt->methods[place].site = sites_intern(rt->resource, FXSEG_RUNTIME_CSHARP, FXSEG_KIND_FUNCTION,
                                           name, length, assembly_of(method));
    rt->methods[place].holder = table[place].holder;
    rt->methods_used++;
    return rt->methods[place].site;
}

/*
 * A method has no frame of its own on the machine's stack and goes with that of its entry, as scopes do:
 * it stands two bytes below, where neither a frame nor a scope begins. Its own end is told.
 */
static inline uintptr_t below(uintptr_t address) {
    return ((address + 3) & ~(uintptr_t)3) - 2;
}

static inline bool is_method(const struct producer *p, uint32_t frame) {
    return frame >= p->tick && (p->shadow[frame].address & 3) == 2;
}

static void begin_method(struct call *call, uint32_t place, void *method) {
    struct producer *p = call->producer;
    struct runtime *rt = running_runtime(p, call->generation);
    if ((rt->methods_chosen & table[place].chosen) == 0) {
        return;
    }
    if (p->open <= p->tick) {
        p->methods_outside++;
        return;
    }
    const struct method_site *known = &rt->methods[place];
    bool holds = known->site != 0 && known->holder == table[place].holder;
    uint32_t site = holds ? known->site : add_site(rt, place, method);
    int frame = spans_begin(p, call->reading, site, 0, below(p->shadow[p->open - 1].address));
    if (frame == NO_SPAN) {
        p->methods_deep++;
        return;
    }
    p->methods_deep = 0;
    p->scopes[frame] = place;
}

static void on_enter(void *of, void *method, void *context) {
    struct call call;
    uint32_t place = find(method);
    (void)of;
    (void)context;
    if (place != NOWHERE && calls_has_producer(os_thread_word()) && enter(&call, FRAME_ADDRESS)) {
        begin_method(&call, place, method);
        leave(call.producer);
    }
}

static void end_method(struct producer *p, uint32_t place, int64_t reading, uint32_t flags) {
    if (p->open == SEGMENT_LIVE_FRAMES && p->methods_deep > 0) {
        p->methods_deep--;
        return;
    }
    uint32_t pushed = p->pushed;
    for (uint32_t frame = p->open; frame > 0 && is_method(p, frame - 1); frame--) {
        if (p->scopes[frame - 1] == place) {
            spans_close_jumped(p, frame, reading);
            spans_end(p, reading, flags);
            break;
        }
    }
    /* Unlike an entry, a method may push a runtime for its caller. */
    p->pushed = pushed;
}

static void on_end(const void *method, uint32_t flags, uintptr_t address) {
    struct call call;
    uint32_t place = find(method);
    if (place != NOWHERE && calls_has_producer(os_thread_word()) && enter(&call, address)) {
        end_method(call.producer, place, call.reading, flags);
        leave(call.producer);
    }
}

static void on_leave(void *of, void *method, void *context) {
    (void)of;
    (void)context;
    on_end(method, 0, FRAME_ADDRESS);
}

static void on_tail_call(void *of, void *method, void *target) {
    (void)of;
    (void)target;
    on_end(method, 0, FRAME_ADDRESS);
}

static void on_exception(void *of, void *method, void *exception) {
    (void)of;
    (void)exception;
    on_end(method, FXSEG_RECORD_UNFINISHED, FRAME_ADDRESS);
}

struct named_call {
    const char *name;
    any_call *call;
};

#define NAMED(call) {#call, (any_call *)&(call)}
static const struct named_call names[] = {
    NAMED(mono_method_get_name),     NAMED(mono_method_get_class),
    NAMED(mono_class_get_name),      NAMED(mono_class_get_namespace),
    NAMED(mono_class_get_nesting_type), NAMED(mono_class_get_image),
    NAMED(mono_image_get_assembly),  NAMED(mono_assembly_get_name),
    NAMED(mono_assembly_name_get_name),
};

typedef void (*set_callback)(void *profiler, any_call callback);

struct callback {
    const char *setter;
    any_call callback;
    set_callback set;
};

#define ON(event, function) {"mono_profiler_set_" event "_callback", (any_call)(function), NULL}
/* The filter last: what Mono compiles from then on has its ends told. */
static struct callback callbacks[] = {
    ON("method_enter", on_enter),
    ON("method_leave", on_leave),
    /* Older Monos lack it, and mean something else by the filter's bits. */
    ON("method_tail_call", on_tail_call),
    ON("method_exception_leave", on_exception),
    ON("method_free", on_free),
    ON("image_unloading", on_image_unloading),
    ON("call_instrumentation_filter", filter),
};
#define CALLBACKS (sizeof callbacks / sizeof callbacks[0])

/* The first call that is missing, or null. */
static const char *find_calls(const struct mono *mono) {
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        *names[i].call = mono_call(mono, names[i].name);
        if (*names[i].call == NULL) {
            return names[i].name;
        }
    }
    for (size_t i = 0; i < CALLBACKS; i++) {
        callbacks[i].set = (set_callback)mono_call(mono, callbacks[i].setter);
        if (callbacks[i].set == NULL) {
            return callbacks[i].setter;
        }
    }
    mono_method_get_token = (uint32_t(*)(void *))mono_call(mono, "mono_method_get_token");
    return NULL;
}

void methods_attach(const struct mono *mono) {
    /* Once: what Mono has compiled by then goes by it. */
    static bool has_read;
    static size_t count;
    if (!has_read) {
        has_read = true;
        count = choices_read(os_environment("FXPROF_METHODS"));
    }
    if (count == 0) {
        return;
    }
    const char *missing = find_calls(mono);
    if (missing != NULL) {
        log_line("methods of C# are not recorded: Mono does not export %s", missing);
        return;
    }
    profiler = mono->profiler;
    for (size_t i = 0; i < CALLBACKS; i++) {
        callbacks[i].set(profiler, callbacks[i].callback);
    }
    log_line("methods of C# are recorded: %d choices; those that Mono compiles from now on", (int64_t)count);
}

void methods_detach(void) {
    if (profiler == NULL) {
        return;
    }
    /* What has been compiled goes on to tell, to nobody. */
    for (size_t i = CALLBACKS; i > 0; i--) {
        any_call callback = callbacks[i - 1].callback;
        if (callback != (any_call)on_free && callback != (any_call)on_image_unloading) {
            callbacks[i - 1].set(profiler, NULL);
        }
    }
    profiler = NULL;
}

uint32_t methods_chosen(const char *resource) {
    return choices_of_resource(resource);
}
