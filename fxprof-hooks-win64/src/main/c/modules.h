/* What lies where in the process: which library an address belongs to, and what may be done there. */
#ifndef FXPROF_MODULES_H
#define FXPROF_MODULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct memory {
    bool mapped;
    bool readable;
    bool writable;
    bool executable;
    /* What marks the library that holds the address, 0 where none does. */
    uintptr_t module;
    /* File name of that library without its folder. */
    char name[128];
    /* What must be given back after the page was made writable. */
    uint32_t protection;
};

struct memory memory_at(const void *address);
/* Makes the word writable; false if the system forbids it. */
bool memory_open(void *word);
void memory_close(void *word, const struct memory *before);

/* A library by the stem of its name, CoreRT for libCoreRT.so and CoreRT.dll; 0 if it is not loaded. */
uintptr_t module_find(const char *stem);
void *module_symbol(uintptr_t module, const char *name);
/* The word through which a library calls a function of another one; null if it imports none such. */
void **module_import(uintptr_t module, const char *from, const char *const names[2]);

#endif
