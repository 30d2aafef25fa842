/*
 * What stands in the slots while the agent records.
 *
 * Assumptions: a hook is called as its slot is, on any thread.
 * Guarantees: it calls what stood there, once, with the same arguments, and returns its result; it takes
 * no lock and makes no system call but at the first sight of a runtime, a name or a thread. An error may
 * leave it without returning.
 */
#ifndef FXPROF_HOOKS_H
#define FXPROF_HOOKS_H

#include <stdatomic.h>
#include <stdint.h>

#include "com.h"
#include "vtables.h"

struct method_hook {
    int slot;
    any_function hook;
    const char *name;
};

struct interface_hooks {
    const char *name;
    struct guid iid;
    /* Ends with a slot of 0. */
    struct method_hook methods[4];
};

/* Those of a runtime; the last has no name. */
extern const struct interface_hooks runtime_interfaces[];
extern const struct interface_hooks handler_hooks;
extern const struct interface_hooks host_hooks;

/* The attachment that records, 0 for none. */
extern _Atomic uint64_t recording;

/* Patches an interface of an object; how many of its slots hold their hooks. */
int hooks_patch(void *object, const struct interface_hooks *hooks);
/* Gives back all slots that still hold their hooks. */
void hooks_restore_all(void);
/* The function behind the import, as long as it is patched. */
extern _Atomic(any_function) invoke_original;
void hook_invoke(void *context);

#endif
