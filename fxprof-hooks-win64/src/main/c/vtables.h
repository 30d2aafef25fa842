/*
 * The slots that the agent has patched, and what stood in them.
 *
 * Assumptions: any thread patches and gives back, under one lock; looking up needs none.
 * Guarantees: what stood in a slot can be found before the slot holds the hook, and afterwards for as
 * long as anybody may still come through the hook. A slot is patched only if its table is readable and
 * it holds code of the library that owns the table; a table that no library owns, as managed runtimes
 * make them, must hold executable code. A slot is given back only if it still holds the hook.
 * Progress: a look-up is wait-free.
 */
#ifndef FXPROF_VTABLES_H
#define FXPROF_VTABLES_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Slots of a table that can be hooked are below this. */
#define VTABLE_SLOTS 12
#define VTABLES 2048

typedef void (*any_function)(void);

struct vtable {
    _Atomic(void **) table;
    _Atomic(any_function) original[VTABLE_SLOTS];
    any_function hook[VTABLE_SLOTS];
    /* Whether the slot holds the hook, as far as the agent knows. */
    bool patched[VTABLE_SLOTS];
    /* Somebody had replaced the hook at a detach: it is still called through theirs. */
    bool chained[VTABLE_SLOTS];
    /* No library owns the table: it goes with its object. */
    bool per_instance;
};

struct slot_counts {
    uint64_t patched;
    uint64_t refused;
    uint64_t chained;
};

extern struct vtable vtables[VTABLES];
extern struct slot_counts slot_counts;

/* Patches one slot of an object's table; false, and one line of the log, if it is not as expected. */
bool vtable_patch(void *object, int slot, any_function hook, const char *interface_name,
                  const char *method);
/*
 * Gives back all slots that still hold their hooks, last those that hold the given one: by it the agent
 * hears that an object goes, and with it the tables of its own.
 */
void vtable_restore_all(any_function last);
/* Gives back the slots of a table that goes with its object, and forgets it. */
void vtable_forget(void **table);
/* Swaps a word whose page may be read-only; false if it cannot be written or holds something else. */
bool vtable_swap_word(void **word, void *from, void *to);
/* Whether the object's table is known; the library that owns it decides the runtime. */
bool vtable_is_known(void *object);
/* Whether slots of it hold hooks now: a known table may have been given back. */
bool vtable_is_hooked(void *object);
/* Whether one slot of the object's table holds its hook. */
bool vtable_is_patched(void *object, int slot);
/*
 * The original of a call that finds no entry: the table was forgotten meanwhile, or somebody copied a
 * patched one. A copy is served if all tables with that hook had the same in the slot; else null.
 */
any_function vtable_recover(void *object, int slot, any_function hook);

static inline size_t vtable_hash(void **table) {
    return (size_t)(((uintptr_t)table >> 3) * 0x9E3779B97F4A7C15u >> 53);
}

/* What stood in the slot of an object's table, or null. */
static inline any_function vtable_original(void *object, int slot) {
    void **table = *(void ***)object;
    for (size_t i = vtable_hash(table);; i = (i + 1) % VTABLES) {
        void **known = atomic_load_explicit(&vtables[i].table, memory_order_acquire);
        if (known == table) {
            return atomic_load_explicit(&vtables[i].original[slot], memory_order_relaxed);
        }
        if (known == NULL) {
            return NULL;
        }
    }
}

#endif
