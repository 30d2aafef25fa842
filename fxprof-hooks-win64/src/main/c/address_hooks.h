/*
 * Hooks at the begin of functions that no table leads to, of which the owner's table of hooks says where
 * they are: see docs/win64.md.
 *
 * Assumptions: whoever runs the hooked functions has a runtime pushed, so that nobody is in their first
 * instructions while the agent has one pushed.
 * Guarantees: a hook is put in only if build, bytes and instructions are those of the table, whole or not
 * at all. What was made for it is kept for ever: a call that is on its way finds it. It is taken out only
 * if its jump is still there.
 */
#ifndef FXPROF_ADDRESS_HOOKS_H
#define FXPROF_ADDRESS_HOOKS_H

#include <stdbool.h>

/* Reads the table, if the owner asks for one; whether it has anything to hook. */
bool address_hooks_wanted(void);
/* Puts them in, or takes them out, by an object of the server's handler of runtimes. */
void address_hooks_patch(void *handler);
void address_hooks_restore(void *handler);
/* Whether one is in. */
bool address_hooks_patched(void);

#endif
