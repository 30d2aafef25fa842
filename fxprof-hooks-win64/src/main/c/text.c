#include "text.h"

#include <string.h>

#include "fxseg.h"

void text_copy(char *to, size_t room, const char *from) {
    text_join(to, room, from, "", "");
}

static char *append(char *to, const char *end, const char *from) {
    while (*from != 0 && to < end) {
        *to++ = *from++;
    }
    return to;
}

void text_join(char *to, size_t room, const char *a, const char *b, const char *c) {
    const char *end = to + room - 1;
    to = append(append(append(to, end, a), end, b), end, c);
    *to = 0;
}

static char *append_number(char *to, const char *end, uint64_t value, unsigned base, bool negative) {
    char digits[24];
    char *first = digits + sizeof digits - 1;
    *first = 0;
    do {
        *--first = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    if (negative) {
        *--first = '-';
    }
    return append(to, end, first);
}

size_t text_format(char *to, size_t room, const char *format, ...) {
    va_list values;
    va_start(values, format);
    size_t length = text_format_list(to, room, format, values);
    va_end(values);
    return length;
}

size_t text_format_list(char *to, size_t room, const char *format, va_list values) {
    char *at = to;
    const char *end = to + room - 1;
    for (; *format != 0; format++) {
        if (*format != '%') {
            char one[2] = {*format, 0};
            at = append(at, end, one);
            continue;
        }
        switch (*++format) {
        case 's':
            at = append(at, end, va_arg(values, const char *));
            break;
        case 'd': {
            int64_t value = va_arg(values, int64_t);
            at = append_number(at, end, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, 10,
                               value < 0);
            break;
        }
        case 'x':
            at = append_number(at, end, va_arg(values, uint64_t), 16, false);
            break;
        default:
            at = append(at, end, "%");
        }
    }
    *at = 0;
    return (size_t)(at - to);
}

int64_t text_number(const char *from) {
    int64_t value = 0;
    while (*from >= '0' && *from <= '9' && value < INT64_MAX / 10 - 9) {
        value = value * 10 + (*from++ - '0');
    }
    return value;
}

/* Bytes of the character at the beginning, 0 if there is none that is valid. */
static size_t character(const unsigned char *at, size_t left) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t bytes = at[0] < 0x80 ? 1
                   : at[0] >= 0xF8 ? 0
                   : at[0] >= 0xF0 ? 4
                   : at[0] >= 0xE0 ? 3
                   : at[0] >= 0xC0 ? 2
                                   : 0;
    if (bytes <= 1 || bytes > left) {
        return bytes > left ? 0 : bytes;
    }
    uint32_t code = at[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((at[i] & 0xC0) != 0x80) {
            return 0;
        }
        code = code << 6 | (at[i] & 0x3F);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < least[bytes] || surrogate || code > 0x10FFFF ? 0 : bytes;
}

size_t text_name(char to[129], const char *from, size_t length) {
    const unsigned char *bytes = (const unsigned char *)from;
    size_t used = 0;
    for (size_t at = 0; at < length && bytes[at] != 0;) {
        size_t size = character(bytes + at, length - at);
        /* A character that is cut off is left out; a byte that begins none is replaced. */
        bool cut = size == 0 && length - at < 4 && length >= FXSEG_NAME_BYTES && bytes[at] >= 0xC0;
        if (cut || used + (size == 0 ? 1 : size) > FXSEG_NAME_BYTES) {
            break;
        }
        if (size == 0) {
            to[used++] = '?';
            at++;
        } else {
            memcpy(to + used, from + at, size);
            used += size;
            at += size;
        }
    }
    to[used] = 0;
    return used;
}

bool text_begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}
