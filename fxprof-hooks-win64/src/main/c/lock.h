/* A lock for slow paths: who finds it taken gives the processor away. */
#ifndef FXPROF_LOCK_H
#define FXPROF_LOCK_H

#include <stdatomic.h>

#include "os.h"

typedef atomic_flag lock_word;

static inline void lock_take(lock_word *lock) {
    while (atomic_flag_test_and_set_explicit(lock, memory_order_acquire)) {
        os_nap_millis(0);
    }
}

/* The same for a time; false if it was taken all the while. */
static inline bool lock_try(lock_word *lock, int millis) {
    int64_t until = os_monotonic_nanos() + millis * 1000000LL;
    while (atomic_flag_test_and_set_explicit(lock, memory_order_acquire)) {
        if (os_monotonic_nanos() > until) {
            return false;
        }
        os_nap_millis(1);
    }
    return true;
}

static inline void lock_give(lock_word *lock) {
    atomic_flag_clear_explicit(lock, memory_order_release);
}

#endif
