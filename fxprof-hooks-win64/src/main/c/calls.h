/* The frame of one hooked call, from its first instruction to its last. */
#ifndef FXPROF_CALLS_H
#define FXPROF_CALLS_H

#include "hooks.h"
#include "runtimes.h"
#include "spans.h"

struct call {
    struct producer *producer;
    uint64_t generation;
    int64_t reading;
    uintptr_t address;
    int frame;
};

/* Where a hook's frame stands; its callers' stand above, what it calls below. */
#define FRAME_ADDRESS ((uintptr_t)__builtin_frame_address(0))

/* The producer of a thread that is not the first; null if all are taken. */
struct producer *calls_find_producer(uintptr_t word);
/* Called by each thread of the process that ends. */
void calls_end_thread(void);

/* Whether a thread has one: what is no entry of a script takes none. */
static inline bool calls_has_producer(uintptr_t word) {
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        if (atomic_load_explicit(&producers[i].thread, memory_order_relaxed) == word) {
            return true;
        }
    }
    return false;
}

static inline void leave(struct producer *p) {
    atomic_signal_fence(memory_order_seq_cst);
    atomic_store_explicit(&p->busy,
                          atomic_load_explicit(&p->busy, memory_order_relaxed) - 1,
                          memory_order_release);
}

/* Ends the tick that goes on, unless something runs in it. */
static inline void leave_tick(struct producer *p) {
    if (p->open == p->tick && p->tick > 0) {
        spans_end_tick(p);
    }
}

/* Enters the agent's own code; false, with nothing to leave, if nothing is recorded. */
static inline bool enter(struct call *call, uintptr_t address) {
    call->producer = NULL;
    call->frame = NO_SPAN;
    if (atomic_load_explicit(&recording, memory_order_relaxed) == 0) {
        return false;
    }
    call->reading = clock_ticks();
    uintptr_t word = os_thread_word();
    struct producer *p = &producers[0];
    if (atomic_load_explicit(&p->thread, memory_order_relaxed) != word) {
        p = calls_find_producer(word);
        if (p == NULL) {
            return false;
        }
    }
    atomic_store_explicit(&p->busy,
                          atomic_load_explicit(&p->busy, memory_order_relaxed) + 1,
                          memory_order_relaxed);
    /* Whoever ends the attachment makes all processors pass a barrier between this and the next. */
    atomic_signal_fence(memory_order_seq_cst);
    uint64_t generation = atomic_load_explicit(&recording, memory_order_acquire);
    /* A producer may have gone to another thread, if an attachment ended and the next began just now. */
    if (generation == 0 || atomic_load_explicit(&p->thread, memory_order_relaxed) != word) {
        leave(p);
        return false;
    }
    if (p->generation != generation) {
        spans_register(p, generation);
    }
    call->producer = p;
    call->generation = generation;
    call->address = address;
    spans_unwind(p, address, call->reading);
    /*
     * What comes long after the last runtime was ticked is no part of that tick. Events and natives do
     * not count: a busy server has some at every moment between two ticks.
     */
    if (call->reading - p->ticked_until > clock_pause) {
        leave_tick(p);
    }
    return true;
}

/* The runtime that was pushed last on the thread. */
static inline struct runtime *running_runtime(const struct producer *p, uint64_t generation) {
    struct runtime *rt = p->pushed > 0 && p->pushed <= MOST_PUSHED ? p->runtimes[p->pushed - 1]
                                                                   : &runtime_unknown;
    if (rt->generation != generation) {
        runtime_renew(rt, generation);
    }
    return rt;
}

/*
 * Before an entry by which the server ticks a runtime. The server ticks each runtime once, all in a row:
 * so one that has been ticked already, or comes after a pause, begins the next tick.
 */
static inline void begin_tick(struct call *call, uint32_t *ticked) {
    struct producer *p = call->producer;
    if (p->open == p->tick) {
        if (p->tick == 0 || *ticked == p->tick_number) {
            spans_begin_tick(p, call->reading);
        }
        *ticked = p->tick_number;
        p->ticked_until = call->reading;
    }
}

/* Opens the call's span and leaves the agent's code. */
static inline void begin(struct call *call, uint32_t site, uint32_t source) {
    call->frame = spans_begin(call->producer, call->reading, site, source, call->address);
    call->producer->entries_in += call->frame != NO_SPAN;
}

static inline void close_span(struct call *call, bool ticks) {
    struct producer *p = call->producer;
    if (p == NULL || call->frame == NO_SPAN) {
        return;
    }
    /* After another attachment the producer may be another thread's; even what says so is not ours. */
    if (atomic_load_explicit(&recording, memory_order_relaxed) != call->generation) {
        return;
    }
    int64_t now = clock_ticks();
    uint32_t frame = (uint32_t)call->frame;
    atomic_store_explicit(&p->busy,
                          atomic_load_explicit(&p->busy, memory_order_relaxed) + 1,
                          memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    uint64_t generation = atomic_load_explicit(&recording, memory_order_acquire);
    if (generation == call->generation && p->open > frame
        && p->shadow[frame].address == call->address) {
        if (p->open > frame + 1) {
            spans_close_jumped(p, frame + 1, now);
        }
        spans_end(p, now, 0);
        p->entries_out++;
        if (ticks && frame == p->tick) {
            p->ticked_until = p->last_stamp;
        }
    }
    leave(p);
}

/* Closes the call's span, and those above it that were jumped over. */
static inline void finish(struct call *call) {
    close_span(call, false);
}

/* The same for an entry by which the server ticks a runtime. */
static inline void finish_tick(struct call *call) {
    close_span(call, true);
}

#endif
