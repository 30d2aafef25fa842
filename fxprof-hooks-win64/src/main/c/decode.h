/*
 * Which instructions at the begin of a function do the same at another place. The counterpart of Prologue
 * and Instruction in Java; both keep to the same vectors, src/test/resources of this module.
 *
 * Guarantees: no byte beyond those given is read. What is not listed is refused.
 */
#ifndef FXPROF_DECODE_H
#define FXPROF_DECODE_H

#include <stddef.h>
#include <stdint.h>

struct prologue {
    /* Bytes of whole instructions, at least as many as were asked for; 0 if refused. */
    size_t length;
    /* Why it is refused, and the byte at which the instruction begins; else null. */
    const char *refusal;
    size_t at;
};

/* Looks at x86-64 code of which so many bytes are known. */
struct prologue decode_prologue(const uint8_t *code, size_t known, size_t least);

#endif
