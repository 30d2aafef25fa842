/* The server's object model as C sees it: an object begins with its table of methods. */
#ifndef FXPROF_COM_H
#define FXPROF_COM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t result_t;

struct guid {
    uint32_t a;
    uint16_t b;
    uint16_t c;
    uint8_t d[8];
};

#include "slots.h"

#define FAILED(result) (((result) & 0x80000000u) != 0)
#define E_FAIL ((result_t)0x80004005u)

/* A method of an object, as a function pointer of the type that the caller names. */
#define COM_METHOD(object, slot, type) ((type)(uintptr_t)(*(void ***)(object))[slot])

static inline void *com_query(void *object, const struct guid *iid) {
    void *found = NULL;
    result_t result = COM_METHOD(object, SLOT_fxIBase_QueryInterface,
                                 result_t (*)(void *, const struct guid *, void **))(object, iid,
                                                                                     &found);
    return FAILED(result) ? NULL : found;
}

static inline void com_release(void *object) {
    COM_METHOD(object, SLOT_fxIBase_Release, uint32_t (*)(void *))(object);
}

#endif
