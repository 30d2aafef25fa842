/*
 * Pauses of C#: Mono's garbage collector, by the profiler calls that Mono exports.
 *
 * Assumptions: Mono holds its own lock while it tells of one pause.
 * Guarantees: a pause on a thread that records is a span of its own kind in whatever ran; nothing is
 * recorded of threads that no script was entered on.
 */
#ifndef FXPROF_COLLECTOR_H
#define FXPROF_COLLECTOR_H

/* Does nothing where there is no Mono, and says so where it does not export what is needed. */
void collector_attach(void);
void collector_detach(void);

#endif
