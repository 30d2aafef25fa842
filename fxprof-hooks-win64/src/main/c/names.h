/* Names as tables look them up: a hash, and the bytes themselves, since others choose them. */
#ifndef FXPROF_NAMES_H
#define FXPROF_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint64_t name_bytes(const char *from, size_t bytes) {
    uint64_t word = 0;
    memcpy(&word, from, bytes);
    return word;
}

static inline uint64_t name_hash(const char *name, size_t length) {
    uint64_t hash = length * 0x9E3779B97F4A7C15u;
    for (; length >= 8; name += 8, length -= 8) {
        hash = (hash ^ name_bytes(name, 8)) * 0x9FB21C651E98DF25u;
        hash ^= hash >> 32;
    }
    for (; length > 0; name++, length--) {
        hash = (hash ^ (uint8_t)*name) * 0x9FB21C651E98DF25u;
    }
    return hash ^ hash >> 29;
}

static inline bool name_is_same(const char *a, const char *b, size_t length) {
    for (; length >= 8; a += 8, b += 8, length -= 8) {
        if (name_bytes(a, 8) != name_bytes(b, 8)) {
            return false;
        }
    }
    while (length > 0 && *a++ == *b++) {
        length--;
    }
    return length == 0;
}

#endif
