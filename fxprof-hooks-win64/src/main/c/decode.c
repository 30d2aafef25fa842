/* Source of the lengths: Intel's Software Developer's Manual, volume 2, appendix A. */
#include "decode.h"

#include <stdbool.h>

#define OPERAND_SIZE 0x66
#define TWO_BYTES 0x0F
#define LEA 0x8D

static const char unknown[] = "an instruction that is not known";
static const char ends[] = "the end of what is known of the function";
static const char jumps[] = "a jump relative to its own address";

/* What stands behind an opcode. */
enum form {
    /* Not listed. */
    NOTHING_KNOWN,
    PLAIN,
    MODRM,
    MODRM_IMM8,
    MODRM_IMM,
    IMM8,
    IMM,
    MOV_IMM,
    /* Several instructions, told apart by three bits of the next byte. */
    GROUP,
};

struct range {
    uint8_t first;
    uint8_t last;
    uint8_t form;
};

/* Ends with a range that holds everything. */
static const struct range one_byte[] = {
    {0x00, 0x03, MODRM},      {0x08, 0x0B, MODRM},      {0x10, 0x13, MODRM},
    {0x18, 0x1B, MODRM},      {0x20, 0x23, MODRM},      {0x28, 0x2B, MODRM},
    {0x30, 0x33, MODRM},      {0x38, 0x3B, MODRM},      {0x04, 0x04, IMM8},
    {0x0C, 0x0C, IMM8},       {0x14, 0x14, IMM8},       {0x1C, 0x1C, IMM8},
    {0x24, 0x24, IMM8},       {0x2C, 0x2C, IMM8},       {0x34, 0x34, IMM8},
    {0x3C, 0x3C, IMM8},       {0x05, 0x05, IMM},        {0x0D, 0x0D, IMM},
    {0x15, 0x15, IMM},        {0x1D, 0x1D, IMM},        {0x25, 0x25, IMM},
    {0x2D, 0x2D, IMM},        {0x35, 0x35, IMM},        {0x3D, 0x3D, IMM},
    {0x50, 0x5F, PLAIN},      {0x63, 0x63, MODRM},      {0x68, 0x68, IMM},
    {0x69, 0x69, MODRM_IMM},  {0x6A, 0x6A, IMM8},       {0x6B, 0x6B, MODRM_IMM8},
    {0x80, 0x80, MODRM_IMM8}, {0x81, 0x81, MODRM_IMM},  {0x83, 0x83, MODRM_IMM8},
    {0x84, 0x8B, MODRM},      {0x8D, 0x8D, MODRM},      {0x90, 0x99, PLAIN},
    {0xA8, 0xA8, IMM8},       {0xA9, 0xA9, IMM},        {0xB0, 0xB7, IMM8},
    {0xB8, 0xBF, MOV_IMM},    {0xC0, 0xC1, MODRM_IMM8}, {0xC6, 0xC6, MODRM_IMM8},
    {0xC7, 0xC7, MODRM_IMM},  {0xD0, 0xD3, MODRM},      {0xF6, 0xF7, GROUP},
    {0xFE, 0xFF, GROUP},      {0x00, 0xFF, NOTHING_KNOWN},
};

/* The same behind 0F. */
static const struct range two_bytes[] = {
    {0x10, 0x11, MODRM},      {0x14, 0x16, MODRM},      {0x18, 0x18, MODRM},
    {0x1F, 0x1F, MODRM},      {0x28, 0x29, MODRM},      {0x2E, 0x2F, MODRM},
    {0x40, 0x4F, MODRM},      {0x51, 0x51, MODRM},      {0x54, 0x5F, MODRM},
    {0x60, 0x6F, MODRM},      {0x70, 0x70, MODRM_IMM8}, {0x74, 0x76, MODRM},
    {0x7E, 0x7F, MODRM},      {0x90, 0x9F, MODRM},      {0xA3, 0xA3, MODRM},
    {0xA4, 0xA4, MODRM_IMM8}, {0xA5, 0xA5, MODRM},      {0xAB, 0xAB, MODRM},
    {0xAC, 0xAC, MODRM_IMM8}, {0xAD, 0xAD, MODRM},      {0xAF, 0xAF, MODRM},
    {0xB3, 0xB3, MODRM},      {0xB6, 0xB7, MODRM},      {0xBA, 0xBA, GROUP},
    {0xBB, 0xBB, MODRM},      {0xBE, 0xBF, MODRM},      {0xC1, 0xC1, MODRM},
    {0xC6, 0xC6, MODRM_IMM8}, {0xC8, 0xCF, PLAIN},      {0xD4, 0xD4, MODRM},
    {0xD6, 0xD6, MODRM},      {0xDB, 0xDB, MODRM},      {0xDF, 0xDF, MODRM},
    {0xEB, 0xEB, MODRM},      {0xEF, 0xEF, MODRM},      {0xFA, 0xFB, MODRM},
    {0xFE, 0xFE, MODRM},      {0x00, 0xFF, NOTHING_KNOWN},
};

/* The same behind F2 or F3, scalars; and behind F3 alone. */
static const struct range scalars[] = {
    {0x10, 0x11, MODRM}, {0x2A, 0x2A, MODRM}, {0x2C, 0x2D, MODRM},         {0x51, 0x51, MODRM},
    {0x58, 0x5A, MODRM}, {0x5C, 0x5F, MODRM}, {0x00, 0xFF, NOTHING_KNOWN},
};
static const struct range repeated[] = {
    {0x5B, 0x5B, MODRM}, {0x6F, 0x6F, MODRM}, {0x7E, 0x7F, MODRM},
    {0xB8, 0xB8, MODRM}, {0xBC, 0xBD, MODRM}, {0x00, 0xFF, NOTHING_KNOWN},
};

struct instruction {
    const uint8_t *code;
    size_t known;
    size_t at;
    bool is_short;
    bool is_wide;
    uint8_t repeat;
    const char *refusal;
};

static enum form form_of(const struct range *ranges, uint8_t opcode) {
    while (opcode < ranges->first || opcode > ranges->last) {
        ranges++;
    }
    return (enum form)ranges->form;
}

static bool refuse(struct instruction *of, const char *reason) {
    of->refusal = reason;
    return false;
}

static bool skip(struct instruction *of, size_t bytes) {
    if (bytes > of->known - of->at) {
        return refuse(of, ends);
    }
    of->at += bytes;
    return true;
}

static bool next(struct instruction *of, uint8_t *byte) {
    if (!skip(of, 1)) {
        return false;
    }
    *byte = of->code[of->at - 1];
    return true;
}

/* The three bits of the next byte that tell instructions of one opcode apart. */
static bool peek_digit(struct instruction *of, unsigned *digit) {
    uint8_t byte;
    if (!next(of, &byte)) {
        return false;
    }
    of->at--;
    *digit = byte >> 3 & 7;
    return true;
}

/* Prefixes, each at most once and REX last; gives the opcode. */
static bool read_prefixes(struct instruction *of, uint8_t *opcode) {
    bool is_segment = false;
    while (next(of, opcode)) {
        if (*opcode == OPERAND_SIZE && !of->is_short) {
            of->is_short = true;
        } else if ((*opcode == 0xF2 || *opcode == 0xF3) && of->repeat == 0) {
            of->repeat = *opcode;
        } else if ((*opcode == 0x64 || *opcode == 0x65) && !is_segment) {
            is_segment = true;
        } else if (*opcode >= 0x40 && *opcode <= 0x4F) {
            of->is_wide = (*opcode & 8) != 0;
            return next(of, opcode);
        } else {
            return true;
        }
    }
    return false;
}

static size_t immediate(const struct instruction *of) {
    return of->is_short && !of->is_wide ? 2 : 4;
}

/* A register, or an address in memory that is not counted from the instruction itself. */
static bool skip_memory(struct instruction *of, bool address_only) {
    uint8_t modrm, base;
    if (!next(of, &modrm)) {
        return false;
    }
    unsigned mode = modrm >> 6;
    base = modrm & 7;
    if (mode == 3) {
        return !address_only || refuse(of, unknown);
    }
    if (mode == 0 && base == 5) {
        return refuse(of, "an address relative to its own");
    }
    if (base == 4) {
        if (!next(of, &base)) {
            return false;
        }
        base &= 7;
    }
    return mode == 1 ? skip(of, 1) : mode == 2 || base == 5 ? skip(of, 4) : true;
}

static bool skip_with_immediate(struct instruction *of, size_t bytes) {
    return skip_memory(of, false) && skip(of, bytes);
}

/* Of C6 and C7 only the first of eight is a move. */
static bool read_extended(struct instruction *of, uint8_t opcode, size_t bytes) {
    unsigned digit = 0;
    if ((opcode == 0xC6 || opcode == 0xC7) && peek_digit(of, &digit) && digit != 0) {
        return refuse(of, unknown);
    }
    return skip_with_immediate(of, bytes);
}

/* F6, F7, FE and FF are several instructions each. */
static bool read_group(struct instruction *of, uint8_t opcode) {
    unsigned which;
    if (!peek_digit(of, &which)) {
        return false;
    }
    if (opcode == 0xF6 || opcode == 0xF7) {
        return skip_with_immediate(of, which >= 2 ? 0 : opcode == 0xF6 ? 1 : immediate(of));
    }
    if (which < 2 || (opcode == 0xFF && which == 6)) {
        return skip_memory(of, false);
    }
    return refuse(of, opcode == 0xFF && which <= 5 ? "a call or a jump" : unknown);
}

static const char *why_not(uint8_t opcode) {
    switch (opcode) {
    case 0xC2:
    case 0xC3:
    case 0xCB:
    case 0xCC:
        return "the end of the function";
    case 0xE8:
    case 0xE9:
    case 0xEB:
        return "a call or a jump relative to its own address";
    default:
        return opcode >= 0x70 && opcode <= 0x7F ? jumps : unknown;
    }
}

static bool read_long(struct instruction *of) {
    uint8_t opcode, last;
    if (!next(of, &opcode)) {
        return false;
    }
    if (of->repeat != 0) {
        if (of->repeat == 0xF3 && opcode == 0x1E) {
            return next(of, &last) && (last == 0xFA || refuse(of, unknown));
        }
        bool known = form_of(scalars, opcode) == MODRM
                     || (of->repeat == 0xF3 && form_of(repeated, opcode) == MODRM);
        return known && !of->is_short ? skip_memory(of, false) : refuse(of, unknown);
    }
    unsigned digit;
    switch (form_of(two_bytes, opcode)) {
    case PLAIN:
        return true;
    case MODRM:
        return skip_memory(of, false);
    case MODRM_IMM8:
        return skip_with_immediate(of, 1);
    case GROUP:
        return peek_digit(of, &digit)
               && (digit >= 4 ? skip_with_immediate(of, 1) : refuse(of, unknown));
    default:
        return refuse(of, opcode >= 0x80 && opcode <= 0x8F ? jumps : unknown);
    }
}

static bool read_instruction(struct instruction *of) {
    uint8_t opcode;
    if (!read_prefixes(of, &opcode)) {
        return false;
    }
    if (opcode == TWO_BYTES) {
        return read_long(of);
    }
    if (of->repeat != 0 && opcode != 0x90) {
        return refuse(of, unknown);
    }
    switch (form_of(one_byte, opcode)) {
    case PLAIN:
        return true;
    case MODRM:
        return skip_memory(of, opcode == LEA);
    case MODRM_IMM8:
        return read_extended(of, opcode, 1);
    case MODRM_IMM:
        return read_extended(of, opcode, immediate(of));
    case IMM8:
        return skip(of, 1);
    case IMM:
        return skip(of, immediate(of));
    case MOV_IMM:
        return skip(of, of->is_wide ? 8 : immediate(of));
    case GROUP:
        return read_group(of, opcode);
    default:
        return refuse(of, why_not(opcode));
    }
}

struct prologue decode_prologue(const uint8_t *code, size_t known, size_t least) {
    struct prologue result = {0, NULL, 0};
    size_t length = 0;
    while (length < least) {
        struct instruction one = {.code = code, .known = known, .at = length};
        if (!read_instruction(&one)) {
            result.refusal = one.refusal;
            result.at = length;
            return result;
        }
        length = one.at;
    }
    result.length = length;
    return result;
}
