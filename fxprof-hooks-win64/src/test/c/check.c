/*
 * The agent's decoder and its reader of tables, by themselves and under sanitizers:
 *   check prologues FILE   each line is bytes | least | length | refusal, as in prologues.txt
 *   check table FILE       what the table has, or what is wrong with it
 *   check torn FILE        the table cut at every byte
 *   check fuzz FILE ROUNDS the table with bytes changed; the same rounds always
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "table.h"

#define LONGEST_LINE 1024

static int fail(const char *what, const char *where) {
    fprintf(stderr, "%s: %s\n", where, what);
    return 2;
}

/* Memory that ends where what is known ends, so that a byte beyond is found out. */
static void *exactly(const void *bytes, size_t size) {
    void *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL) {
        exit(3);
    }
    memcpy(copy, bytes, size);
    return copy;
}

static char *trimmed(char *text) {
    while (isspace((unsigned char)*text)) {
        text++;
    }
    for (size_t length = strlen(text); length > 0 && isspace((unsigned char)text[length - 1]);) {
        text[--length] = 0;
    }
    return text;
}

static size_t parse_bytes(const char *text, uint8_t *to) {
    size_t count = 0;
    unsigned byte;
    int used;
    while (sscanf(text, " %2x%n", &byte, &used) == 1) {
        to[count++] = (uint8_t)byte;
        text += used;
    }
    return count;
}

static int is_as_expected(const struct prologue *found, size_t length, const char *refusal) {
    char where[32];
    if (found->refusal == NULL) {
        return *refusal == 0 && found->length == length;
    }
    snprintf(where, sizeof where, " at its byte %zu", found->at);
    const char *said = strstr(refusal, " at its byte ");
    return length == 0 && found->length == 0 && *refusal != 0
           && strncmp(refusal, found->refusal, strlen(found->refusal)) == 0
           && (said == NULL || strcmp(said, where) == 0);
}

static int check_line(char *line) {
    uint8_t bytes[LONGEST_LINE];
    char *fields[4];
    for (int i = 0; i < 4; i++) {
        fields[i] = strsep(&line, "|");
        if (fields[i] == NULL) {
            return 0;
        }
        fields[i] = trimmed(fields[i]);
    }
    size_t known = parse_bytes(fields[0], bytes);
    uint8_t *code = exactly(bytes, known);
    struct prologue found = decode_prologue(code, known, (size_t)atoi(fields[1]));
    free(code);
    int good = is_as_expected(&found, (size_t)atoi(fields[2]), fields[3]);
    if (!good) {
        printf("%s: expected %s (%s), found %zu (%s at %zu)\n", fields[0], fields[2], fields[3],
               found.length, found.refusal == NULL ? "" : found.refusal, found.at);
    }
    return good;
}

static int check_prologues(FILE *file) {
    char line[LONGEST_LINE];
    int lines = 0, wrong = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] != '#') {
            lines++;
            wrong += !check_line(line);
        }
    }
    printf("%d lines, %d wrong\n", lines, wrong);
    return wrong > 0;
}

static struct table table;

static bool read_copy(const char *text, size_t size) {
    char *copy = exactly(text, size);
    bool good = table_read(&table, copy, size);
    free(copy);
    return good;
}

static int show_table(const char *text, size_t size) {
    if (!read_copy(text, size)) {
        printf("%s\n", table.problem);
        return 1;
    }
    for (size_t i = 0; i < table.hook_count; i++) {
        printf("%s\n", table.hooks[i].name);
    }
    return 0;
}

static int check_torn(const char *text, size_t size) {
    size_t whole = size;
    while (whole > 0 && isspace((unsigned char)text[whole - 1])) {
        whole--;
    }
    for (size_t cut = 0; cut < whole; cut++) {
        if (read_copy(text, cut) || table.hook_count != 0) {
            printf("taken though it ends at byte %zu\n", cut);
            return 1;
        }
    }
    printf("%zu cuts refused\n", whole);
    return !read_copy(text, whole);
}

static int check_fuzz(const char *text, size_t size, int rounds) {
    uint64_t state = 88172645463325252u;
    int taken = 0;
    for (int round = 0; round < rounds; round++) {
        char *copy = exactly(text, size);
        for (int change = 0; change <= round % 4; change++) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            copy[state % size] = "{}[]\",:\\0129azu \n\0\xC3\x7F"[(state >> 32) % 21];
        }
        taken += table_read(&table, copy, size);
        free(copy);
    }
    printf("%d taken, %d refused\n", taken, rounds - taken);
    return 0;
}

int main(int count, char *arguments[]) {
    FILE *file = count < 3 ? NULL : fopen(arguments[2], "rb");
    if (file == NULL) {
        return fail("cannot be read", count < 3 ? "check" : arguments[2]);
    }
    if (strcmp(arguments[1], "prologues") == 0) {
        return check_prologues(file);
    }
    char *text = malloc(TABLE_LONGEST);
    size_t size = text == NULL ? 0 : fread(text, 1, TABLE_LONGEST, file);
    fclose(file);
    int result = size == 0 ? fail("is empty", arguments[2])
                 : strcmp(arguments[1], "table") == 0 ? show_table(text, size)
                 : strcmp(arguments[1], "torn") == 0 ? check_torn(text, size)
                 : check_fuzz(text, size, count > 3 ? atoi(arguments[3]) : 0);
    free(text);
    return result;
}
