/*
 * Pauses of C#: Mono's garbage collector, by the profiler calls that Mono exports.
 *
 * Assumptions: Mono holds its own lock while it tells of one pause.
 * Guarantees: a pause on a thread that records is a span of its own kind in whatever ran; nothing is
 * recorded of threads that no script was entered on.
 */
#ifndef FXPROF_COLLECTOR_H
#define FXPROF_COLLECTOR_H

#include "mono.h"

void collector_attach(const struct mono *mono);
void collector_detach(void);

#endif
