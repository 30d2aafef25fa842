/*
 * Reads JSON from memory, forwards and strictly, without keeping anything.
 *
 * Guarantees: after the first error every call fails and nothing moves on; no byte beyond the end is
 * read. Depth is limited, so that the stack is.
 */
#ifndef FXPROF_JSON_H
#define FXPROF_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json {
    const char *at;
    const char *end;
    /* What was expected where it stands; null as long as all is well. */
    const char *expected;
};

/* Steps into an object or a list by its opening bracket. */
bool json_enter(struct json *in, char bracket);
/* Whether another item follows before the closing bracket, which is stepped over. Begin with first. */
bool json_more(struct json *in, bool *first, char bracket);
/* A text whose bytes, with the zero behind them, fit; escapes but those of \u are resolved. */
bool json_text(struct json *in, char *to, size_t room);
/* The name of a member, and the colon. */
bool json_name(struct json *in, char *to, size_t room);
/* A whole number from 0 to 2^63 - 1. */
bool json_whole(struct json *in, uint64_t *to);
/* Any value. */
bool json_skip(struct json *in);
/* Nothing but white space is left. */
bool json_ends(struct json *in);
bool json_fail(struct json *in, const char *expected);

#endif
