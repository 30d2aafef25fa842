#include "probe.h"

#include <stddef.h>

#include "com.h"
#include "os.h"
#include "vtables.h"

typedef result_t (*method_object)(void *, void *);

static result_t no_interface(void *self, const struct guid *iid, void **object) {
    (void)self;
    (void)iid;
    *object = NULL;
    return 0x80004002u;
}

static uint32_t count(void *self) {
    (void)self;
    return 1;
}

static void *nobody(void *self) {
    (void)self;
    return NULL;
}

/* Whatever is called by mistake finds a method that does nothing. */
static const any_function table[VTABLE_SLOTS] = {
    (any_function)no_interface, (any_function)count,  (any_function)count,  (any_function)nobody,
    (any_function)nobody,       (any_function)nobody, (any_function)nobody, (any_function)nobody,
    (any_function)nobody,       (any_function)nobody, (any_function)nobody, (any_function)nobody,
};

/* Kept for ever: a method that is not what it seems may remember them. */
static const any_function *runtime[2];
static const any_function *answer[2];

static bool is_current(void *handler) {
    result_t told = COM_METHOD(handler, SLOT_IScriptRuntimeHandler_GetCurrentRuntime,
                               method_object)(handler, answer);
    return !FAILED(told) && (const void *)answer[0] == (const void *)runtime;
}

bool probe_handler(void *handler) {
    runtime[0] = answer[0] = table;
    result_t pushed = COM_METHOD(handler, SLOT_IScriptRuntimeHandler_PushRuntime,
                                 method_object)(handler, runtime);
    if (FAILED(pushed) || runtime[0] != table) {
        return false;
    }
    bool current = is_current(handler);
    /* In any case: what looks like a push may have been one, and holds the server's lock. */
    result_t popped = COM_METHOD(handler, SLOT_IScriptRuntimeHandler_PopRuntime,
                                 method_object)(handler, runtime);
    return current && !FAILED(popped);
}

bool probe_hold(void *handler, int millis) {
    runtime[0] = table;
    for (int waited = 0;; waited++) {
        if (!FAILED(COM_METHOD(handler, SLOT_IScriptRuntimeHandler_TryPushRuntime,
                               method_object)(handler, runtime))) {
            return true;
        }
        if (waited == millis) {
            return false;
        }
        os_nap_millis(1);
    }
}

void probe_release(void *handler) {
    COM_METHOD(handler, SLOT_IScriptRuntimeHandler_PopRuntime, method_object)(handler, runtime);
}
