/* What the agent says of itself. */
#include <string.h>

#include "calls.h"
#include "fxprof_agent.h"
#include "log.h"
#include "text.h"

static void escape(char *to, size_t room, const char *from) {
    char *end = to + room - 3;
    for (; *from != 0 && to < end; from++) {
        if (*from == '"' || *from == '\\') {
            *to++ = '\\';
        }
        *to++ = (uint8_t)*from < ' ' ? ' ' : *from;
    }
    *to = 0;
}

int32_t fxprof_status(char *text, int32_t size) {
    uint64_t in = 0, out = 0, jumped = 0, deep = 0, outside = 0, methods = 0, waiting = 0;
    char reason[500];
    char path[2 * OS_PATH];
    if (text == NULL || size <= 0) {
        return 0;
    }
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        in += producers[i].entries_in;
        out += producers[i].entries_out;
        jumped += producers[i].jumped;
        deep += producers[i].too_deep;
        outside += producers[i].scopes_outside;
        methods += producers[i].methods_outside;
        waiting += atomic_load(&producers[i].thread) == RING_WAITS;
    }
    bool attached = atomic_load(&recording) != 0;
    escape(reason, sizeof reason, log_last());
    escape(path, sizeof path, segment.path);
    return (int32_t)text_format(
        text, (size_t)size,
        "{\"attached\": %s, \"segment\": \"%s\", \"slots\": %d, \"refused\": %d, \"chained\": %d, "
        "\"entriesIn\": %d, \"entriesOut\": %d, \"jumped\": %d, \"tooDeep\": %d, "
        "\"scopesOutside\": %d, \"methodsOutside\": %d, \"ringsWaiting\": %d, \"threadsRefused\": %d, \"reason\": \"%s\"}",
        attached ? "true" : "false", path, (int64_t)slot_counts.patched,
        (int64_t)slot_counts.refused, (int64_t)slot_counts.chained, (int64_t)in, (int64_t)out,
        (int64_t)jumped, (int64_t)deep, (int64_t)outside, (int64_t)methods,
        (int64_t)waiting,
        (int64_t)atomic_load(&threads_refused), reason);
}
