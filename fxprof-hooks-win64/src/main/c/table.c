#include "table.h"

#include <string.h>

#include "json.h"
#include "text.h"

#define SCHEMA "fxprof/hooks-resolve/1"
#ifdef _WIN32
#define PLATFORM "windows"
#else
#define PLATFORM "linux"
#endif
#define LONGEST_NAME 32
#define BY_ADDRESS "address:"

/* A hook as it stands in the table, before it is known of which kind it is. */
struct row {
    struct table_hook hook;
    char status[16];
    char way[16];
};

static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool read_bytes(struct json *in, struct table_hook *to) {
    char text[2 * TABLE_BYTES + 1];
    if (!json_text(in, text, sizeof text)) {
        return false;
    }
    size_t digits = strlen(text);
    for (size_t i = 0; i + 1 < digits; i += 2) {
        int high = digit(text[i]);
        int low = digit(text[i + 1]);
        if (high < 0 || low < 0) {
            return json_fail(in, "bytes in lower-case hexadecimal");
        }
        to->bytes[i / 2] = (uint8_t)(high << 4 | low);
    }
    to->length = digits / 2;
    return digits % 2 == 0 || json_fail(in, "two digits a byte");
}

static bool read_module_member(struct json *in, const char *name, struct table_module *to) {
    if (strcmp(name, "name") == 0) {
        return json_text(in, to->name, sizeof to->name);
    }
    if (strcmp(name, "idKind") == 0) {
        return json_text(in, to->kind, sizeof to->kind);
    }
    return strcmp(name, "id") == 0 ? json_text(in, to->id, sizeof to->id) : json_skip(in);
}

static bool read_modules(struct json *in, struct table *to) {
    bool first_module = true;
    if (!json_enter(in, '[')) {
        return false;
    }
    while (json_more(in, &first_module, ']')) {
        char name[LONGEST_NAME];
        bool first = true;
        if (to->module_count == TABLE_MODULES) {
            return json_fail(in, "fewer modules");
        }
        struct table_module *module = &to->modules[to->module_count++];
        if (!json_enter(in, '{')) {
            return false;
        }
        while (json_more(in, &first, '}')) {
            if (!json_name(in, name, sizeof name) || !read_module_member(in, name, module)) {
                return false;
            }
        }
    }
    return in->expected == NULL;
}

static bool read_hook_member(struct json *in, const char *name, struct row *to) {
    const struct {
        const char *name;
        char *to;
        size_t room;
    } texts[] = {{"name", to->hook.name, sizeof to->hook.name},
                 {"module", to->hook.module, sizeof to->hook.module},
                 {"status", to->status, sizeof to->status},
                 {"way", to->way, sizeof to->way}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(name, texts[i].name) == 0) {
            return json_text(in, texts[i].to, texts[i].room);
        }
    }
    if (strcmp(name, "rva") == 0) {
        return json_whole(in, &to->hook.rva);
    }
    if (strcmp(name, "movedBytes") == 0) {
        return json_whole(in, &to->hook.moved);
    }
    return strcmp(name, "bytes") == 0 ? read_bytes(in, &to->hook) : json_skip(in);
}

/* Only hooks by address that work are kept. */
static bool keep(struct json *in, const struct row *row, struct table *to) {
    if (strcmp(row->way, "address") != 0 || strcmp(row->status, "works") != 0) {
        return true;
    }
    for (size_t i = 0; i < to->hook_count; i++) {
        if (strcmp(to->hooks[i].name, row->hook.name) == 0) {
            return json_fail(in, "each hook once");
        }
    }
    if (!text_begins(row->hook.name, BY_ADDRESS) || row->hook.module[0] == 0
        || row->hook.length == 0 || row->hook.moved > row->hook.length) {
        return json_fail(in, "name, module, bytes and movedBytes of a hook by address");
    }
    if (to->hook_count == TABLE_HOOKS) {
        return json_fail(in, "fewer hooks by address");
    }
    to->hooks[to->hook_count++] = row->hook;
    return true;
}

static bool read_hooks(struct json *in, struct table *to) {
    bool first_hook = true;
    if (!json_enter(in, '[')) {
        return false;
    }
    while (json_more(in, &first_hook, ']')) {
        char name[LONGEST_NAME];
        bool first = true;
        struct row row;
        memset(&row, 0, sizeof row);
        if (!json_enter(in, '{')) {
            return false;
        }
        while (json_more(in, &first, '}')) {
            if (!json_name(in, name, sizeof name) || !read_hook_member(in, name, &row)) {
                return false;
            }
        }
        if (in->expected != NULL || !keep(in, &row, to)) {
            return false;
        }
    }
    return in->expected == NULL;
}

static bool read_constant(struct json *in, const char *value, const char *expected, bool *seen) {
    char text[64];
    *seen = json_text(in, text, sizeof text) && strcmp(text, value) == 0;
    return *seen || json_fail(in, expected);
}

static bool read_root(struct json *in, struct table *to) {
    bool first = true, version = false, system = false;
    if (!json_enter(in, '{')) {
        return false;
    }
    while (json_more(in, &first, '}')) {
        char name[LONGEST_NAME];
        if (!json_name(in, name, sizeof name)) {
            return false;
        }
        bool good = strcmp(name, "schema") == 0
                        ? read_constant(in, SCHEMA, "the schema " SCHEMA, &version)
                    : strcmp(name, "platform") == 0
                        ? read_constant(in, PLATFORM, "the platform " PLATFORM, &system)
                    : strcmp(name, "modules") == 0 ? read_modules(in, to)
                    : strcmp(name, "hooks") == 0   ? read_hooks(in, to)
                                                   : json_skip(in);
        if (!good) {
            return false;
        }
    }
    return (version && system) || json_fail(in, "schema and platform");
}

bool table_read(struct table *table, const char *text, size_t size) {
    struct json in = {text, text + size, NULL};
    memset(table, 0, sizeof *table);
    if (read_root(&in, table) && json_ends(&in)) {
        return true;
    }
    table->hook_count = 0;
    text_format(table->problem, sizeof table->problem, "at byte %d: expected %s",
                (int64_t)(in.at - text), in.expected);
    return false;
}

const struct table_module *table_module(const struct table *table, const char *name) {
    for (size_t i = 0; i < table->module_count; i++) {
        if (strcmp(table->modules[i].name, name) == 0) {
            return &table->modules[i];
        }
    }
    return NULL;
}
