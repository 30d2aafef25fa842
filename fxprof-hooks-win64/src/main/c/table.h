/*
 * The table that `fxprof hooks resolve -o` writes, as far as it has hooks by address: docs/win64.md.
 *
 * Guarantees: a table that is torn, longer than it may be, of another version or another system gives no
 * hook at all.
 */
#ifndef FXPROF_TABLE_H
#define FXPROF_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TABLE_MODULES 16
#define TABLE_HOOKS 8
#define TABLE_BYTES 64
#define TABLE_LONGEST (1 << 18)

struct table_module {
    char name[64];
    /* How its build is told from others, and which it is. */
    char kind[16];
    char id[80];
};

struct table_hook {
    /* Such as address:lua_resume. */
    char name[128];
    char module[64];
    uint64_t rva;
    /* What must stand there. */
    uint8_t bytes[TABLE_BYTES];
    size_t length;
    /* So many of them may stand elsewhere. */
    uint64_t moved;
};

struct table {
    struct table_module modules[TABLE_MODULES];
    size_t module_count;
    struct table_hook hooks[TABLE_HOOKS];
    size_t hook_count;
    /* What is wrong with it. */
    char problem[160];
};

bool table_read(struct table *table, const char *text, size_t size);
/* The module of that name, or null. */
const struct table_module *table_module(const struct table *table, const char *name);

#endif
