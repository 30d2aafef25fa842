#include "scopes.h"

#include <string.h>

#include "calls.h"
#include "log.h"
#include "names.h"
#include "text.h"

/* Both bits of a type that is a text. */
#define TYPE_TEXT 0xC0000000u

static const char asked[] = "fxprof_agent";
static const char answer[] = "fxprof-agent";

static size_t count_of(const void *context) {
    size_t count;
    memcpy(&count, (const char *)context + AT_ScriptNativeContext_numArguments, sizeof count);
    return count;
}

static uint64_t argument(const void *context, size_t index) {
    if (index >= count_of(context)) {
        return 0;
    }
    return word_at((const uint8_t *)context + AT_ScriptNativeContext_arguments, 8 * index);
}

/* The text that an argument is, or null. */
static const char *text(const void *context, size_t index) {
    uint32_t type = half_at((const uint8_t *)context + AT_ScriptNativeContext_types, 4 * index);
    bool given = index < count_of(context) && (type & TYPE_TEXT) == TYPE_TEXT;
    return given ? (const char *)(uintptr_t)argument(context, index) : NULL;
}

struct scope scope_of(const void *context) {
    const char *name = text(context, 0);
    return (struct scope){name, name == NULL ? 0 : strnlen(name, FXSEG_NAME_BYTES),
                          (uint32_t)argument(context, 1),
                          argument(context, 2) == FXSEG_KIND_FUNCTION ? FXSEG_KIND_FUNCTION
                                                                      : FXSEG_KIND_REGION};
}

static uint32_t site_of(struct runtime *rt, const struct scope *scope) {
    uint64_t hash = name_hash(scope->name, scope->length) ^ (uint64_t)scope->kind;
    for (size_t i = (size_t)(hash % RUNTIME_REGIONS);; i = (i + 1) % RUNTIME_REGIONS) {
        const struct region_site *known = &rt->regions[i];
        if (known->site == 0) {
            return runtime_add_region(rt, scope->kind, scope->name, scope->length, hash);
        }
        if (known->hash == hash && known->length == scope->length
            && name_is_same(known->name, scope->name, scope->length)) {
            return known->site;
        }
    }
}

/*
 * A scope has no frame of its own on the machine's stack, and goes with that of its entry: it stands one
 * byte below, where no frame begins. That is also how scopes are told from entries.
 */
static bool is_scope(const struct producer *p, uint32_t frame) {
    return frame >= p->tick && (p->shadow[frame].address & 1) != 0;
}

void scope_begin(const struct scope *scope, uintptr_t address) {
    struct call call;
    if (scope->name == NULL || !enter(&call, address)) {
        return;
    }
    struct producer *p = call.producer;
    if (p->open > p->tick) {
        uint32_t site = site_of(running_runtime(p, call.generation), scope);
        uintptr_t below = p->shadow[p->open - 1].address;
        int frame = spans_begin(p, call.reading, site, 0, (below & 1) != 0 ? below : below - 1);
        if (frame != NO_SPAN) {
            p->scopes[frame] = scope->number;
        }
    } else {
        p->scopes_outside++;
    }
    leave(p);
}

void scope_end(const void *context, uintptr_t address) {
    uint32_t number = (uint32_t)argument(context, 0);
    uint32_t flags = argument(context, 1) != 0 ? FXSEG_RECORD_UNFINISHED : 0;
    struct call call;
    if (!enter(&call, address)) {
        return;
    }
    struct producer *p = call.producer;
    uint32_t frame = p->open;
    while (frame > 0 && is_scope(p, frame - 1)) {
        frame--;
        if (p->scopes[frame] == number) {
            while (p->open > frame) {
                spans_end(p, call.reading, flags);
            }
            break;
        }
    }
    leave(p);
}

/* Whether everything that the server enters a runtime by is hooked. */
static bool is_seen(const struct runtime *rt) {
    bool seen = rt->object != NULL;
    for (const struct interface_hooks *one = runtime_interfaces; seen && one->name != NULL; one++) {
        void *face = com_query(rt->object, &one->iid);
        if (face != NULL) {
            for (const struct method_hook *method = one->methods; method->slot != 0; method++) {
                seen &= vtable_is_patched(face, method->slot);
            }
            com_release(face);
        }
    }
    return seen;
}

/* Rather a fact twice, and said so, than not at all. */
static bool owns_entries(struct runtime *rt) {
    bool seen = is_seen(rt);
    if (!seen && !rt->told) {
        rt->told = true;
        log_line("an overlay in %s records on, beside the agent: not all slots of its runtime are hooked",
                 rt->resource);
    }
    return seen;
}

void scopes_answer(void *context, uintptr_t address) {
    const char *name = text(context, 0);
    struct call call;
    if (name == NULL || strcmp(name, asked) != 0 || text(context, 1) == NULL
        || !enter(&call, address)) {
        return;
    }
    if (owns_entries(running_runtime(call.producer, call.generation))) {
        put_word((uint8_t *)context + AT_ScriptNativeContext_arguments, 8,
                 (uint64_t)(uintptr_t)answer);
    }
    leave(call.producer);
}
