#include "skew.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "os.h"

#define ROUNDS 200
#ifndef FXPROF_SKEW_MILLIS
#define FXPROF_SKEW_MILLIS 20
#endif
/* Spins between two looks at the clock. */
#define PATIENCE 256

static int cores[OS_CORES];
static int count;
/* A reading whose lowest bit says whose turn it is. */
static _Atomic int64_t ball;
static _Atomic bool over;
static int64_t give_up;
/* Of each thread. */
static int64_t worst[2];
static int compared;

/* Waits for the other's reading; false if the time is over, for both. */
static bool receive(int me, int64_t *reading) {
    for (int spins = 1;; spins++) {
        int64_t received = atomic_load_explicit(&ball, memory_order_acquire);
        if ((received & 1) == me) {
            *reading = received & ~INT64_C(1);
            return true;
        }
        if (atomic_load(&over) || (spins % PATIENCE == 0 && os_monotonic_nanos() > give_up)) {
            atomic_store(&over, true);
            return false;
        }
        os_spin();
    }
}

static bool play(int me) {
    for (int i = 0; i < ROUNDS; i++) {
        int64_t received;
        if (!receive(me, &received)) {
            return false;
        }
        int64_t reading = os_counter();
        int64_t back = received - reading;
        worst[me] = back > worst[me] ? back : worst[me];
        atomic_store_explicit(&ball, (reading & ~INT64_C(1)) | (1 - me), memory_order_release);
    }
    return true;
}

static void stay(void) {
    bool goes_on = os_core_pin(cores[0]);
    for (int i = 1; goes_on && i < count; i++) {
        goes_on = play(0);
    }
    if (!goes_on) {
        atomic_store(&over, true);
    }
}

static void wander(void) {
    for (int i = 1; i < count; i++) {
        if (!os_core_pin(cores[i]) || !play(1)) {
            atomic_store(&over, true);
            return;
        }
        compared++;
    }
}

struct skew skew_measure(void) {
    count = os_cores(cores);
    /* None is told of where a process runs on several groups of cores. */
    struct skew found = {0, 0, count > 0 ? count - 1 : 0};
    if (count < 2) {
        return found;
    }
    atomic_store(&ball, 0);
    atomic_store(&over, false);
    worst[0] = worst[1] = 0;
    compared = 0;
    int64_t nanos = os_monotonic_nanos();
    int64_t ticks = os_counter();
    give_up = nanos + FXPROF_SKEW_MILLIS * 1000000LL;
    os_threads_run(stay, wander);
    ticks = os_counter() - ticks;
    nanos = os_monotonic_nanos() - nanos;
    int64_t most = worst[0] > worst[1] ? worst[0] : worst[1];
    found.compared = compared;
    found.nanos = ticks > 0 ? (int64_t)((double)most * (double)nanos / (double)ticks + 1) : INT64_MAX;
    found.nanos = most == 0 && ticks > 0 ? 0 : found.nanos;
    return found;
}
