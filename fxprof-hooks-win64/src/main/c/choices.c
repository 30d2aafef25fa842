#include "choices.h"

#include <stdbool.h>
#include <string.h>

#include "log.h"
#include "text.h"

#define ROOM 129

struct choice {
    char resource[ROOM];
    char assembly[ROOM];
};

static struct choice choices[MOST_CHOICES];
static size_t count;

/* What comes with the server, by the beginnings of names. */
static const char *const platform[] = {"mscorlib", "System",     "Mono.", "Microsoft.",
                                       "CitizenFX.", "netstandard", "I18N", NULL};

/* A star stands for any letters. */
static bool matches(const char *pattern, const char *name) {
    const char *star = NULL;
    const char *from = name;
    while (*name != 0) {
        if (*pattern == '*') {
            star = pattern++;
            from = name;
        } else if (*pattern == *name) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star + 1;
            name = ++from;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == 0;
}

static bool is_platform(const char *assembly) {
    for (const char *const *one = platform; *one != NULL; one++) {
        if (text_begins(assembly, *one)) {
            return true;
        }
    }
    return false;
}

static bool copy(char to[ROOM], const char *from, size_t length) {
    if (length == 0 || length >= ROOM) {
        return false;
    }
    memcpy(to, from, length);
    to[length] = 0;
    return true;
}

/* One of the list; an assembly that is empty stands for all but the platform's. */
static bool read_one(struct choice *to, const char *from, size_t length) {
    const char *slash = memchr(from, '/', length);
    to->assembly[0] = 0;
    if (slash == NULL) {
        return copy(to->resource, from, length);
    }
    size_t first = (size_t)(slash - from);
    return copy(to->resource, from, first) && copy(to->assembly, slash + 1, length - first - 1);
}

size_t choices_read(const char *list) {
    count = 0;
    while (list != NULL && *list != 0) {
        size_t length = strcspn(list, ", ");
        if (length > 0 && count == MOST_CHOICES) {
            log_line("FXPROF_METHODS: only the first %d choices are used", (int64_t)MOST_CHOICES);
            break;
        }
        if (length > 0) {
            bool read = read_one(&choices[count], list, length);
            count += read;
            if (!read) {
                log_line("FXPROF_METHODS: expected RESOURCE or RESOURCE/ASSEMBLY of at most %d letters "
                         "each at: %s", (int64_t)ROOM - 1, list);
            }
        }
        list += length + (list[length] != 0);
    }
    return count;
}

uint32_t choices_of_resource(const char *resource) {
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found |= (uint32_t)matches(choices[i].resource, resource) << i;
    }
    return found;
}

uint32_t choices_of_assembly(const char *assembly) {
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        bool chosen = choices[i].assembly[0] != 0 ? matches(choices[i].assembly, assembly)
                                                  : !is_platform(assembly);
        found |= (uint32_t)chosen << i;
    }
    return found;
}
