#include "spans.h"

#include <string.h>

#include "sites.h"
#include "text.h"

struct producer producers[SEGMENT_PRODUCERS];
_Atomic uint64_t threads_refused;
_Atomic uint32_t registrations;

void spans_register(struct producer *p, uint64_t generation) {
    size_t ring = (size_t)(p - producers);
    char own[32];
    char name[64];
    p->control = segment.control + ring * FXSEG_RING_SIZE;
    p->frames = segment.live_stacks + ring * SEGMENT_LIVE_FRAMES * FXSEG_FRAME_SIZE;
    p->slots = segment.rings + ring * segment.ring_slots * FXSEG_RECORD_SIZE;
    p->capacity = segment.ring_slots;
    p->mask = p->capacity - 1;
    /* Another thread may have had it: its records are taken, and all counts go on. */
    p->head_seen = word_acquire(p->control, FXSEG_RING_HEAD);
    p->tail = p->head_seen;
    p->refused = word_at(p->control, FXSEG_RING_DROPPED_FULL);
    p->changes = (word_at(p->control, FXSEG_RING_LIVE_STATE) >> FXSEG_RING_OPEN_BITS) + 1;
    p->open = 0;
    p->tick = 0;
    p->tick_number = 0;
    p->tick_site = 0;
    p->mark = 0;
    p->pushed = 0;
    p->methods_deep = 0;
    p->last_stamp = 0;
    p->ticked_until = 0;
    uint64_t number = atomic_fetch_add(&registrations, 1) + 1;
    p->span_base = number << FXSEG_RECORD_SPAN_COUNTER_BITS;
    p->generation = generation;

    os_thread_name(own, sizeof own);
    text_format(name, sizeof name, "%s %d", own[0] != 0 ? own : "thread", os_thread_id());
    spans_show(p);
    put_half(p->control, FXSEG_RING_PRODUCER, (uint32_t)number);
    put_word(p->control, FXSEG_RING_FIRST, p->tail);
    put_word(p->control, FXSEG_RING_DROPPED_BEFORE, p->refused);
    put_word(p->control, FXSEG_RING_THREAD_ID, (uint64_t)os_thread_id());
    segment_put_text(p->control + FXSEG_RING_NAME, FXSEG_RING_NAME_BYTES, name);
    atomic_fetch_add((_Atomic uint64_t *)(segment.header + FXSEG_SEGMENT_REGISTRATIONS_AT), 1);
    put_half_release(p->control, FXSEG_RING_STATE, FXSEG_RING_ACTIVE);
    os_thread_watch();
}

void spans_retire(struct producer *p) {
    if (p->open == p->tick) {
        spans_end_tick(p);
    }
    /* What is open otherwise, it left; the drain closes it. */
    p->generation = 0;
    put_half_release(p->control, FXSEG_RING_STATE, FXSEG_RING_RETIRED);
    atomic_store(&p->thread, RING_WAITS);
}

void spans_take_back(void) {
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        struct producer *p = &producers[i];
        if (atomic_load(&p->thread) == RING_WAITS && atomic_load(&p->busy) == 0
            && half_acquire(p->control, FXSEG_RING_STATE) == FXSEG_RING_FREE) {
            atomic_store(&p->thread, 0);
        }
    }
}

void spans_offer_refused(struct producer *p) {
    p->mark = FXSEG_RECORD_AFTER_DROP;
    put_word_release(p->control, FXSEG_RING_DROPPED_FULL, ++p->refused);
}

void spans_close_jumped(struct producer *p, uint32_t keep, int64_t at) {
    while (p->open > keep) {
        p->jumped++;
        spans_end(p, at, FXSEG_RECORD_UNFINISHED);
    }
}

/* No frame of the stack is its own; it stands above them all. */
#define NO_ADDRESS UINTPTR_MAX

void spans_end_tick(struct producer *p) {
    if (p->tick > 0) {
        spans_end(p, 0, 0);
        p->tick = 0;
        spans_show(p);
    }
}

void spans_begin_tick(struct producer *p, int64_t reading) {
    spans_end_tick(p);
    if (p->tick_site == 0) {
        p->tick_site = sites_intern("server", FXSEG_RUNTIME_ENGINE, FXSEG_KIND_TICK, "tick", 4, "");
    }
    p->tick = 1;
    p->tick_number++;
    spans_begin(p, reading, p->tick_site, 0, NO_ADDRESS);
}
