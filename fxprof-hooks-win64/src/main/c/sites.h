/*
 * The site table of the segment, append-only.
 *
 * Assumptions: new sites are rare. Guarantees: an entry and its names are complete before the count of
 * entries says that it is there. Progress: takes a lock; nothing on the hot path calls it.
 */
#ifndef FXPROF_SITES_H
#define FXPROF_SITES_H

#include <stddef.h>
#include <stdint.h>

/* The name that stands in where one finds no room. */
#define SITES_OTHER "(other)"

/* Forgets all ids, since a new segment begins. */
void sites_reset(void);
/* The id of a site, which is added if it is new. Names are cut to what the table takes. */
uint32_t sites_intern(const char *resource, int runtime, int kind, const char *name,
                      size_t name_length, const char *file);

/* Counts that a name found no room elsewhere. */
void sites_count_other(void);

#endif
