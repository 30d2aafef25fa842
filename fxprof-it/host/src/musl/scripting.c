#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "om.h"

#define DEEPEST 64

static runtime *stack[DEEPEST];
static int depth;
static void *jump_target;

static uint32_t counted(void)
{
    return 1;
}

/* ---- the handler of runtimes: one object without a state of its own */

static uint32_t handler_refer(handler *self)
{
    (void) self;
    return counted();
}

static result_t handler_query(handler *self, const guid_t *iid, void **out)
{
    *out = guid_equal(iid, &IID_HANDLER) ? self : NULL;
    return *out ? OK : NO_INTERFACE;
}

static result_t push(handler *self, runtime *script)
{
    (void) self;
    if (depth == DEEPEST) {
        return INVALID_ARGUMENT;
    }
    stack[depth++] = script;
    return OK;
}

static result_t above(int distance, runtime **out)
{
    *out = depth > distance ? stack[depth - 1 - distance] : NULL;
    if (*out) {
        (*out)->table->AddRef(*out);
    }
    return depth > 0 ? OK : INVALID_ARGUMENT;
}

static result_t current(handler *self, runtime **out)
{
    (void) self;
    return above(0, out);
}

static result_t invoking(handler *self, runtime **out)
{
    (void) self;
    return above(1, out);
}

static result_t pop(handler *self, runtime *script)
{
    (void) self;
    if (depth == 0 || stack[depth - 1] != script) {
        return INVALID_ARGUMENT;
    }
    depth--;
    return OK;
}

static const struct handler_table HANDLER_TABLE = {handler_query, handler_refer, handler_refer,
    push, current, pop, invoking, push};
static handler the_handler = {&HANDLER_TABLE};

static base *make_handler(void)
{
    return (base *) &the_handler;
}

EXPORT handler *runtimes(void)
{
    void *out = NULL;
    CoreFxCreateObjectInstance(&CLSID_HANDLER, &IID_HANDLER, &out);
    return out;
}

EXPORT int runtimes_depth(void)
{
    return depth;
}

EXPORT void runtimes_pop_to(int to)
{
    handler *with = runtimes();
    while (depth > to) {
        with->table->PopRuntime(with, stack[depth - 1]);
    }
}

/* ---- natives */

static const char *const NATIVES[] = {"GET_GAME_TIMER", "GET_PLAYER_NAME", "STANDIN_JUMP"};

EXPORT uint64_t native_hash(const char *name)
{
    uint32_t hash = 0;
    for (; *name; name++) {
        hash += (uint8_t) (*name >= 'A' && *name <= 'Z' ? *name + 32 : *name);
        hash += hash << 10;
        hash ^= hash >> 6;
    }
    hash += hash << 3;
    hash ^= hash >> 11;
    return hash + (hash << 15);
}

EXPORT void native_jump_target(void *target)
{
    jump_target = target;
}

EXPORT resource *resource_current(void)
{
    return depth > 0 ? stack[depth - 1]->table->GetParentObject(stack[depth - 1]) : NULL;
}

static result_t native_run(uint64_t hash)
{
    for (size_t i = 0; i < sizeof NATIVES / sizeof *NATIVES; i++) {
        if (native_hash(NATIVES[i]) == hash) {
            int below = truth_depth();
            truth_begin("native", resource_current()->name, NATIVES[i], "", 0);
            if (strcmp(NATIVES[i], "STANDIN_JUMP") == 0 && jump_target) {
                longjmp(*(jmp_buf *) jump_target, 1);
            }
            truth_end_to(below);
            return OK;
        }
    }
    return INVALID_ARGUMENT;
}

EXPORT void _ZN2fx7invoker19ScriptNativeContext6InvokeEv(invocation *context)
{
    native_run(*context->hash);
}

/* ---- the host of a resource: two interfaces of one object */

static resource *of_data(resource_data *data)
{
    return (resource *) ((char *) data - offsetof(resource, data));
}

static resource *of_host(host *self)
{
    return (resource *) ((char *) self - offsetof(resource, host));
}

static result_t query(resource *self, const guid_t *iid, void **out)
{
    *out = guid_equal(iid, &IID_HOST) ? (void *) &self->host
            : guid_equal(iid, &IID_RESOURCE_DATA) ? (void *) &self->data : NULL;
    return *out ? OK : NO_INTERFACE;
}

static result_t host_query(host *self, const guid_t *iid, void **out)
{
    return query(of_host(self), iid, out);
}

static result_t data_query(resource_data *self, const guid_t *iid, void **out)
{
    return query(of_data(self), iid, out);
}

static uint32_t host_refer(host *self)
{
    (void) self;
    return counted();
}

static uint32_t data_refer(resource_data *self)
{
    (void) self;
    return counted();
}

static result_t invoke_native(host *self, native_context *context)
{
    (void) self;
    return native_run(context->identifier);
}

static result_t open_file(host *self, char *name, void **out)
{
    (void) self, (void) name, (void) out;
    return NOT_IMPLEMENTED;
}

static result_t canonicalize(host *self, int32_t reference, int32_t instance, char **out)
{
    *out = malloc(64);
    if (*out) {
        snprintf(*out, 64, "%s:%d:%d", of_host(self)->name, instance, reference);
    }
    return *out ? OK : INVALID_ARGUMENT;
}

static result_t trace(host *self, char *message)
{
    printf("[%s] %s\n", of_host(self)->name, message);
    return OK;
}

static result_t boundary(host *self, char *data, int32_t size)
{
    (void) self, (void) data, (void) size;
    return OK;
}

static result_t error_text(host *self, char **out)
{
    (void) self;
    *out = (char *) "";
    return OK;
}

/* There is one other resource to be called: a reference names it and the number. */
static resource *made[8];
static int made_count;

static result_t invoke_reference(host *self, char *reference, char *arguments, uint32_t size,
        buffer **result)
{
    (void) self;
    size_t length = strcspn(reference, ":");
    char *number = strrchr(reference, ':');
    for (int i = 0; number && i < made_count; i++) {
        void *callee = NULL;
        if (strlen(made[i]->name) == length && memcmp(made[i]->name, reference, length) == 0
                && made[i]->script
                && !FAILED(made[i]->script->table->QueryInterface(made[i]->script, &IID_REF,
                        &callee))) {
            ref_runtime *target = callee;
            result_t done = target->table->CallRef(target, atoi(number + 1), arguments, size,
                    result);
            target->table->Release(target);
            return done;
        }
    }
    return INVALID_ARGUMENT;
}

static result_t resource_name(resource_data *self, char **out)
{
    *out = of_data(self)->name;
    return OK;
}

static result_t metadata_count(resource_data *self, char *field, int32_t *count)
{
    (void) self, (void) field;
    *count = 0;
    return OK;
}

static result_t metadata(resource_data *self, char *field, int32_t index, char **out)
{
    (void) self, (void) field, (void) index;
    *out = NULL;
    return INVALID_ARGUMENT;
}

static const struct host_table HOST_TABLE = {host_query, host_refer, host_refer, invoke_native,
    open_file, open_file, canonicalize, trace, boundary, boundary, error_text, invoke_reference};
static const struct resource_data_table DATA_TABLE = {data_query, data_refer, data_refer,
    resource_name, metadata_count, metadata};

EXPORT resource *resource_make(const char *name)
{
    resource *one = calloc(1, sizeof *one);
    if (!one || made_count == sizeof made / sizeof *made) {
        abort();
    }
    snprintf(one->name, sizeof one->name, "%s", name);
    one->host.table = &HOST_TABLE;
    one->data.table = &DATA_TABLE;
    made[made_count++] = one;
    return one;
}

__attribute__((constructor)) static void enter_classes(void)
{
    core_register(&CLSID_HANDLER, &IID_HANDLER, make_handler);
}
