#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "om.h"

/*
 * A runtime with the shape of Lua's: every entry pushes it, natives go across the border of the
 * libraries, errors are longjmp to the entry. What its script does is written here.
 */
struct script {
    runtime runtime;
    tick_runtime tick;
    event_runtime event;
    ref_runtime ref;
    file_runtime file;
    int references;
    int32_t instance;
    host *host;
    resource *resource;
};

struct entered {
    int entries, runtimes;
};

#define OF(self, member) ((struct script *) ((char *) (self) - offsetof(struct script, member)))

static struct entered enter(struct script *self, const char *kind, const char *name,
        const char *source, uint32_t bytes)
{
    struct entered below = {truth_depth(), runtimes_depth()};
    truth_begin(kind, self->resource->name, name, source, bytes);
    handler *with = runtimes();
    with->table->PushRuntime(with, &self->runtime);
    return below;
}

static void leave(struct entered below)
{
    runtimes_pop_to(below.runtimes);
    truth_end_to(below.entries);
}

static void native(const char *name)
{
    uint64_t hash = native_hash(name);
    invocation context = {&hash, {1}};
    _ZN2fx7invoker19ScriptNativeContext6InvokeEv(&context);
}

static void native_by_host(struct script *self, const char *name)
{
    native_context context = {.argumentCount = 1, .identifier = native_hash(name)};
    self->host->table->InvokeNative(self->host, &context);
}

static void call(struct script *self, const char *reference, const char *payload)
{
    buffer *result = NULL;
    self->host->table->InvokeFunctionReference(self->host, (char *) reference, (char *) payload,
            (uint32_t) strlen(payload), &result);
}

/* ---- counted references and the way from one interface to another */

static result_t query(struct script *self, const guid_t *iid, void **out)
{
    *out = guid_equal(iid, &IID_RUNTIME) ? (void *) &self->runtime
            : guid_equal(iid, &IID_TICK) ? (void *) &self->tick
            : guid_equal(iid, &IID_EVENT) ? (void *) &self->event
            : guid_equal(iid, &IID_REF) ? (void *) &self->ref
            : guid_equal(iid, &IID_FILE) ? (void *) &self->file : NULL;
    self->references += *out != NULL;
    return *out ? OK : NO_INTERFACE;
}

static uint32_t release(struct script *self)
{
    int left = --self->references;
    if (left == 0) {
        free(self);
    }
    return (uint32_t) left;
}

#define REFERRED(name, type, member) \
    static result_t name##_query(type *self, const guid_t *iid, void **out) \
    { \
        return query(OF(self, member), iid, out); \
    } \
    static uint32_t name##_refer(type *self) \
    { \
        return (uint32_t) ++OF(self, member)->references; \
    } \
    static uint32_t name##_release(type *self) \
    { \
        return release(OF(self, member)); \
    }

REFERRED(runtime, runtime, runtime)
REFERRED(tick, tick_runtime, tick)
REFERRED(event, event_runtime, event)
REFERRED(ref, ref_runtime, ref)
REFERRED(file, file_runtime, file)

/* ---- entries */

static result_t create(runtime *runtime, host *host)
{
    struct script *self = OF(runtime, runtime);
    self->host = host;
    leave(enter(self, "create", "create", "", 0));
    return OK;
}

static result_t destroy(runtime *runtime)
{
    leave(enter(OF(runtime, runtime), "destroy", "destroy", "", 0));
    return OK;
}

static void *parent(runtime *runtime)
{
    return OF(runtime, runtime)->resource;
}

static void set_parent(runtime *runtime, void *object)
{
    OF(runtime, runtime)->resource = object;
}

static int32_t instance(runtime *runtime)
{
    return OF(runtime, runtime)->instance;
}

static result_t tick(tick_runtime *runtime)
{
    struct script *self = OF(runtime, tick);
    struct entered below = enter(self, "runtimeTick", "tick", "", 0);
    native_by_host(self, "GET_GAME_TIMER");
    leave(below);
    return OK;
}

static result_t trigger(event_runtime *runtime, char *name, char *arguments, uint32_t size,
        char *source)
{
    (void) arguments;
    struct script *self = OF(runtime, event);
    struct entered below = enter(self, "event", name, source, size);
    jmp_buf target;
    if (setjmp(target) == 0) {
        native_jump_target(&target);
        native("GET_PLAYER_NAME");
        if (strcmp(self->resource->name, "one") == 0) {
            call(self, "two:2:1", "a call");
            if (strcmp(name, "faulty:again") == 0) {
                call(self, "two:2:2", "an error");
            }
        }
    }
    native_jump_target(NULL);
    leave(below);
    return OK;
}

static result_t call_ref(ref_runtime *runtime, int32_t number, char *arguments, uint32_t size,
        buffer **result)
{
    (void) arguments;
    char name[16];
    snprintf(name, sizeof name, "%d", number);
    struct entered below = enter(OF(runtime, ref), "reference", name, "", size);
    *result = NULL;
    native("GET_GAME_TIMER");
    if (number == 2) {
        native("STANDIN_JUMP");
    }
    leave(below);
    return OK;
}

static result_t duplicate(ref_runtime *runtime, int32_t number, int32_t *out)
{
    (void) runtime;
    *out = number;
    return OK;
}

static result_t forget(ref_runtime *runtime, int32_t number)
{
    (void) runtime, (void) number;
    return OK;
}

static int32_t handles(file_runtime *runtime, char *name, resource_data *data)
{
    (void) runtime, (void) data;
    return strstr(name, ".lua") != NULL;
}

static result_t load(file_runtime *runtime, char *name)
{
    leave(enter(OF(runtime, file), "load", name, "", 0));
    return OK;
}

static const struct runtime_table RUNTIME_TABLE = {runtime_query, runtime_refer, runtime_release,
    create, destroy, parent, set_parent, instance};
static const struct tick_table TICK_TABLE = {tick_query, tick_refer, tick_release, tick};
static const struct event_table EVENT_TABLE = {event_query, event_refer, event_release, trigger};
static const struct ref_table REF_TABLE = {ref_query, ref_refer, ref_release, call_ref, duplicate,
    forget};
static const struct file_table FILE_TABLE = {file_query, file_refer, file_release, handles, load};

static base *make(void)
{
    static int32_t last_instance;
    struct script *self = calloc(1, sizeof *self);
    if (!self) {
        abort();
    }
    self->runtime.table = &RUNTIME_TABLE;
    self->tick.table = &TICK_TABLE;
    self->event.table = &EVENT_TABLE;
    self->ref.table = &REF_TABLE;
    self->file.table = &FILE_TABLE;
    self->references = 1;
    self->instance = ++last_instance;
    return (base *) &self->runtime;
}

__attribute__((constructor)) static void enter_classes(void)
{
    core_register(&CLSID_RUNTIME, &IID_RUNTIME, make);
    core_register(&CLSID_RUNTIME, &IID_FILE, make);
}
