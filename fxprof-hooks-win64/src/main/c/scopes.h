/*
 * What scripts say of themselves by natives of the server: PROFILER_ENTER_SCOPE and PROFILER_EXIT_SCOPE
 * begin and end a region, and GET_CONVAR tells them whether an agent records.
 *
 * A scope is a name and, where the Lua agents of fxprof call, two more arguments: a number that its end
 * gives again, and what it is, a region or a function. The second argument of their end says whether an
 * error ended it.
 *
 * Guarantees: a region is open within the entry that began it and no longer; its end is only that of a
 * region of the same entry. A region outside of all entries is left out, and counted.
 * Progress: wait-free but for a name's first sight, and for the question whether an agent is there.
 */
#ifndef FXPROF_SCOPES_H
#define FXPROF_SCOPES_H

#include <stddef.h>
#include <stdint.h>

struct scope {
    /* Null if the call names none. */
    const char *name;
    size_t length;
    uint32_t number;
    int kind;
};

/* What a call of PROFILER_ENTER_SCOPE says. */
struct scope scope_of(const void *context);
/* Begins its region; address is that of the hook's frame. */
void scope_begin(const struct scope *scope, uintptr_t address);
/* A call of PROFILER_EXIT_SCOPE: ends the region with its number, and those within it. */
void scope_end(const void *context, uintptr_t address);
/*
 * A call of GET_CONVAR: where it asks for fxprof_agent while the agent records all that enters the
 * runtime that runs, what the script would get if nobody has set that variable becomes the agent's name.
 */
void scopes_answer(void *context, uintptr_t address);

#endif
