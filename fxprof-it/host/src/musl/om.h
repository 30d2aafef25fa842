#ifndef STANDIN_OM_H
#define STANDIN_OM_H

#include <stddef.h>
#include <stdint.h>

/* The server's interfaces once more, for C: tables in the order of fxScripting.idl at 06d4d348c. */
#define EXPORT __attribute__((visibility("default")))

typedef uint32_t result_t;

#define OK 0u
#define NO_INTERFACE 0x80004002u
#define NOT_IMPLEMENTED 0x80004001u
#define INVALID_ARGUMENT 0x80070057u
#define FAILED(result) (((result) & 0x80000000u) != 0)

typedef struct {
    uint32_t first;
    uint16_t second, third;
    uint8_t rest[8];
} guid_t;

typedef struct {
    uintptr_t arguments[32];
    int argumentCount, resultCount;
    uint64_t identifier;
} native_context;

#define BASE(self) \
    result_t (*QueryInterface)(self *, const guid_t *, void **); \
    uint32_t (*AddRef)(self *); \
    uint32_t (*Release)(self *);

typedef struct base { const struct base_table *table; } base;
struct base_table { BASE(base) };

typedef struct buffer { const struct buffer_table *table; } buffer;
struct buffer_table {
    BASE(buffer)
    char *(*GetBytes)(buffer *);
    uint32_t (*GetLength)(buffer *);
};

typedef struct host { const struct host_table *table; } host;
struct host_table {
    BASE(host)
    result_t (*InvokeNative)(host *, native_context *);
    result_t (*OpenSystemFile)(host *, char *, void **);
    result_t (*OpenHostFile)(host *, char *, void **);
    result_t (*CanonicalizeRef)(host *, int32_t, int32_t, char **);
    result_t (*ScriptTrace)(host *, char *);
    result_t (*SubmitBoundaryStart)(host *, char *, int32_t);
    result_t (*SubmitBoundaryEnd)(host *, char *, int32_t);
    result_t (*GetLastErrorText)(host *, char **);
    result_t (*InvokeFunctionReference)(host *, char *, char *, uint32_t, buffer **);
};

typedef struct resource_data { const struct resource_data_table *table; } resource_data;
struct resource_data_table {
    BASE(resource_data)
    result_t (*GetResourceName)(resource_data *, char **);
    result_t (*GetNumResourceMetaData)(resource_data *, char *, int32_t *);
    result_t (*GetResourceMetaData)(resource_data *, char *, int32_t, char **);
};

typedef struct runtime { const struct runtime_table *table; } runtime;
struct runtime_table {
    BASE(runtime)
    result_t (*Create)(runtime *, host *);
    result_t (*Destroy)(runtime *);
    void *(*GetParentObject)(runtime *);
    void (*SetParentObject)(runtime *, void *);
    int32_t (*GetInstanceId)(runtime *);
};

typedef struct handler { const struct handler_table *table; } handler;
struct handler_table {
    BASE(handler)
    result_t (*PushRuntime)(handler *, runtime *);
    result_t (*GetCurrentRuntime)(handler *, runtime **);
    result_t (*PopRuntime)(handler *, runtime *);
    result_t (*GetInvokingRuntime)(handler *, runtime **);
    result_t (*TryPushRuntime)(handler *, runtime *);
};

typedef struct tick_runtime { const struct tick_table *table; } tick_runtime;
struct tick_table {
    BASE(tick_runtime)
    result_t (*Tick)(tick_runtime *);
};

typedef struct event_runtime { const struct event_table *table; } event_runtime;
struct event_table {
    BASE(event_runtime)
    result_t (*TriggerEvent)(event_runtime *, char *, char *, uint32_t, char *);
};

typedef struct ref_runtime { const struct ref_table *table; } ref_runtime;
struct ref_table {
    BASE(ref_runtime)
    result_t (*CallRef)(ref_runtime *, int32_t, char *, uint32_t, buffer **);
    result_t (*DuplicateRef)(ref_runtime *, int32_t, int32_t *);
    result_t (*RemoveRef)(ref_runtime *, int32_t);
};

typedef struct file_runtime { const struct file_table *table; } file_runtime;
struct file_table {
    BASE(file_runtime)
    int32_t (*HandlesFile)(file_runtime *, char *, resource_data *);
    result_t (*LoadFile)(file_runtime *, char *);
};

extern const guid_t IID_HOST, IID_RESOURCE_DATA, IID_RUNTIME, IID_HANDLER, IID_TICK, IID_EVENT,
    IID_REF, IID_FILE, CLSID_HANDLER, CLSID_RUNTIME;

int guid_equal(const guid_t *one, const guid_t *other);

/* What libCoreRT.so has for everybody. */
typedef base *(*factory)(void);
void core_register(const guid_t *clsid, const guid_t *iid, factory make);
intptr_t CoreFxFindFirstImpl(const guid_t *iid, guid_t *clsid);
int32_t CoreFxFindNextImpl(intptr_t handle, guid_t *clsid);
void CoreFxFindImplClose(intptr_t handle);
result_t CoreFxCreateObjectInstance(const guid_t *clsid, const guid_t *iid, void **out);

/* Ground truth, as in ../core/truth.h. */
void truth_open(const char *path);
void truth_begin(const char *kind, const char *resource, const char *name, const char *source,
        uint32_t bytes);
int truth_depth(void);
void truth_end_to(int depth);
void truth_totals(void);

/* What citizen-scripting-core has for the runtimes. */
typedef struct {
    char name[32];
    host host;
    resource_data data;
    runtime *script;
} resource;

typedef struct {
    const uint64_t *hash;
    uintptr_t arguments[32];
} invocation;

resource *resource_make(const char *name);
resource *resource_current(void);
handler *runtimes(void);
int runtimes_depth(void);
void runtimes_pop_to(int depth);
uint64_t native_hash(const char *name);
/* The member function of fx::invoker::ScriptNativeContext, by its name in the library. */
void _ZN2fx7invoker19ScriptNativeContext6InvokeEv(invocation *context);
/* Where the native STANDIN_JUMP jumps to; a jmp_buf, or null. */
void native_jump_target(void *target);

#endif
