/*
 * Stamps of spans, and the lines by which a reader converts them into the machine's monotonic
 * nanoseconds. The counterpart of ClockAnchors and TickConverter.
 *
 * Assumptions: one thread calls clock_beat.
 * Guarantees: converted time is continuous and does not run backwards.
 */
#ifndef FXPROF_CLOCK_H
#define FXPROF_CLOCK_H

#include "os.h"
#include "segment.h"

extern bool clock_counts;
/* How far two stamps must be apart to differ by a nanosecond once converted. */
extern int64_t clock_step;
/* A pause longer than any between two runtimes of one tick, 8 ms. */
extern int64_t clock_pause;

static inline int64_t clock_ticks(void) {
    return clock_counts ? os_counter() : os_monotonic_nanos();
}

/*
 * Chooses the clock: "tsc", "nanotime" or, for null, what the machine is trusted with; in place of the
 * counter the system's, where cores differ too much. Takes as long as skew_measure.
 */
int clock_choose(const char *wish);
/* Publishes the first line; takes twenty milliseconds where the counter is used. */
void clock_start(void);
void clock_beat(void);

#endif
