#include "sites.h"

#include <stdbool.h>
#include <string.h>

#include "lock.h"
#include "segment.h"
#include "text.h"

#define INDEX (1 << 18)
#define NONE UINT32_MAX

_Static_assert(SEGMENT_SITES * 3 < INDEX && SEGMENT_SITES < INDEX / 2, "searches find an end");

struct key {
    char resource[FXSEG_NAME_BYTES + 1];
    char name[FXSEG_NAME_BYTES + 1];
    char file[FXSEG_NAME_BYTES + 1];
    int runtime;
    int kind;
};

static lock_word lock;
/* Open addressing: ids of sites, offsets of strings + 1, and how many sites a resource's string has. */
static uint32_t site_index[INDEX / 2];
static uint32_t string_index[INDEX];
static uint32_t resource_sites[INDEX];

void sites_reset(void) {
    memset(site_index, 0, sizeof site_index);
    memset(string_index, 0, sizeof string_index);
    memset(resource_sites, 0, sizeof resource_sites);
}

static uint32_t hash(const char *text, uint32_t seed) {
    uint32_t h = seed;
    while (*text != 0) {
        h = (h ^ (uint8_t)*text++) * 0x01000193;
    }
    return h ^ h >> 15;
}

static bool is_string(uint32_t offset, const char *text, size_t length) {
    const uint8_t *at = segment.strings + offset;
    return (size_t)(at[0] | at[1] << 8) == length && memcmp(at + 2, text, length) == 0;
}

/* Place of a string in the index, where it stands or would. */
static uint32_t string_place(const char *text, size_t length) {
    uint32_t at = hash(text, 0x811C9DC5) % INDEX;
    while (string_index[at] != 0 && !is_string(string_index[at] - 1, text, length)) {
        at = (at + 1) % INDEX;
    }
    return at;
}

/* Offset of a string, or NONE if it finds no room below a limit. */
static uint32_t string_offset(const char *text, uint32_t limit) {
    size_t length = strlen(text);
    uint32_t place = string_place(text, length);
    if (string_index[place] != 0) {
        return string_index[place] - 1;
    }
    uint32_t used = half_at(segment.header, FXSEG_SEGMENT_STRINGS_USED_AT);
    if (used + 2 + length > limit) {
        return NONE;
    }
    segment_put_text(segment.strings + used, FXSEG_NAME_BYTES, text);
    put_half_release(segment.header, FXSEG_SEGMENT_STRINGS_USED_AT, used + 2 + (uint32_t)length);
    string_index[place] = used + 1;
    return used;
}

static bool is_site(uint32_t id, const struct key *key) {
    const uint8_t *at = segment.sites + (size_t)(id - 1) * FXSEG_SITE_SIZE;
    return half_at(at, FXSEG_SITE_RUNTIME) == (uint32_t)key->runtime
           && half_at(at, FXSEG_SITE_KIND) == (uint32_t)key->kind
           && is_string(half_at(at, FXSEG_SITE_NAME), key->name, strlen(key->name))
           && is_string(half_at(at, FXSEG_SITE_RESOURCE), key->resource, strlen(key->resource))
           && is_string(half_at(at, FXSEG_SITE_FILE), key->file, strlen(key->file));
}

static uint32_t site_place(const struct key *key) {
    uint32_t h = hash(key->name, hash(key->resource, (uint32_t)(key->kind * 31 + key->runtime)));
    uint32_t at = hash(key->file, h) % (INDEX / 2);
    while (site_index[at] != 0 && !is_site(site_index[at], key)) {
        at = (at + 1) % (INDEX / 2);
    }
    return at;
}

/* Adds a site if as many entries stay free; 0 if not. */
static uint32_t append(const struct key *key, uint32_t place, uint32_t keep_free) {
    uint32_t count = half_at(segment.header, FXSEG_SEGMENT_SITE_COUNT_AT);
    uint32_t limit = SEGMENT_STRING_BYTES - keep_free * FXSEG_BYTES_RESERVED;
    if (count >= SEGMENT_SITES - keep_free) {
        return 0;
    }
    uint32_t resource = string_offset(key->resource, limit);
    uint32_t name = string_offset(key->name, limit);
    uint32_t file = string_offset(key->file, limit);
    if (resource == NONE || name == NONE || file == NONE) {
        return 0;
    }
    uint8_t *at = segment.sites + (size_t)count * FXSEG_SITE_SIZE;
    put_half(at, FXSEG_SITE_RESOURCE, resource);
    put_half(at, FXSEG_SITE_NAME, name);
    put_half(at, FXSEG_SITE_FILE, file);
    put_half(at, FXSEG_SITE_LINE, 0);
    put_half(at, FXSEG_SITE_RUNTIME, (uint32_t)key->runtime);
    put_half(at, FXSEG_SITE_KIND, (uint32_t)key->kind);
    put_word(segment.header, FXSEG_SEGMENT_INTERNED_AT,
             word_at(segment.header, FXSEG_SEGMENT_INTERNED_AT) + 1);
    put_half_release(segment.header, FXSEG_SEGMENT_SITE_COUNT_AT, count + 1);
    site_index[place] = count + 1;
    return count + 1;
}

static uint32_t find_or_append(const struct key *key, uint32_t keep_free) {
    uint32_t place = site_place(key);
    return site_index[place] != 0 ? site_index[place] : append(key, place, keep_free);
}

void sites_count_other(void) {
    atomic_fetch_add((_Atomic uint64_t *)(segment.header + FXSEG_SEGMENT_OVERFLOWED_AT), 1);
}

/* Stands in where a name finds no room, and counts that it did. */
static uint32_t other(struct key *key) {
    sites_count_other();
    text_copy(key->name, sizeof key->name, SITES_OTHER);
    key->file[0] = 0;
    uint32_t id = find_or_append(key, 1);
    if (id == 0) {
        text_copy(key->resource, sizeof key->resource, SITES_OTHER);
        key->runtime = FXSEG_RUNTIME_ENGINE;
        key->kind = FXSEG_KIND_REGION;
        id = find_or_append(key, 0);
    }
    return id;
}

uint32_t sites_intern(const char *resource, int runtime, int kind, const char *name,
                      size_t name_length, const char *file) {
    struct key key;
    text_name(key.resource, resource, strlen(resource));
    text_name(key.name, name, name_length);
    text_name(key.file, file, strlen(file));
    key.runtime = runtime;
    key.kind = kind;
    lock_take(&lock);
    uint32_t place = site_place(&key);
    uint32_t id = site_index[place];
    if (id == 0) {
        uint32_t *count = &resource_sites[string_place(key.resource, strlen(key.resource))];
        if (*count < FXSEG_SITES_PER_RESOURCE) {
            id = append(&key, place, FXSEG_SITES_RESERVED);
            /* The resource's own string may have been added just now. */
            resource_sites[string_place(key.resource, strlen(key.resource))] += id != 0;
        }
        if (id == 0) {
            id = other(&key);
        }
    }
    lock_give(&lock);
    return id;
}
