#include "segment.h"

#include <string.h>

#include "text.h"

struct segment segment;

static size_t paged(size_t size) {
    return (size + FXSEG_SEGMENT_PAGE - 1) & ~(size_t)(FXSEG_SEGMENT_PAGE - 1);
}

static uint32_t checksum(const uint8_t *bytes, size_t count) {
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < count; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320 & (0 - (crc & 1)));
        }
    }
    return ~crc;
}

/* Where the parts stand follows from the geometry; returns the size of the whole. */
static size_t lay_out(struct segment *s, uint8_t *at) {
    size_t lines = FXSEG_SEGMENT_HEADER_SIZE;
    size_t control = paged(lines + FXSEG_CLOCK_LINE_COUNT * FXSEG_CLOCK_LINE_SIZE);
    size_t stacks = paged(control + SEGMENT_PRODUCERS * FXSEG_RING_SIZE);
    size_t sites = paged(stacks + SEGMENT_PRODUCERS * SEGMENT_LIVE_FRAMES * FXSEG_FRAME_SIZE);
    size_t strings = paged(sites + SEGMENT_SITES * FXSEG_SITE_SIZE);
    size_t rings = paged(strings + SEGMENT_STRING_BYTES);
    if (at != NULL) {
        s->header = at;
        s->clock_lines = at + lines;
        s->control = at + control;
        s->live_stacks = at + stacks;
        s->sites = at + sites;
        s->strings = at + strings;
        s->rings = at + rings;
    }
    return paged(rings + (size_t)SEGMENT_PRODUCERS * s->ring_slots * FXSEG_RECORD_SIZE);
}

void segment_put_text(uint8_t *at, size_t room, const char *text) {
    char name[FXSEG_NAME_BYTES + 1];
    size_t length = text_name(name, text, strlen(text));
    while (length > room) {
        length--;
        while (length > 0 && ((uint8_t)name[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    at[0] = (uint8_t)length;
    at[1] = (uint8_t)(length >> 8);
    memcpy(at + 2, name, length);
}

static void write_header(const struct segment *s, const char *title) {
    uint8_t *h = s->header;
    int64_t now = os_monotonic_nanos();
    int64_t millis = os_wall_millis();
    put_half(h, FXSEG_SEGMENT_VERSION_AT, FXSEG_SEGMENT_VERSION);
    put_word(h, FXSEG_SEGMENT_SIZE_AT, s->size);
    put_half(h, FXSEG_SEGMENT_PRODUCERS_AT, SEGMENT_PRODUCERS);
    put_half(h, FXSEG_SEGMENT_RING_SLOTS_AT, s->ring_slots);
    put_half(h, FXSEG_SEGMENT_LIVE_FRAMES_AT, SEGMENT_LIVE_FRAMES);
    put_half(h, FXSEG_SEGMENT_SITES_AT, SEGMENT_SITES);
    put_half(h, FXSEG_SEGMENT_STRING_BYTES_AT, SEGMENT_STRING_BYTES);
    put_half(h, FXSEG_SEGMENT_CLOCK_KIND_AT, (uint32_t)s->clock_kind);
    put_word(h, FXSEG_SEGMENT_PID_AT, (uint64_t)os_process_id());
    put_word(h, FXSEG_SEGMENT_PROCESS_START_AT, (uint64_t)os_process_start_millis());
    put_word(h, FXSEG_SEGMENT_CREATED_MILLIS_AT, (uint64_t)millis);
    put_word(h, FXSEG_SEGMENT_CREATED_NANOS_AT, (uint64_t)now);
    /* Any number that the next segment of a process of this id will not have. */
    uint64_t mixed = ((uint64_t)now ^ (uint64_t)os_counter() << 20 ^ (uint64_t)millis << 40)
                     * 0x9E3779B97F4A7C15u;
    put_word(h, FXSEG_SEGMENT_IDENTITY_AT, mixed ^ mixed >> 29);
    segment_put_text(h + FXSEG_SEGMENT_TITLE_AT, FXSEG_SEGMENT_TITLE_BYTES, title);
    put_half(h, FXSEG_SEGMENT_CHECKSUM_AT,
             checksum(h + FXSEG_SEGMENT_CHECKED_FROM,
                      FXSEG_SEGMENT_CHECKED_TO - FXSEG_SEGMENT_CHECKED_FROM));
    put_word_release(h, FXSEG_SEGMENT_HEARTBEAT_AT, (uint64_t)now);
    put_word_release(h, FXSEG_SEGMENT_MAGIC_AT, FXSEG_SEGMENT_MAGIC);
}

/* Whether a segment that stands there is this process's own and still being written. */
static bool is_recorded(const char *path) {
    uint8_t head[FXSEG_SEGMENT_HEADER_SIZE];
    if (!os_file_head(path, head, sizeof head)
        || word_at(head, FXSEG_SEGMENT_MAGIC_AT) != FXSEG_SEGMENT_MAGIC) {
        return false;
    }
    int64_t apart = (int64_t)word_at(head, FXSEG_SEGMENT_PROCESS_START_AT)
                    - os_process_start_millis();
    return (int64_t)word_at(head, FXSEG_SEGMENT_PID_AT) == os_process_id() && apart > -1000
           && apart < 1000 && half_at(head, FXSEG_SEGMENT_CLOSED_AT) == 0;
}

bool segment_create(uint32_t ring_slots, int clock_kind, const char *title, const char **reason) {
    struct segment *s = &segment;
    char folder[OS_PATH];
    char partial[OS_PATH];
    if (!os_segment_directory(folder, sizeof folder)) {
        *reason = os_last_error();
        return false;
    }
    os_directory_separator(folder, sizeof folder);
    text_format(s->path, sizeof s->path, "%s%d.fxseg", folder, os_process_id());
    if (is_recorded(s->path)) {
        *reason = "another agent records this process already";
        return false;
    }
    text_join(partial, sizeof partial, s->path, ".part", "");
    s->ring_slots = ring_slots;
    s->clock_kind = clock_kind;
    s->size = lay_out(s, NULL);
    uint8_t *at = os_file_create(partial, s->size);
    if (at == NULL) {
        *reason = os_last_error();
        return false;
    }
    lay_out(s, at);
    write_header(s, title);
    if (!os_file_rename(partial, s->path)) {
        *reason = "the segment's file cannot be given its name";
        os_file_unmap(at, s->size);
        os_file_remove(partial);
        return false;
    }
    return true;
}

void segment_close(void) {
    put_word_release(segment.header, FXSEG_SEGMENT_HEARTBEAT_AT, (uint64_t)os_monotonic_nanos());
    put_half_release(segment.header, FXSEG_SEGMENT_CLOSED_AT, 1);
    os_file_unmap(segment.header, segment.size);
}
