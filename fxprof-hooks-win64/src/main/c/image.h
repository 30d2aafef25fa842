/*
 * The code of a library that is loaded: which build it is, and how a few bytes of it are replaced.
 *
 * Guarantees: no page is writable and executable at once.
 */
#ifndef FXPROF_IMAGE_H
#define FXPROF_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IMAGE_PAGE 4096
/* A jump with 32 bits reaches farther; no code that is jumped to lies beyond this. */
#define IMAGE_NEAR (1LL << 30)

/* Which build the library is, by a kind of id as the table of hooks has it; false if it has none such. */
bool image_identity(uintptr_t module, const char *kind, char *id, size_t room);
/* The place so many bytes from the library's base; null where not all of it is code of the library. */
uint8_t *image_code(uintptr_t module, uint64_t rva, size_t size);
/* The path of the library that holds an address, as the loader has it. */
bool image_path(const void *address, char *path, size_t room);

/* A zeroed page that can be written, near the code if there is room; null if there is none at all. */
uint8_t *image_page(const void *code);
/* Makes such a page executable, and read-only for ever. */
bool image_seal(uint8_t *page);
/*
 * Replaces code in which no thread runs scripts meanwhile; null, or why nothing was changed. On Windows all
 * other threads stand still while the page cannot be executed, and none of them is in those bytes.
 */
const char *image_write(uint8_t *at, const uint8_t *bytes, size_t size);

#endif
