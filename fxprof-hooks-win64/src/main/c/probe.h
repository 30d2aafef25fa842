/* Whether the runtime handler's methods are what their places say, found out by using them once. */
#ifndef FXPROF_PROBE_H
#define FXPROF_PROBE_H

#include <stdbool.h>

/*
 * Pushes a runtime of the agent's own that belongs to no resource, asks for the current one and pops it,
 * as the server does for each call. Ends at the first answer that is not the right one.
 */
bool probe_handler(void *handler);

/*
 * Pushes that runtime, if within so many milliseconds no other thread has one pushed: until it is released
 * none does, since the server runs scripts under one lock. For a handler that was probed.
 */
bool probe_hold(void *handler, int millis);
void probe_release(void *handler);

#endif
