#include "skew.h"

#include <stdatomic.h>
#include <stdbool.h>

#include "os.h"

#define ROUNDS 200
#ifndef FXPROF_SKEW_MILLIS
#define FXPROF_SKEW_MILLIS 20
#endif
/* A busy machine takes its time to let both threads begin. */
#define BEGIN_MILLIS 200
#define NANOS_A_MILLI 1000000LL
/* Spins between two looks at the clock. */
#define PATIENCE 256

static int cores[OS_CORES];
static int count;
/* A reading whose lowest bit says whose turn it is. */
static _Atomic int64_t ball;
static _Atomic bool over;
/* Of each thread: when it gives up, how often it received a reading, the most that one was ahead. */
static struct {
    _Alignas(64) int64_t give_up;
    int received;
    int64_t worst;
} players[2];
static int compared;

/* The time counts from when both are seen to play. */
static void count_reading(int me) {
    if (++players[me].received == 2) {
        players[me].give_up = os_monotonic_nanos() + FXPROF_SKEW_MILLIS * NANOS_A_MILLI;
    }
}

/* Waits for the other's reading; false if the time is over, for both. */
static bool receive(int me, int64_t *reading) {
    for (int spins = 1;; spins++) {
        int64_t received = atomic_load_explicit(&ball, memory_order_acquire);
        if ((received & 1) == me) {
            *reading = received & ~INT64_C(1);
            count_reading(me);
            return true;
        }
        if (atomic_load(&over) ||
            (spins % PATIENCE == 0 && os_monotonic_nanos() > players[me].give_up)) {
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
        players[me].worst = back > players[me].worst ? back : players[me].worst;
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
    compared = 0;
    int64_t nanos = os_monotonic_nanos();
    int64_t ticks = os_counter();
    for (int i = 0; i < 2; i++) {
        players[i].give_up = nanos + BEGIN_MILLIS * NANOS_A_MILLI;
        players[i].received = 0;
        players[i].worst = 0;
    }
    os_threads_run(stay, wander);
    ticks = os_counter() - ticks;
    nanos = os_monotonic_nanos() - nanos;
    int64_t most = players[0].worst > players[1].worst ? players[0].worst : players[1].worst;
    found.compared = compared;
    found.nanos = ticks > 0 ? (int64_t)((double)most * (double)nanos / (double)ticks + 1) : INT64_MAX;
    found.nanos = most == 0 && ticks > 0 ? 0 : found.nanos;
    return found;
}
