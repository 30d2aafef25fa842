/*
 * Spans of one thread: its ring, its live stack, and which frames of the machine's stack they belong to.
 * The counterpart of SpanProducer, LiveStack and SpanRing.
 *
 * Assumptions: one thread uses a producer at a time, and its stack grows downwards.
 * Guarantees: no call allocates, locks or makes a system call. A full ring drops the record and counts
 * it. Frames are complete before the state says that they are open, and none is rewritten before the
 * state says that it is not. A frame that an error jumped over is closed at the next event by its
 * address.
 * Progress: wait-free.
 */
#ifndef FXPROF_SPANS_H
#define FXPROF_SPANS_H

#include "clock.h"
#include "segment.h"

#define NO_SPAN (-1)
#define MOST_PUSHED 256

/* Instead of a thread: it has ended, and a drain has not taken all that it wrote. */
#define RING_WAITS ((uintptr_t)1)
/*
 * Threads that one segment tells apart: their numbers stand above the count in the ids of spans, which
 * leave ten bits to them in a capture. All rings may be taken at once behind the last check.
 */
#define MOST_REGISTRATIONS (1023 - SEGMENT_PRODUCERS)

struct runtime;

struct open_frame {
    /* Address of the hook's frame: what stands below it on the stack has ended. */
    uintptr_t address;
    /* Runtimes that were pushed when it began. */
    uint32_t pushed;
    uint32_t site;
};

struct producer {
    /* The thread that has it, see os_thread_word; 0 for none, RING_WAITS between two. */
    _Atomic uintptr_t thread;
    /* Above 0 while the thread is in the agent's own code and may write to the segment. */
    _Atomic uint32_t busy;
    /* The attachment for which the pointers below hold. */
    uint64_t generation;
    uint8_t *control;
    uint8_t *frames;
    uint8_t *slots;
    uint64_t mask;
    uint64_t capacity;
    uint64_t tail;
    uint64_t head_seen;
    uint64_t refused;
    /* Changes of the live stack so far, which number the spans too. */
    uint64_t changes;
    /* Open frames; the first is the server's tick while one goes on. */
    uint32_t open;
    uint32_t tick;
    uint32_t tick_number;
    uint32_t tick_site;
    uint64_t span_base;
    int64_t last_stamp;
    /* When the server last ticked a runtime. */
    int64_t ticked_until;
    uint32_t mark;
    uint32_t pushed;
    uint64_t entries_in;
    uint64_t entries_out;
    uint64_t jumped;
    uint64_t too_deep;
    /* Scopes outside of all entries. */
    uint64_t scopes_outside;
    struct runtime *runtimes[MOST_PUSHED];
    struct open_frame shadow[SEGMENT_LIVE_FRAMES];
    /* Methods beyond the last frame that others can see, and those outside of all entries. */
    uint64_t methods_deep;
    uint64_t methods_outside;
    /*
     * Of frames that are scopes, the numbers that scripts gave them, see scopes.h; of those that are
     * methods, their places in the table, see methods.h.
     */
    uint32_t scopes[SEGMENT_LIVE_FRAMES];
};

extern struct producer producers[SEGMENT_PRODUCERS];
extern _Atomic uint64_t threads_refused;
/* Threads that have had a ring of this segment. */
extern _Atomic uint32_t registrations;

/* Prepares a producer for the ring that goes with it. */
void spans_register(struct producer *p, uint64_t generation);
/* The thread that has it ends, and calls this: whatever it wrote goes on to a drain. */
void spans_retire(struct producer *p);
/* Makes rings free that a drain has emptied. */
void spans_take_back(void);
/* Closes what the frames above one left open, the newest first; they were jumped over. */
void spans_close_jumped(struct producer *p, uint32_t keep, int64_t at);
void spans_offer_refused(struct producer *p);
/* Ends the tick that goes on, if one does, where its last entry ended. */
void spans_end_tick(struct producer *p);
/* Begins the next one. */
void spans_begin_tick(struct producer *p, int64_t reading);

/* Shows what is open. A tick with nothing open in it may have ended: others must not see it run. */
static inline void spans_show(struct producer *p) {
    uint64_t seen = p->open > p->tick ? p->open : 0;
    put_word_release(p->control, FXSEG_RING_LIVE_STATE, p->changes << FXSEG_RING_OPEN_BITS | seen);
}

static inline uint64_t pair(uint32_t low, uint32_t high) {
    /* A shift, which the analyzer of clang 14 takes for undefined. */
    return high * (UINT64_C(1) << 32) + low;
}

static inline void ring_offer(struct producer *p, uint32_t flags, uint64_t span, uint64_t parent,
                              int64_t start, int64_t end, uint64_t site_depth, uint32_t source,
                              uint32_t caller) {
    uint64_t position = p->tail;
    uint8_t *at = p->slots + (position & p->mask) * FXSEG_RECORD_SIZE;
    bool waits = half_at(at, FXSEG_RECORD_STATE) == FXSEG_RECORD_WRITTEN;
    if (waits || position - p->head_seen >= p->capacity) {
        p->head_seen = word_acquire(p->control, FXSEG_RING_HEAD);
        if (position - p->head_seen >= p->capacity) {
            spans_offer_refused(p);
            return;
        }
    }
    put_word(at, FXSEG_RECORD_END, (uint64_t)end);
    put_word(at, FXSEG_RECORD_START, (uint64_t)start);
    put_word(at, FXSEG_RECORD_SPAN, span);
    put_word(at, FXSEG_RECORD_PARENT, parent);
    put_word(at, FXSEG_RECORD_SITE, site_depth);
    put_word(at, FXSEG_RECORD_SOURCE, pair(source, flags | p->mark));
    put_word(at, FXSEG_RECORD_CALLER, pair(caller, FXSEG_RECORD_WRITTEN));
    put_word_release(at, FXSEG_RECORD_SEQUENCE, position + 1);
    p->mark = 0;
    p->tail = position + 1;
}

/* A stamp not before a reading and later than any of this producer before. */
static inline int64_t spans_stamp(struct producer *p, int64_t reading) {
    int64_t least = p->last_stamp + clock_step;
    p->last_stamp = reading > least ? reading : least;
    return p->last_stamp;
}

/* Opens a frame; NO_SPAN if the stack is deeper than others can see. */
static inline int spans_begin(struct producer *p, int64_t reading, uint32_t site, uint32_t source,
                              uintptr_t address) {
    uint32_t frame = p->open;
    if (frame >= SEGMENT_LIVE_FRAMES) {
        p->too_deep++;
        return NO_SPAN;
    }
    uint8_t *at = p->frames + (size_t)frame * FXSEG_FRAME_SIZE;
    uint64_t parent = frame == 0 ? 0 : word_at(at - FXSEG_FRAME_SIZE, FXSEG_FRAME_SPAN);
    uint64_t change = ++p->changes;
    p->shadow[frame] = (struct open_frame){address, p->pushed, site};
    /* x86-64 keeps stores in order; the compiler must, too. */
    atomic_signal_fence(memory_order_seq_cst);
    put_word(at, FXSEG_FRAME_SPAN,
             p->span_base | (change & ((1ULL << FXSEG_RECORD_SPAN_COUNTER_BITS) - 1)));
    put_word(at, FXSEG_FRAME_PARENT, parent);
    put_word(at, FXSEG_FRAME_START, (uint64_t)spans_stamp(p, reading));
    put_word(at, FXSEG_FRAME_SITE, pair(site, frame));
    put_word(at, FXSEG_FRAME_SOURCE, source);
    p->open = frame + 1;
    spans_show(p);
    return (int)frame;
}

/* Closes the topmost frame. */
static inline void spans_end(struct producer *p, int64_t reading, uint32_t flags) {
    uint32_t frame = p->open - 1;
    const uint8_t *at = p->frames + (size_t)frame * FXSEG_FRAME_SIZE;
    uint32_t caller = frame > 0 ? p->shadow[frame - 1].site : 0;
    ring_offer(p, flags | FXSEG_RECORD_SLICE, word_at(at, FXSEG_FRAME_SPAN),
               word_at(at, FXSEG_FRAME_PARENT), (int64_t)word_at(at, FXSEG_FRAME_START),
               spans_stamp(p, reading), word_at(at, FXSEG_FRAME_SITE),
               (uint32_t)word_at(at, FXSEG_FRAME_SOURCE), caller);
    p->pushed = p->shadow[frame].pushed;
    p->open = frame;
    spans_show(p);
}

/*
 * Closes the frames that ended without returning: those at or below an address that is in use now. What
 * is left open around them went on until now; otherwise nobody knows more than the last stamp.
 */
static inline void spans_unwind(struct producer *p, uintptr_t address, int64_t reading) {
    uint32_t open = p->open;
    if (open == 0 || p->shadow[open - 1].address > address) {
        return;
    }
    uint32_t keep = open - 1;
    while (keep > 0 && p->shadow[keep - 1].address <= address) {
        keep--;
    }
    spans_close_jumped(p, keep, keep > p->tick ? reading : 0);
}

static inline void spans_counter(struct producer *p, uint32_t site, double value) {
    uint64_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    ring_offer(p, FXSEG_RECORD_COUNTER, bits, 0, p->last_stamp, p->last_stamp, site, 0, 0);
}

#endif
