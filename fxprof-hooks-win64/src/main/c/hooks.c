#include "calls.h"

#include <string.h>

#include "names.h"
#include "scopes.h"
#include "segment.h"
#include "sites.h"
#include "text.h"

_Atomic uint64_t recording;

/* What a call comes to whose slot nobody can find any more. */
static result_t lost(void) {
    return E_FAIL;
}

/* What the slot held. */
static inline any_function original_of(void *object, int slot, any_function hook) {
    any_function original = vtable_original(object, slot);
    if (original == NULL) {
        original = vtable_recover(object, slot, hook);
    }
    return original != NULL ? original : (any_function)lost;
}

#define ORIGINAL(object, slot, hook, type) \
    ((type)original_of(object, slot, (any_function)(hook)))

typedef result_t (*method0)(void *);
typedef result_t (*method_object)(void *, void *);

static inline void enter_tick(struct call *call, void *self, int way, uintptr_t address) {
    if (enter(call, address)) {
        struct runtime *rt = runtime_of(self, call->generation);
        begin_tick(call, &rt->ticked[way]);
        begin(call, rt->tick, 0);
        leave(call->producer);
    }
}

static result_t hook_tick(void *self) {
    struct call call;
    method0 original = ORIGINAL(self, SLOT_IScriptTickRuntime_Tick, hook_tick, method0);
    enter_tick(&call, self, 0, FRAME_ADDRESS);
    result_t result = original(self);
    finish_tick(&call);
    return result;
}

typedef result_t (*method_bookmarks)(void *, uint64_t *, int32_t);

static result_t hook_bookmarks(void *self, uint64_t *bookmarks, int32_t count) {
    struct call call;
    method_bookmarks original = ORIGINAL(self, SLOT_IScriptTickRuntimeWithBookmarks_TickBookmarks,
                                         hook_bookmarks, method_bookmarks);
    enter_tick(&call, self, 1, FRAME_ADDRESS);
    result_t result = original(self, bookmarks, count);
    finish_tick(&call);
    return result;
}

static result_t hook_create(void *self, void *host) {
    struct call call;
    method_object original = ORIGINAL(self, SLOT_IScriptRuntime_Create, hook_create, method_object);
    if (enter(&call, FRAME_ADDRESS)) {
        if (!vtable_is_hooked(host)) {
            hooks_patch(host, &host_hooks);
        }
        /* What stood in its place before is gone, if nobody heard of it. */
        runtime_forget(self);
        struct runtime *rt = runtime_learn(self, host);
        if (rt->generation != call.generation) {
            runtime_renew(rt, call.generation);
        }
        begin(&call, runtime_site(rt, FXSEG_KIND_ENTRY, "start", ""), 0);
        leave(call.producer);
    }
    result_t result = original(self, host);
    finish(&call);
    return result;
}

static result_t hook_destroy(void *self) {
    struct call call;
    method0 original = ORIGINAL(self, SLOT_IScriptRuntime_Destroy, hook_destroy, method0);
    if (enter(&call, FRAME_ADDRESS)) {
        struct runtime *rt = runtime_of(self, call.generation);
        /* A server that ends destroys its runtimes, and has no tick any more that would end this one. */
        leave_tick(call.producer);
        begin(&call, runtime_site(rt, FXSEG_KIND_ENTRY, "stop", ""), 0);
        leave(call.producer);
    }
    result_t result = original(self);
    finish(&call);
    /* Also of an attachment that ends right now: as long as this is in the slot, tables may be patched. */
    runtime_forget(self);
    return result;
}

typedef result_t (*method_load)(void *, char *);

static result_t hook_load(void *self, char *file) {
    struct call call;
    method_load original = ORIGINAL(self, SLOT_IScriptFileHandlingRuntime_LoadFile, hook_load,
                                    method_load);
    if (enter(&call, FRAME_ADDRESS)) {
        struct runtime *rt = runtime_of(self, call.generation);
        char name[300];
        char chunk[300];
        size_t length = text_format(name, sizeof name, "load %s", file);
        text_format(chunk, sizeof chunk, "@%s/%s", rt->resource, file);
        begin(&call, sites_intern(rt->resource, rt->language, FXSEG_KIND_ENTRY, name, length,
                                  file[0] == '@' ? file : chunk), 0);
        leave(call.producer);
    }
    result_t result = original(self, file);
    finish(&call);
    return result;
}

static struct event_site *event_site(struct runtime *rt, const char *name, size_t length) {
    uint64_t hash = name_hash(name, length);
    for (size_t i = (size_t)(hash % RUNTIME_EVENTS);; i = (i + 1) % RUNTIME_EVENTS) {
        struct event_site *known = &rt->events[i];
        if (known->site == 0) {
            return runtime_add_event(rt, name, length, hash);
        }
        /* A name that has the same hash on purpose must not be taken for another. */
        if (known->hash == hash && known->length == length && name_is_same(known->name, name, length)) {
            return known;
        }
    }
}

/* The player of an event's source, net:12 or internal-net:12; 0 if the server is. */
static inline uint32_t player(const char *source) {
    static const char inner[] = "internal-";
    if (*source == inner[0] && text_begins(source, inner)) {
        source += sizeof inner - 1;
    }
    bool net = source[0] == 'n' && source[1] == 'e' && source[2] == 't' && source[3] == ':';
    return net ? (uint32_t)text_number(source + 4) : 0;
}

static void count_event(struct producer *p, struct runtime *rt, struct event_site *event,
                        uint32_t bytes, uint32_t source) {
    if ((source != 0 ? event->net_bytes : event->own_bytes) == 0) {
        runtime_add_counters(rt, event, source != 0);
    }
    if (source != 0) {
        spans_counter(p, event->net_bytes, bytes);
        spans_counter(p, event->net_messages, 1);
    } else {
        spans_counter(p, event->own_bytes, bytes);
    }
}

typedef result_t (*method_event)(void *, char *, char *, uint32_t, char *);

static result_t hook_event(void *self, char *name, char *payload, uint32_t size, char *source) {
    struct call call;
    method_event original = ORIGINAL(self, SLOT_IScriptEventRuntime_TriggerEvent, hook_event,
                                     method_event);
    if (enter(&call, FRAME_ADDRESS)) {
        struct runtime *rt = runtime_of(self, call.generation);
        size_t length = strnlen(name, FXSEG_NAME_BYTES);
        struct event_site *event = event_site(rt, name, length);
        uint32_t from = source == NULL ? 0 : player(source);
        begin(&call, event->site, from);
        count_event(call.producer, rt, event, size, from);
        leave(call.producer);
    }
    result_t result = original(self, name, payload, size, source);
    finish(&call);
    return result;
}

typedef result_t (*method_reference)(void *, int32_t, char *, uint32_t, void **);

static result_t hook_reference(void *self, int32_t number, char *arguments, uint32_t size,
                               void **result_buffer) {
    struct call call;
    method_reference original = ORIGINAL(self, SLOT_IScriptRefRuntime_CallRef, hook_reference,
                                         method_reference);
    if (enter(&call, FRAME_ADDRESS)) {
        struct runtime *rt = runtime_of(self, call.generation);
        uint32_t index = number >= 0 && number < RUNTIME_REFS - 1 ? (uint32_t)number
                                                                   : RUNTIME_REFS - 1;
        uint32_t site = rt->refs[index];
        begin(&call, site != 0 ? site : runtime_add_reference(rt, number), 0);
        leave(call.producer);
    }
    result_t result = original(self, number, arguments, size, result_buffer);
    finish(&call);
    return result;
}

static void push(struct producer *p, void *rt, uint64_t generation) {
    struct runtime *known = runtime_of(rt, generation);
    if (known->provisional) {
        runtime_learn_current(known);
    }
    if (p->pushed < MOST_PUSHED) {
        p->runtimes[p->pushed] = known;
    }
    p->pushed++;
}

static result_t pushing(void *self, void *rt, method_object original, uintptr_t address) {
    struct call call;
    result_t result = original(self, rt);
    if (!FAILED(result) && enter(&call, address)) {
        push(call.producer, rt, call.generation);
        leave(call.producer);
    }
    return result;
}

static result_t hook_push(void *self, void *rt) {
    return pushing(self, rt,
                   ORIGINAL(self, SLOT_IScriptRuntimeHandler_PushRuntime, hook_push, method_object),
                   FRAME_ADDRESS);
}

static result_t hook_try_push(void *self, void *rt) {
    return pushing(self, rt,
                   ORIGINAL(self, SLOT_IScriptRuntimeHandler_TryPushRuntime, hook_try_push,
                            method_object),
                   FRAME_ADDRESS);
}

static result_t hook_pop(void *self, void *rt) {
    struct call call;
    method_object original = ORIGINAL(self, SLOT_IScriptRuntimeHandler_PopRuntime, hook_pop,
                                      method_object);
    if (enter(&call, FRAME_ADDRESS)) {
        call.producer->pushed -= call.producer->pushed > 0;
        leave(call.producer);
    }
    return original(self, rt);
}

/* A host may be used by a runtime of another resource than its own, so it is not asked whose it is. */
static void enter_native(struct call *call, uint64_t native, bool by_host, uintptr_t address) {
    if (enter(call, address)) {
        struct runtime *rt = running_runtime(call->producer, call->generation);
        if (rt->provisional && by_host) {
            runtime_learn_current(rt);
            rt = running_runtime(call->producer, call->generation);
        }
        begin(call, runtime_native(rt, native), 0);
        leave(call->producer);
    }
}

static result_t hook_invoke_native(void *self, void *context) {
    struct call call;
    method_object original = ORIGINAL(self, SLOT_IScriptHost_InvokeNative, hook_invoke_native,
                                      method_object);
    uint64_t native;
    memcpy(&native, (char *)context + AT_fxNativeContext_nativeIdentifier, sizeof native);
    enter_native(&call, native, true, FRAME_ADDRESS);
    result_t result = original(self, context);
    finish(&call);
    return result;
}

/* Apart, so that the way of all other natives stays short. */
static __attribute__((noinline)) void invoke_scope(void *context, uint64_t native,
                                                   void (*original)(void *), uintptr_t address) {
    if (native == NATIVE_PROFILER_EXIT_SCOPE) {
        scope_end(context, address);
        original(context);
        return;
    }
    /* The server may change its arguments. */
    struct scope scope = scope_of(context);
    original(context);
    scope_begin(&scope, address);
}

void hook_invoke(void *context) {
    struct call call;
    void (*original)(void *) =
        (void (*)(void *))atomic_load_explicit(&invoke_original, memory_order_relaxed);
    char *handler;
    uint64_t native;
    memcpy(&handler, (char *)context + AT_ScriptNativeContext_info, sizeof handler);
    memcpy(&native, handler + AT_ScriptNativeHandler_hash, sizeof native);
    if (native == NATIVE_PROFILER_ENTER_SCOPE || native == NATIVE_PROFILER_EXIT_SCOPE) {
        invoke_scope(context, native, original, FRAME_ADDRESS);
        return;
    }
    if (native == NATIVE_GET_CONVAR) {
        scopes_answer(context, FRAME_ADDRESS);
    }
    enter_native(&call, native, false, FRAME_ADDRESS);
    original(context);
    finish(&call);
}

typedef result_t (*method_invoke)(void *, char *, char *, uint32_t, void **);

/* No span of its own: the call that it leads to is one. Its text says whose the reference is. */
static result_t hook_invoke_reference(void *self, char *reference, char *arguments, uint32_t size,
                                      void **result) {
    struct call call;
    method_invoke original = ORIGINAL(self, SLOT_IScriptHost_InvokeFunctionReference,
                                      hook_invoke_reference, method_invoke);
    if (enter(&call, FRAME_ADDRESS)) {
        if (atomic_load_explicit(&runtimes_provisional, memory_order_relaxed) > 0
            && reference != NULL) {
            runtime_learn_reference(reference);
        }
        struct runtime *rt = running_runtime(call.producer, call.generation);
        if (rt->provisional) {
            runtime_learn_current(rt);
        }
        leave(call.producer);
    }
    return original(self, reference, arguments, size, result);
}

#define HOOK(interface, method, function) \
    {SLOT_##interface##_##method, (any_function)(function), #method}

const struct interface_hooks runtime_interfaces[] = {
    {"IScriptRuntime", IID_IScriptRuntime,
     {HOOK(IScriptRuntime, Create, hook_create), HOOK(IScriptRuntime, Destroy, hook_destroy)}},
    {"IScriptTickRuntime", IID_IScriptTickRuntime, {HOOK(IScriptTickRuntime, Tick, hook_tick)}},
    {"IScriptTickRuntimeWithBookmarks", IID_IScriptTickRuntimeWithBookmarks,
     {HOOK(IScriptTickRuntimeWithBookmarks, TickBookmarks, hook_bookmarks)}},
    {"IScriptEventRuntime", IID_IScriptEventRuntime,
     {HOOK(IScriptEventRuntime, TriggerEvent, hook_event)}},
    {"IScriptRefRuntime", IID_IScriptRefRuntime, {HOOK(IScriptRefRuntime, CallRef, hook_reference)}},
    {"IScriptFileHandlingRuntime", IID_IScriptFileHandlingRuntime,
     {HOOK(IScriptFileHandlingRuntime, LoadFile, hook_load)}},
    {.name = NULL},
};

const struct interface_hooks handler_hooks = {
    "IScriptRuntimeHandler", IID_IScriptRuntimeHandler,
    {HOOK(IScriptRuntimeHandler, PushRuntime, hook_push),
     HOOK(IScriptRuntimeHandler, PopRuntime, hook_pop),
     HOOK(IScriptRuntimeHandler, TryPushRuntime, hook_try_push)}};

const struct interface_hooks host_hooks = {
    "IScriptHost", IID_IScriptHost,
    {HOOK(IScriptHost, InvokeNative, hook_invoke_native),
     HOOK(IScriptHost, InvokeFunctionReference, hook_invoke_reference)}};

int hooks_patch(void *object, const struct interface_hooks *hooks) {
    int patched = 0;
    for (const struct method_hook *one = hooks->methods; one->slot != 0; one++) {
        patched += vtable_patch(object, one->slot, one->hook, hooks->name, one->name);
    }
    return patched;
}

void hooks_restore_all(void) {
    vtable_restore_all((any_function)hook_destroy);
}
