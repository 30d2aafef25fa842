#include "log.h"

#include <stdarg.h>
#include <string.h>

#include "lock.h"
#include "text.h"

#define BEFORE "fxprof: "

static char file[OS_PATH];
static char last[400];
static lock_word lock;

void log_to(const char *path) {
    text_copy(file, sizeof file, path == NULL ? "" : path);
}

void log_line(const char *format, ...) {
    char line[sizeof BEFORE + sizeof last + 1];
    va_list values;
    va_start(values, format);
    lock_take(&lock);
    text_format_list(last, sizeof last, format, values);
    text_join(line, sizeof line, BEFORE, last, "\n");
    os_append(file[0] == 0 ? NULL : file, line, strlen(line));
    lock_give(&lock);
    va_end(values);
}

const char *log_last(void) {
    return last;
}
