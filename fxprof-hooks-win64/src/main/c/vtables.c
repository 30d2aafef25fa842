#include "vtables.h"

#include <string.h>

#include "lock.h"
#include "log.h"
#include "modules.h"

_Static_assert(VTABLES == 1 << 11, "the hash keeps 11 bits");
/* Of an entry whose table is gone; a search goes on behind it. The place serves another table. */
#define GONE ((void **)1)
/* So full that searches grow long: no more tables then. */
#define MOST_TABLES (VTABLES / 2)

struct vtable vtables[VTABLES];
struct slot_counts slot_counts;
static size_t tables;
/* Pages are opened and closed under it as well: a table and an import may share one. */
static lock_word lock;

static struct vtable *find(void **table) {
    for (size_t i = vtable_hash(table);; i = (i + 1) % VTABLES) {
        void **known = atomic_load(&vtables[i].table);
        if (known == table || known == NULL) {
            return known == NULL ? NULL : &vtables[i];
        }
    }
}

static struct vtable *find_or_add(void **table, bool per_instance) {
    struct vtable *found = find(table);
    if (found != NULL) {
        return found;
    }
    size_t i = vtable_hash(table);
    while (atomic_load(&vtables[i].table) != NULL && atomic_load(&vtables[i].table) != GONE) {
        i = (i + 1) % VTABLES;
    }
    struct vtable *entry = &vtables[i];
    bool unused = atomic_load(&entry->table) == NULL;
    if (unused && tables >= MOST_TABLES) {
        return NULL;
    }
    tables += unused;
    for (int slot = 0; slot < VTABLE_SLOTS; slot++) {
        atomic_store(&entry->original[slot], NULL);
        entry->hook[slot] = NULL;
        entry->patched[slot] = entry->chained[slot] = false;
    }
    entry->per_instance = per_instance;
    atomic_store_explicit(&entry->table, table, memory_order_release);
    return entry;
}

/* Frees the places at and before one that is gone, as far as no search has to go on behind them. */
static void tidy(size_t i) {
    if (atomic_load(&vtables[(i + 1) % VTABLES].table) != NULL) {
        return;
    }
    for (; atomic_load(&vtables[i].table) == GONE; i = (i + VTABLES - 1) % VTABLES) {
        atomic_store(&vtables[i].table, NULL);
        tables--;
    }
}

bool vtable_is_known(void *object) {
    return find(*(void ***)object) != NULL;
}

bool vtable_is_hooked(void *object) {
    lock_take(&lock);
    const struct vtable *entry = find(*(void ***)object);
    bool hooked = false;
    for (int slot = 0; entry != NULL && slot < VTABLE_SLOTS; slot++) {
        hooked |= entry->patched[slot];
    }
    lock_give(&lock);
    return hooked;
}

bool vtable_is_patched(void *object, int slot) {
    lock_take(&lock);
    const struct vtable *entry = find(*(void ***)object);
    bool patched = entry != NULL && entry->patched[slot];
    lock_give(&lock);
    return patched;
}

static bool refuse(const char *interface_name, const char *method, const char *reason,
                   const char *where) {
    slot_counts.refused++;
    log_line("refused %s.%s: %s%s", interface_name, method, reason, where);
    return false;
}

/* Swaps a word in a page that may be read-only. */
static bool swap(void **word, void *from, void *to, const struct memory *page, bool *changed) {
    if (!page->writable && !memory_open(word)) {
        return false;
    }
    void *expected = from;
    *changed = !atomic_compare_exchange_strong((_Atomic(void *) *)word, &expected, to);
    if (!page->writable) {
        memory_close(word, page);
    }
    return true;
}

/* Whether the hook is in the slot, or is still called by whoever took its place. */
static bool is_ours(struct vtable *entry, int slot, any_function hook, void *held) {
    if (entry == NULL || entry->hook[slot] != hook
        || !(entry->patched[slot] || entry->chained[slot])) {
        return false;
    }
    if (entry->chained[slot]) {
        entry->chained[slot] = false;
        slot_counts.chained--;
        if (held == (void *)(uintptr_t)atomic_load(&entry->original[slot])) {
            return false;
        }
        entry->patched[slot] = true;
        slot_counts.patched++;
    }
    return true;
}

static bool patch(void **table, int slot, any_function hook, const char *interface_name,
                  const char *method) {
    struct memory at = memory_at(table + slot);
    if (!at.readable) {
        return refuse(interface_name, method, "its table cannot be read", "");
    }
    struct vtable *known = find(table);
    void *held = table[slot];
    if (is_ours(known, slot, hook, held)) {
        return true;
    }
    struct memory code = memory_at(held);
    if (!code.executable || code.module != at.module) {
        return refuse(interface_name, method, "its slot does not hold code of ",
                      at.module != 0 ? at.name : "anybody");
    }
    struct vtable *entry = find_or_add(table, at.module == 0);
    if (entry == NULL) {
        return refuse(interface_name, method, "there are too many tables", "");
    }
    entry->hook[slot] = hook;
    atomic_store(&entry->original[slot], (any_function)(uintptr_t)held);
    bool changed = false;
    if (!swap(&table[slot], held, (void *)(uintptr_t)hook, &at, &changed)) {
        return refuse(interface_name, method, "the system does not let its page be written, in ",
                      at.name);
    }
    if (changed) {
        return refuse(interface_name, method, "somebody else patches it at this moment", "");
    }
    entry->patched[slot] = true;
    slot_counts.patched++;
    return true;
}

bool vtable_patch(void *object, int slot, any_function hook, const char *interface_name,
                  const char *method) {
    lock_take(&lock);
    bool patched = patch(*(void ***)object, slot, hook, interface_name, method);
    lock_give(&lock);
    return patched;
}

bool vtable_swap_word(void **word, void *from, void *to) {
    bool changed = true;
    lock_take(&lock);
    struct memory page = memory_at(word);
    bool swapped = page.readable && swap(word, from, to, &page, &changed) && !changed;
    lock_give(&lock);
    return swapped;
}

static void restore(struct vtable *entry, int slot, bool tell) {
    void **word = atomic_load(&entry->table) + slot;
    struct memory page = memory_at(word);
    bool changed = true;
    void *hook = (void *)(uintptr_t)entry->hook[slot];
    void *original = (void *)(uintptr_t)atomic_load(&entry->original[slot]);
    entry->patched[slot] = false;
    slot_counts.patched--;
    if (!page.readable || !swap(word, hook, original, &page, &changed) || changed) {
        entry->chained[slot] = true;
        slot_counts.chained++;
        if (tell) {
            log_line("chained, left in place: slot %d of a table of %s", (int64_t)slot,
                     page.module != 0 ? page.name : "a managed runtime");
        }
    }
}

/* Of a table that goes with its object nothing is kept, unless somebody comes through a chain. */
static void drop_own(struct vtable *entry) {
    bool needed = !entry->per_instance;
    for (int slot = 0; slot < VTABLE_SLOTS; slot++) {
        needed |= entry->patched[slot] || entry->chained[slot];
    }
    if (!needed) {
        atomic_store_explicit(&entry->table, GONE, memory_order_release);
        tidy((size_t)(entry - vtables));
    }
}

static void give_back(struct vtable *entry, any_function but, bool tell) {
    for (int slot = 0; slot < VTABLE_SLOTS; slot++) {
        if (entry->patched[slot] && entry->hook[slot] != but) {
            restore(entry, slot, tell);
        }
    }
    drop_own(entry);
}

static void give_back_all(any_function but) {
    for (size_t i = 0; i < VTABLES; i++) {
        void **table = atomic_load(&vtables[i].table);
        if (table != NULL && table != GONE) {
            give_back(&vtables[i], but, true);
        }
    }
}

void vtable_restore_all(any_function last) {
    lock_take(&lock);
    give_back_all(last);
    give_back_all(NULL);
    lock_give(&lock);
}

void vtable_forget(void **table) {
    lock_take(&lock);
    struct vtable *entry = find(table);
    if (entry != NULL && entry->per_instance) {
        give_back(entry, NULL, false);
    }
    lock_give(&lock);
}

/* What stood in the slot of every table whose slot holds that hook; null if they differ. */
static any_function common_original(int slot, any_function hook) {
    any_function common = NULL;
    for (size_t i = 0; i < VTABLES; i++) {
        void **table = atomic_load(&vtables[i].table);
        if (table == NULL || table == GONE || vtables[i].hook[slot] != hook) {
            continue;
        }
        any_function original = atomic_load(&vtables[i].original[slot]);
        if (common != NULL && original != common) {
            return NULL;
        }
        common = original;
    }
    return common;
}

any_function vtable_recover(void *object, int slot, any_function hook) {
    any_function now = (any_function)(uintptr_t)(*(void *volatile **)object)[slot];
    if (now != hook) {
        return now;
    }
    lock_take(&lock);
    any_function common = common_original(slot, hook);
    lock_give(&lock);
    return common;
}
