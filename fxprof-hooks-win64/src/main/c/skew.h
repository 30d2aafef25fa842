/*
 * How far the processor's counter differs between cores: two threads hand each other their readings, one
 * on the first core, one on each other core in turn, and a reading taken after one was received may not
 * be smaller. The counterpart of ClockSkew.
 *
 * Assumptions: one thread asks at a time; the two threads are the agent's own.
 * Progress: ends 20 ms after both run, which they have 200 ms for; on machines that are busy with fewer
 * cores compared.
 */
#ifndef FXPROF_SKEW_H
#define FXPROF_SKEW_H

#include <stdint.h>

struct skew {
    /* Largest step back seen, in nanoseconds; 0 where there was none. */
    int64_t nanos;
    /* Cores that were compared with the first, and those that the process may use beside it. */
    int compared;
    int others;
};

struct skew skew_measure(void);

#endif
