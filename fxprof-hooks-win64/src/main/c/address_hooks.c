#include "address_hooks.h"

#include <string.h>

#include "calls.h"
#include "decode.h"
#include "image.h"
#include "log.h"
#include "modules.h"
#include "os.h"
#include "probe.h"
#include "sites.h"
#include "table.h"
#include "text.h"
#include "vtables.h"

#define NEAR_JUMP 5
#define FAR_JUMP 14
/* Where in a hook's page the moved instructions are; before them stands the jump to its thunk. */
#define MOVED_AT 16
/* So long one waits for a thread that runs scripts; then it is left as it is. */
#define HOLD_MILLIS 1000
#define FILE_NAME "fxprof-hooks.json"

_Static_assert(sizeof(struct call) <= 64, "thunks.S keeps 64 bytes for it");
_Static_assert(MOVED_AT + TABLE_BYTES + FAR_JUMP <= IMAGE_PAGE, "all of it is in one page");

struct place {
    const char *name;
    /* How a capture names it. */
    const char *function;
    any_function thunk;
    /* Where the function begins; null as long as it was never hooked. */
    uint8_t *at;
    uint8_t before[FAR_JUMP];
    uint8_t jump[FAR_JUMP];
    size_t size;
    bool patched;
    bool chained;
};

void thunk_pcallk(void);
void thunk_resume(void);
void thunk_enter(struct call *call, uint32_t which, uintptr_t frame);
void thunk_leave(struct call *call);

/* What the thunks call: the moved instructions, which go on behind them in the function. */
void *thunk_originals[RUNTIME_ADDRESS_HOOKS];

static struct place places[RUNTIME_ADDRESS_HOOKS] = {
    {.name = "address:lua_pcallk", .function = "lua_pcallk", .thunk = thunk_pcallk},
    {.name = "address:lua_resume", .function = "lua_resume", .thunk = thunk_resume},
};
static struct table table;

static uint32_t site_of(struct runtime *rt, uint32_t which) {
    if (rt->by_address[which] == 0) {
        const char *name = places[which].function;
        rt->by_address[which] = sites_intern(rt->resource, rt->language, FXSEG_KIND_FUNCTION, name,
                                             strlen(name), "");
    }
    return rt->by_address[which];
}

void thunk_enter(struct call *call, uint32_t which, uintptr_t frame) {
    if (enter(call, frame)) {
        begin(call, site_of(running_runtime(call->producer, call->generation), which), 0);
        leave(call->producer);
    }
}

void thunk_leave(struct call *call) {
    finish(call);
}

static bool refuse(const char *name, const char *reason, const char *what) {
    slot_counts.refused++;
    log_line("refused %s: %s%s", name, reason, what);
    return false;
}

static bool table_path(char *path, size_t room) {
    const char *set = os_environment("FXPROF_HOOKS");
    if (set != NULL) {
        text_copy(path, room, set);
        return *set != 0;
    }
    if (!image_path((const void *)(uintptr_t)&address_hooks_wanted, path, room)) {
        return false;
    }
    char *file = path;
    for (char *c = path; *c != 0; c++) {
        file = *c == '/' || *c == '\\' ? c + 1 : file;
    }
    text_copy(file, room - (size_t)(file - path), FILE_NAME);
    return true;
}

bool address_hooks_wanted(void) {
    static char text[TABLE_LONGEST];
    char path[OS_PATH];
    if (!table_path(path, sizeof path)) {
        return false;
    }
    int64_t size = os_file_read(path, text, sizeof text);
    if (size < 0 && os_environment("FXPROF_HOOKS") == NULL) {
        return false;
    }
    if (size < 0) {
        return refuse("the table of hooks", path, " cannot be read");
    }
    if (size == sizeof text) {
        return refuse("the table of hooks", path, " is longer than 256 KB");
    }
    if (!table_read(&table, text, (size_t)size)) {
        slot_counts.refused++;
        log_line("refused the table of hooks %s: %s", path, table.problem);
        return false;
    }
    return table.hook_count > 0;
}

static struct place *place_of(const char *name) {
    for (size_t i = 0; i < RUNTIME_ADDRESS_HOOKS; i++) {
        if (strcmp(places[i].name, name) == 0) {
            return &places[i];
        }
    }
    return NULL;
}

/* Where the function begins in this process, if the library is the build that the table is for. */
static uint8_t *locate(const struct table_hook *hook) {
    char id[sizeof((struct table_module *)NULL)->id];
    const struct table_module *wanted = table_module(&table, hook->module);
    uintptr_t module = module_find(hook->module);
    if (wanted == NULL || module == 0) {
        refuse(hook->name, wanted == NULL ? "the table does not say which build it is for, of "
                                          : "not loaded is ", hook->module);
        return NULL;
    }
    if (!image_identity(module, wanted->kind, id, sizeof id) || strcmp(id, wanted->id) != 0) {
        refuse(hook->name, "the table is for another build of ", hook->module);
        return NULL;
    }
    uint8_t *at = image_code(module, hook->rva, hook->length);
    if (at == NULL) {
        refuse(hook->name, "its address is not within code of ", hook->module);
    }
    return at;
}

/* An absolute jump: 6 bytes and the address. */
static void put_far_jump(uint8_t to[FAR_JUMP], uintptr_t target) {
    static const uint8_t code[6] = {0xFF, 0x25, 0, 0, 0, 0};
    memcpy(to, code, sizeof code);
    memcpy(to + sizeof code, &target, sizeof target);
}

/* The jump of 5 bytes where the page is near enough, else that of 14. */
static size_t make_jump(struct place *place, const uint8_t *at, const uint8_t *page) {
    int64_t distance = (intptr_t)page - ((intptr_t)at + NEAR_JUMP);
    if (distance > IMAGE_NEAR || distance < -IMAGE_NEAR) {
        put_far_jump(place->jump, (uintptr_t)page);
        return FAR_JUMP;
    }
    int32_t relative = (int32_t)distance;
    place->jump[0] = 0xE9;
    memcpy(place->jump + 1, &relative, sizeof relative);
    return NEAR_JUMP;
}

static bool refuse_code(const struct table_hook *hook, const struct prologue *code) {
    char where[40];
    text_format(where, sizeof where, " at its byte %d", (int64_t)code->at);
    return refuse(hook->name, code->refusal, where);
}

/* Everything but the jump itself. */
static bool prepare(struct place *place, const struct table_hook *hook, uint8_t *at) {
    struct prologue code = decode_prologue(at, hook->length, NEAR_JUMP);
    uint8_t *page = code.refusal != NULL ? NULL : image_page(at);
    size_t size = page == NULL ? 0 : make_jump(place, at, page);
    if (size > code.length && size <= hook->moved) {
        code = decode_prologue(at, hook->length, size);
    }
    if (code.refusal != NULL) {
        return refuse_code(hook, &code);
    }
    if (page == NULL) {
        return refuse(hook->name, "there is no memory for it", "");
    }
    if (size > code.length) {
        return refuse(hook->name, "there is no memory near it, and too few bytes can be moved", "");
    }
    if (code.length > hook->moved) {
        return refuse(hook->name, "the table lets fewer bytes be moved than a jump takes", "");
    }
    put_far_jump(page, (uintptr_t)place->thunk);
    memcpy(page + MOVED_AT, at, code.length);
    put_far_jump(page + MOVED_AT + code.length, (uintptr_t)at + code.length);
    if (!image_seal(page)) {
        return refuse(hook->name, "the system does not let a page of the agent be executed", "");
    }
    memcpy(place->before, at, size);
    place->size = size;
    thunk_originals[place - places] = page + MOVED_AT;
    return true;
}

static void count(struct place *place) {
    slot_counts.chained -= place->chained;
    place->chained = false;
    place->patched = true;
    slot_counts.patched++;
}

static void patch(const struct table_hook *hook) {
    struct place *place = place_of(hook->name);
    if (place == NULL) {
        refuse(hook->name, "the agent has no hook of that name", "");
        return;
    }
    uint8_t *at = place->patched ? NULL : locate(hook);
    if (at == NULL) {
        return;
    }
    if (place->at != NULL && place->at != at) {
        refuse(hook->name, "it was elsewhere before", "");
        return;
    }
    if (place->at != NULL && memcmp(at, place->jump, place->size) == 0) {
        count(place);
        return;
    }
    if (memcmp(at, hook->bytes, hook->length) != 0) {
        refuse(hook->name, "other bytes than the table's stand at its address in ", hook->module);
        return;
    }
    if (place->at == NULL && !prepare(place, hook, at)) {
        return;
    }
    const char *reason = image_write(at, place->jump, place->size);
    if (reason != NULL) {
        refuse(hook->name, reason, "");
        return;
    }
    place->at = at;
    count(place);
    log_line("hooked %s at 0x%x of %s by a jump of %d bytes", hook->name, hook->rva, hook->module,
             (int64_t)place->size);
}

void address_hooks_patch(void *handler) {
    if (!probe_hold(handler, HOLD_MILLIS)) {
        refuse("the hooks by address", "another thread runs scripts all the time", "");
        return;
    }
    for (size_t i = 0; i < table.hook_count; i++) {
        patch(&table.hooks[i]);
    }
    probe_release(handler);
}

bool address_hooks_patched(void) {
    bool patched = false;
    for (size_t i = 0; i < RUNTIME_ADDRESS_HOOKS; i++) {
        patched |= places[i].patched;
    }
    return patched;
}

static void restore(struct place *place, bool held) {
    place->patched = false;
    slot_counts.patched--;
    const char *reason = !held ? "another thread runs scripts all the time"
                         : memcmp(place->at, place->jump, place->size) != 0
                             ? "somebody else has changed it"
                             : image_write(place->at, place->before, place->size);
    if (reason != NULL) {
        place->chained = true;
        slot_counts.chained++;
        log_line("chained, left in place: %s: %s", place->name, reason);
    }
}

void address_hooks_restore(void *handler) {
    bool held = probe_hold(handler, HOLD_MILLIS);
    for (size_t i = 0; i < RUNTIME_ADDRESS_HOOKS; i++) {
        if (places[i].patched) {
            restore(&places[i], held);
        }
    }
    if (held) {
        probe_release(handler);
    }
}
