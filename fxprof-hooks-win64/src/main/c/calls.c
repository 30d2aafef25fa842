/* Threads on their way into the agent's code and out of it, beside what every call does. */
#include "calls.h"

struct producer *calls_find_producer(uintptr_t word) {
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        if (atomic_load(&producers[i].thread) == word) {
            return &producers[i];
        }
    }
    bool numbered = atomic_load(&registrations) < MOST_REGISTRATIONS;
    for (size_t i = 0; numbered && i < SEGMENT_PRODUCERS; i++) {
        uintptr_t free_word = 0;
        if (atomic_compare_exchange_strong(&producers[i].thread, &free_word, word)) {
            return &producers[i];
        }
    }
    atomic_fetch_add(&threads_refused, 1);
    return NULL;
}

void calls_end_thread(void) {
    uintptr_t word = os_thread_word();
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        struct producer *p = &producers[i];
        if (atomic_load(&p->thread) == word) {
            atomic_store(&p->busy, atomic_load(&p->busy) + 1);
            uint64_t generation = atomic_load(&recording);
            if (generation != 0 && p->generation == generation
                && atomic_load(&p->thread) == word) {
                spans_retire(p);
            }
            leave(p);
        }
    }
}
