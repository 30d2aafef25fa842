#include "json.h"

#include <string.h>

#define DEEPEST 16

bool json_fail(struct json *in, const char *expected) {
    if (in->expected == NULL) {
        in->expected = expected;
    }
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The next byte that is no white space, or zero at the end. */
static char peek(struct json *in) {
    while (in->at < in->end
           && (*in->at == ' ' || *in->at == '\n' || *in->at == '\r' || *in->at == '\t')) {
        in->at++;
    }
    return in->at < in->end ? *in->at : 0;
}

static bool take(struct json *in, char c) {
    if (in->expected != NULL || peek(in) != c || in->at == in->end) {
        return false;
    }
    in->at++;
    return true;
}

bool json_enter(struct json *in, char bracket) {
    return take(in, bracket) || json_fail(in, bracket == '{' ? "{" : "[");
}

bool json_more(struct json *in, bool *first, char bracket) {
    if (in->expected != NULL || take(in, bracket)) {
        return false;
    }
    bool was_first = *first;
    *first = false;
    return was_first || take(in, ',') || json_fail(in, bracket == '}' ? ", or }" : ", or ]");
}

/* The byte that an escape stands for, or zero. */
static char escaped(char c) {
    static const char from[] = "\"\\/bfnrt";
    static const char to[] = "\"\\/\b\f\n\r\t";
    const char *found = c == 0 ? NULL : strchr(from, c);
    return found == NULL ? 0 : to[found - from];
}

static bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* One byte of a text; of \u the bytes stay as they are. */
static bool text_byte(struct json *in, char *byte) {
    *byte = *in->at++;
    if ((unsigned char)*byte < ' ') {
        return json_fail(in, "no control character in a text");
    }
    if (*byte != '\\') {
        return true;
    }
    char kind = in->at < in->end ? *in->at : 0;
    if (kind == 'u') {
        bool four = in->end - in->at > 4;
        for (int i = 1; four && i <= 4; i++) {
            four = is_hex(in->at[i]);
        }
        return four || json_fail(in, "four hexadecimal digits behind \\u");
    }
    *byte = escaped(kind);
    in->at++;
    return *byte != 0 || json_fail(in, "an escape of JSON");
}

/* To null is none kept. */
static bool read_text(struct json *in, char *to, size_t room) {
    size_t used = 0;
    if (!take(in, '"')) {
        return json_fail(in, "a text");
    }
    while (in->at < in->end && *in->at != '"') {
        char byte;
        if (!text_byte(in, &byte)) {
            return false;
        }
        if (to != NULL && used + 1 >= room) {
            return json_fail(in, "a shorter text");
        }
        if (to != NULL) {
            to[used++] = byte;
        }
    }
    if (to != NULL) {
        to[used] = 0;
    }
    return take(in, '"') || json_fail(in, "\" at the end of a text");
}

bool json_text(struct json *in, char *to, size_t room) {
    return read_text(in, to, room);
}

bool json_name(struct json *in, char *to, size_t room) {
    return read_text(in, to, room) && (take(in, ':') || json_fail(in, ":"));
}

bool json_whole(struct json *in, uint64_t *to) {
    uint64_t value = 0;
    if (in->expected != NULL || !is_digit(peek(in))) {
        return json_fail(in, "a whole number");
    }
    bool zero = *in->at == '0';
    size_t digits = 0;
    for (; in->at < in->end && is_digit(*in->at); in->at++, digits++) {
        if (value > (INT64_MAX - 9) / 10) {
            return json_fail(in, "a number below 2^63");
        }
        value = value * 10 + (uint64_t)(*in->at - '0');
    }
    bool goes_on = in->at < in->end && (*in->at == '.' || *in->at == 'e' || *in->at == 'E');
    if (goes_on || (zero && digits > 1)) {
        return json_fail(in, "a whole number");
    }
    *to = value;
    return true;
}

static bool skip_digits(struct json *in) {
    const char *from = in->at;
    while (in->at < in->end && is_digit(*in->at)) {
        in->at++;
    }
    return in->at > from || json_fail(in, "a digit");
}

static bool is_here(const struct json *in, char one, char other) {
    return in->at < in->end && (*in->at == one || *in->at == other);
}

static bool skip_number(struct json *in) {
    in->at += *in->at == '-';
    bool zero = is_here(in, '0', '0');
    const char *from = in->at;
    if (!skip_digits(in)) {
        return false;
    }
    if (zero && in->at - from > 1) {
        return json_fail(in, "no digit behind a leading 0");
    }
    if (is_here(in, '.', '.')) {
        in->at++;
        if (!skip_digits(in)) {
            return false;
        }
    }
    if (is_here(in, 'e', 'E')) {
        in->at++;
        in->at += is_here(in, '+', '-');
        return skip_digits(in);
    }
    return true;
}

static bool skip_word(struct json *in) {
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(in->end - in->at) >= length && memcmp(in->at, words[i], length) == 0) {
            in->at += length;
            return true;
        }
    }
    return json_fail(in, "a value");
}

static bool skip_value(struct json *in, int depth) {
    char c = peek(in);
    bool first = true;
    if (in->expected != NULL || depth > DEEPEST) {
        return json_fail(in, "fewer brackets in each other");
    }
    switch (c) {
    case '"':
        return read_text(in, NULL, 0);
    case '{':
        in->at++;
        while (json_more(in, &first, '}')) {
            if (!json_name(in, NULL, 0) || !skip_value(in, depth + 1)) {
                return false;
            }
        }
        return in->expected == NULL;
    case '[':
        in->at++;
        while (json_more(in, &first, ']')) {
            if (!skip_value(in, depth + 1)) {
                return false;
            }
        }
        return in->expected == NULL;
    default:
        return c == '-' || is_digit(c) ? skip_number(in) : skip_word(in);
    }
}

bool json_skip(struct json *in) {
    return skip_value(in, 1);
}

bool json_ends(struct json *in) {
    if (in->expected != NULL) {
        return false;
    }
    peek(in);
    return in->at == in->end || json_fail(in, "nothing behind the end");
}
