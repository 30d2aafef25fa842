/* The sites of one runtime, beside its bookkeeping. */
#include <string.h>

#include "com.h"
#include "runtimes.h"
#include "segment.h"
#include "sites.h"
#include "text.h"

uint32_t runtime_site(struct runtime *rt, int kind, const char *what, const char *file) {
    char name[300];
    size_t length = text_format(name, sizeof name, "%s (%s)", what, rt->resource);
    return sites_intern(rt->resource, rt->language, kind, name, length, file);
}

uint32_t runtime_add_native(struct runtime *rt, uint64_t native) {
    if (rt->natives_used >= RUNTIME_NATIVES * 3 / 4) {
        sites_count_other();
        if (rt->other_native == 0) {
            rt->other_native = sites_intern(rt->resource, FXSEG_RUNTIME_NATIVE, FXSEG_KIND_NATIVE,
                                            SITES_OTHER, sizeof SITES_OTHER - 1, "");
        }
        return rt->other_native;
    }
    char name[24];
    size_t length = text_format(name, sizeof name, "0x%x", native);
    size_t i = (size_t)(native * 0x9E3779B97F4A7C15u >> 54);
    while (rt->natives[i].site != 0) {
        i = (i + 1) % RUNTIME_NATIVES;
    }
    rt->natives[i].native = native;
    rt->natives[i].site = sites_intern(rt->resource, FXSEG_RUNTIME_NATIVE, FXSEG_KIND_NATIVE, name,
                                       length, "");
    rt->natives_used++;
    return rt->natives[i].site;
}

static uint32_t counter(const struct runtime *rt, const char *what, const char *event) {
    char name[300];
    size_t length = text_format(name, sizeof name, "%s: %s/%s", what, rt->resource, event);
    return sites_intern(rt->resource, FXSEG_RUNTIME_ENGINE, FXSEG_KIND_TICK, name, length, "");
}

static void name_event(const struct runtime *rt, struct event_site *entry, const char *name,
                       size_t length) {
    entry->length = (uint32_t)length;
    memcpy(entry->name, name, length);
    entry->site = sites_intern(rt->resource, rt->language, FXSEG_KIND_EVENT, name, length, "");
}

struct event_site *runtime_add_event(struct runtime *rt, const char *name, size_t length,
                                     uint64_t hash) {
    if (rt->events_used >= RUNTIME_EVENTS * 3 / 4) {
        sites_count_other();
        if (rt->other_event.site == 0) {
            name_event(rt, &rt->other_event, SITES_OTHER, sizeof SITES_OTHER - 1);
        }
        return &rt->other_event;
    }
    size_t i = (size_t)(hash % RUNTIME_EVENTS);
    while (rt->events[i].site != 0) {
        i = (i + 1) % RUNTIME_EVENTS;
    }
    rt->events[i].hash = hash;
    name_event(rt, &rt->events[i], name, length);
    rt->events_used++;
    return &rt->events[i];
}

uint32_t runtime_add_region(struct runtime *rt, int kind, const char *name, size_t length,
                            uint64_t hash) {
    if (rt->regions_used >= RUNTIME_REGIONS * 3 / 4) {
        sites_count_other();
        if (rt->other_region == 0) {
            rt->other_region = sites_intern(rt->resource, rt->language, FXSEG_KIND_REGION,
                                            SITES_OTHER, sizeof SITES_OTHER - 1, "");
        }
        return rt->other_region;
    }
    size_t i = (size_t)(hash % RUNTIME_REGIONS);
    while (rt->regions[i].site != 0) {
        i = (i + 1) % RUNTIME_REGIONS;
    }
    struct region_site *added = &rt->regions[i];
    added->hash = hash;
    added->length = (uint32_t)length;
    memcpy(added->name, name, length);
    added->site = sites_intern(rt->resource, rt->language, kind, name, length, "");
    rt->regions_used++;
    return added->site;
}

void runtime_add_counters(const struct runtime *rt, struct event_site *event, bool from_client) {
    char text[FXSEG_NAME_BYTES + 1];
    text_name(text, event->name, event->length);
    if (from_client) {
        event->net_bytes = counter(rt, "bytes of net event", text);
        event->net_messages = counter(rt, "messages of net event", text);
    } else {
        event->own_bytes = counter(rt, "bytes of event", text);
    }
}

uint32_t runtime_add_reference(struct runtime *rt, int32_t number) {
    char name[32];
    bool counted = number >= 0 && number < RUNTIME_REFS - 1;
    size_t length = counted ? text_format(name, sizeof name, "ref %d", (int64_t)number)
                            : text_format(name, sizeof name, "ref (other)");
    uint32_t site = sites_intern(rt->resource, rt->language, FXSEG_KIND_EXPORT, name, length, "");
    rt->refs[counted ? number : RUNTIME_REFS - 1] = site;
    return site;
}
