/*
 * Methods of C#, by Mono's profiler calls: those that FXPROF_METHODS chooses are spans within the entry
 * that they run in.
 *
 * A choice is RESOURCE/ASSEMBLY, each with * for any letters, or RESOURCE alone, which stands for all
 * its assemblies but the platform's. The assembly is asked once, when Mono compiles a method; the
 * resource is that of the runtime which runs it.
 *
 * Assumptions: Mono tells of each method's end, by return, tail call or exception, as it was told to.
 * An exception does not leave an entry of the server: the runtime makes it a result there.
 * Guarantees: a method is open within its entry and no longer. One that runs outside of all entries, or
 * on a thread that no script was entered on, is left out.
 * Progress: wait-free but for a method's first sight in a resource.
 */
#ifndef FXPROF_METHODS_H
#define FXPROF_METHODS_H

#include <stdint.h>

#include "mono.h"

/* Does nothing if no method is chosen; says why it cannot where it cannot. */
void methods_attach(const struct mono *mono);
void methods_detach(void);
/* The choices that name a resource, a bit each. */
uint32_t methods_chosen(const char *resource);

#endif
