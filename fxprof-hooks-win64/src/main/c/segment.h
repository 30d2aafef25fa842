/*
 * The segment that this process writes: fxprof-ringbuffer's layout, read by record, top and dump.
 *
 * Assumptions: one thread at a time makes and closes it.
 * Guarantees: it has all its blocks before it is used, and appears under its name only when complete.
 */
#ifndef FXPROF_SEGMENT_H
#define FXPROF_SEGMENT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fxseg.h"
#include "os.h"

#define SEGMENT_PRODUCERS 4
#define SEGMENT_RING_SLOTS 65536
#define SEGMENT_LIVE_FRAMES 1024
#define SEGMENT_SITES (1 << 16)
#define SEGMENT_STRING_BYTES (8 << 20)

struct segment {
    uint8_t *header;
    uint8_t *clock_lines;
    uint8_t *control;
    uint8_t *live_stacks;
    uint8_t *sites;
    uint8_t *strings;
    uint8_t *rings;
    size_t size;
    uint32_t ring_slots;
    int clock_kind;
    char path[OS_PATH];
};

extern struct segment segment;

/* False with a reason, one clause, and nothing left behind. */
bool segment_create(uint32_t ring_slots, int clock_kind, const char *title, const char **reason);
/* Says that no record will follow, and lets the memory go; the file stays. */
void segment_close(void);

static inline uint64_t word_at(const uint8_t *base, size_t field) {
    return *(const volatile uint64_t *)(base + field);
}

static inline uint64_t word_acquire(const uint8_t *base, size_t field) {
    return atomic_load_explicit((_Atomic uint64_t *)(base + field), memory_order_acquire);
}

static inline void put_word(uint8_t *base, size_t field, uint64_t value) {
    *(uint64_t *)(base + field) = value;
}

static inline void put_word_release(uint8_t *base, size_t field, uint64_t value) {
    atomic_store_explicit((_Atomic uint64_t *)(base + field), value, memory_order_release);
}

static inline uint32_t half_at(const uint8_t *base, size_t field) {
    return *(const volatile uint32_t *)(base + field);
}

static inline uint32_t half_acquire(const uint8_t *base, size_t field) {
    return atomic_load_explicit((_Atomic uint32_t *)(base + field), memory_order_acquire);
}

static inline void put_half(uint8_t *base, size_t field, uint32_t value) {
    *(uint32_t *)(base + field) = value;
}

static inline void put_half_release(uint8_t *base, size_t field, uint32_t value) {
    atomic_store_explicit((_Atomic uint32_t *)(base + field), value, memory_order_release);
}

/* A string with its length in two bytes before it. */
void segment_put_text(uint8_t *at, size_t room, const char *text);

#endif
