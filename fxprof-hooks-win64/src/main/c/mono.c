#include "mono.h"

#include "collector.h"
#include "log.h"
#include "methods.h"
#include "modules.h"

typedef void *(*create_profiler)(void *profiler);

static struct mono mono;

any_call mono_call(const struct mono *in, const char *name) {
    return (any_call)(uintptr_t)module_symbol(in->module, name);
}

void mono_attach(void) {
    mono.module = module_find("mono-2.0-sgen");
    if (mono.module == 0) {
        /* On Linux it is linked into the server's own library. */
        mono.module = module_find("citizen-scripting-mono");
    }
    if (mono.module == 0) {
        return;
    }
    create_profiler create = (create_profiler)mono_call(&mono, "mono_profiler_create");
    if (create == NULL) {
        log_line("pauses and methods of C# are not recorded: Mono does not export mono_profiler_create%s",
                 mono_call(&mono, "mono_profiler_install") == NULL
                     ? "" : ", but the calls of an older Mono");
        return;
    }
    /* A profiler cannot be taken back, so there is one for all attachments. */
    if (mono.profiler == NULL) {
        mono.profiler = create(&mono);
    }
    if (mono.profiler != NULL) {
        collector_attach(&mono);
        methods_attach(&mono);
    }
}

void mono_detach(void) {
    collector_detach();
    methods_detach();
}
