/*
 * Mono in the process, and the one profiler that the agent is to it. Only calls that Mono exports are
 * used, and found by name.
 *
 * Assumptions: attached and let go under the agent's lock.
 */
#ifndef FXPROF_MONO_H
#define FXPROF_MONO_H

#include <stddef.h>
#include <stdint.h>

typedef void (*any_call)(void);

struct mono {
    uintptr_t module;
    /* Mono's handle of the profiler: callbacks are set by it, and there is no way to give it back. */
    void *profiler;
};

/* Does nothing where there is no Mono, and says so where it does not export what is needed. */
void mono_attach(void);
void mono_detach(void);
/* An exported call of Mono, or null. */
any_call mono_call(const struct mono *mono, const char *name);

#endif
