/*
 * Attaching and letting go.
 *
 * Assumptions: none; both take a lock, or refuse where another thread has it for long.
 * Guarantees: a slot is patched before anything is recorded, and what is refused leaves everything as it
 * was. After letting go no thread writes to the segment any more.
 */
#include "fxprof_agent.h"

#include <string.h>

#include "address_hooks.h"
#include "calls.h"
#include "lock.h"
#include "log.h"
#include "modules.h"
#include "mono.h"
#include "probe.h"
#include "sites.h"
#include "text.h"

#define CORE_RUNTIME EXPORTS_MODULE
#define SCRIPTING_CORE IMPORT_ScriptNativeContext_Invoke_FROM
#define SCRIPTING_LUA IMPORT_ScriptNativeContext_Invoke_INTO
#define BEAT_MILLIS 10
#define MOST_CLASSES 32
#define QUIET_MILLIS 2000
/* So long one waits for another that attaches or detaches; less than a server calls a hitch. */
#define TURN_MILLIS 100

typedef intptr_t (*find_first)(const struct guid *, struct guid *);
typedef int32_t (*find_next)(intptr_t, struct guid *);
typedef void (*find_close)(intptr_t);
typedef result_t (*create_instance)(const struct guid *, const struct guid *, void **);

_Atomic(any_function) invoke_original;

static lock_word lock;
static _Atomic bool beating;
static uint64_t generations;
static void **invoke_import;
/* This attachment has the import, or found the hook still in it. */
static bool import_patched;
/* Somebody had replaced the hook at a detach. */
static bool import_chained;
static struct {
    find_first first;
    find_next next;
    find_close close;
    create_instance create;
} server;

static bool refuse(const char *reason) {
    log_line("not attached: %s", reason);
    return false;
}

static bool find_server(void) {
    uintptr_t core = module_find(CORE_RUNTIME);
    if (core == 0 || module_find(SCRIPTING_CORE) == 0) {
        return refuse("this process is no game server: " CORE_RUNTIME " and " SCRIPTING_CORE
                      " are not both loaded");
    }
    server.first = (find_first)(uintptr_t)module_symbol(core, "CoreFxFindFirstImpl");
    server.next = (find_next)(uintptr_t)module_symbol(core, "CoreFxFindNextImpl");
    server.close = (find_close)(uintptr_t)module_symbol(core, "CoreFxFindImplClose");
    server.create = (create_instance)(uintptr_t)module_symbol(core, "CoreFxCreateObjectInstance");
    if (server.first == NULL || server.next == NULL || server.close == NULL
        || server.create == NULL) {
        return refuse(CORE_RUNTIME " does not export the functions that list the server's classes");
    }
    return true;
}

/* Makes one object of each class that implements an interface, and gives it to a function. */
static int for_each_class(const struct guid *iid, int (*each)(void *)) {
    struct guid classes[MOST_CLASSES];
    size_t count = 0;
    int patched = 0;
    intptr_t search = server.first(iid, &classes[0]);
    if (search == 0) {
        return 0;
    }
    do {
        count++;
    } while (count < MOST_CLASSES && server.next(search, &classes[count]) != 0);
    server.close(search);
    for (size_t i = 0; i < count; i++) {
        void *object = NULL;
        if (!FAILED(server.create(&classes[i], iid, &object)) && object != NULL) {
            patched += each(object);
            com_release(object);
        }
    }
    return patched;
}

/*
 * Already hooked by an earlier attachment, it has been found right then. A push without its pop, or the
 * other way round, would give natives to the wrong resource: both hooks stand, or the handler counts not.
 */
static int patch_handler(void *handler) {
    if (!vtable_is_known(handler) && !probe_handler(handler)) {
        return 0;
    }
    hooks_patch(handler, &handler_hooks);
    return vtable_is_patched(handler, SLOT_IScriptRuntimeHandler_PushRuntime)
           && vtable_is_patched(handler, SLOT_IScriptRuntimeHandler_PopRuntime);
}

/* Only tables that all objects of a class share: a table of one object goes with it. */
static int patch_class(void *runtime) {
    int patched = 0;
    for (const struct interface_hooks *one = runtime_interfaces; one->name != NULL; one++) {
        void *face = com_query(runtime, &one->iid);
        if (face != NULL) {
            if (memory_at(*(void **)face).module != 0) {
                patched += hooks_patch(face, one);
            }
            com_release(face);
        }
    }
    return patched;
}

static void refuse_import(const char *reason) {
    slot_counts.refused++;
    log_line("refused import:ScriptNativeContext::Invoke: %s", reason);
}

static void count_import(void) {
    slot_counts.chained -= import_chained;
    import_chained = false;
    import_patched = true;
    slot_counts.patched++;
}

static void patch_import(void) {
    static const char *const names[2] = {IMPORT_ScriptNativeContext_Invoke_ITANIUM,
                                         IMPORT_ScriptNativeContext_Invoke_MSVC};
    uintptr_t lua = module_find(SCRIPTING_LUA);
    uintptr_t core = module_find(SCRIPTING_CORE);
    if (lua == 0) {
        refuse_import(SCRIPTING_LUA " is not loaded");
        return;
    }
    if (invoke_import == NULL) {
        invoke_import = module_import(lua, SCRIPTING_CORE, names);
    }
    if (invoke_import == NULL) {
        refuse_import(SCRIPTING_LUA " does not import it");
        return;
    }
    void *held = *invoke_import;
    if (held == (void *)(uintptr_t)hook_invoke) {
        count_import();
        return;
    }
    struct memory code = memory_at(held);
    void *target = held;
    if (code.executable && code.module == lua) {
        /* Not bound yet: the entry leads to the loader, which would overwrite it. */
        target = module_symbol(core, names[0]);
        code = memory_at(target);
    }
    if (!code.executable || code.module != core) {
        refuse_import("its entry does not hold code of " SCRIPTING_CORE);
        return;
    }
    atomic_store(&invoke_original, (any_function)(uintptr_t)target);
    if (!vtable_swap_word(invoke_import, held, (void *)(uintptr_t)hook_invoke)) {
        refuse_import("the system does not let its page be written");
        return;
    }
    count_import();
}

static void restore_import(void) {
    if (!import_patched) {
        return;
    }
    import_patched = false;
    slot_counts.patched--;
    if (!vtable_swap_word(invoke_import, (void *)(uintptr_t)hook_invoke,
                          (void *)(uintptr_t)atomic_load(&invoke_original))) {
        import_chained = true;
        slot_counts.chained++;
        log_line("chained, left in place: import:ScriptNativeContext::Invoke");
    }
}

static int patch_addresses(void *handler) {
    address_hooks_patch(handler);
    return 1;
}

static int restore_addresses(void *handler) {
    address_hooks_restore(handler);
    return 1;
}

static void unpatch(void) {
    if (address_hooks_patched()) {
        for_each_class(&handler_hooks.iid, restore_addresses);
    }
    restore_import();
    hooks_restore_all();
}

static bool patch(void) {
    static const struct guid runtime = IID_IScriptRuntime;
    slot_counts.patched = slot_counts.refused = 0;
    if (for_each_class(&handler_hooks.iid, patch_handler) == 0) {
        unpatch();
        return refuse("the server's runtime handler cannot be hooked");
    }
    if (for_each_class(&runtime, patch_class) == 0) {
        unpatch();
        return refuse("no script runtime can be hooked");
    }
    if (runtimes_host() != NULL) {
        hooks_patch(runtimes_host(), &host_hooks);
    }
    patch_import();
    if (address_hooks_wanted()) {
        for_each_class(&handler_hooks.iid, patch_addresses);
    }
    return true;
}

static void pulse(void) {
    bool told = false;
    while (atomic_load(&beating)) {
        uint64_t refused = atomic_load(&threads_refused);
        clock_beat();
        put_word_release(segment.header, FXSEG_SEGMENT_HEARTBEAT_AT,
                         (uint64_t)os_monotonic_nanos());
        put_word_release(segment.header, FXSEG_SEGMENT_REFUSED_PRODUCERS_AT, refused);
        if (refused > 0 && !told) {
            told = true;
            log_line("a thread is not recorded: all %d rings are in use; its calls are counted", (int64_t)SEGMENT_PRODUCERS);
        }
        spans_take_back();
        os_nap_millis(BEAT_MILLIS);
    }
}

static uint32_t ring_slots(void) {
    const char *set = os_environment("FXPROF_RING_SLOTS");
    int64_t slots = set == NULL ? SEGMENT_RING_SLOTS : text_number(set);
    bool usable = slots >= 16 && slots <= 1 << 24 && (slots & (slots - 1)) == 0;
    if (!usable) {
        log_line("FXPROF_RING_SLOTS must be a power of two from 16 to 16777216, not %s; %d are used",
                 set, (int64_t)SEGMENT_RING_SLOTS);
    }
    return usable ? (uint32_t)slots : SEGMENT_RING_SLOTS;
}

static bool start_segment(void) {
    const char *reason = "";
    if (!segment_create(ring_slots(), clock_choose(os_environment("FXPROF_CLOCK")), "FXServer",
                        &reason)) {
        return refuse(reason);
    }
    clock_start();
    atomic_store(&beating, true);
    if (!os_thread_start(pulse)) {
        segment_close();
        os_file_remove(segment.path);
        return refuse("no thread can be started");
    }
    return true;
}

static void stop_segment(void) {
    atomic_store(&beating, false);
    os_thread_join();
    segment_close();
}

static bool attach(void) {
    atomic_store(&threads_refused, 0);
    atomic_store(&registrations, 0);
    os_thread_ends(calls_end_thread);
    /* Before the pulse begins, which looks for rings to take back: those of the last segment are gone. */
    for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
        atomic_store(&producers[i].thread, 0);
        producers[i].entries_in = producers[i].entries_out = 0;
        producers[i].jumped = producers[i].too_deep = producers[i].scopes_outside = 0;
        producers[i].methods_outside = 0;
    }
    if (!find_server() || !start_segment()) {
        return false;
    }
    sites_reset();
    if (!os_pin_library() || !patch()) {
        stop_segment();
        os_file_remove(segment.path);
        return false;
    }
    /* Before anything records, since a runtime is asked once whose methods are chosen. */
    mono_attach();
    atomic_store(&recording, ++generations);
    log_line("attached: %d slots hooked, %d refused; segment %s", (int64_t)slot_counts.patched,
             (int64_t)slot_counts.refused, segment.path);
    return true;
}

/* Waits until no thread is in the agent's own code; it takes none longer than a first sight does. */
static bool is_quiet(void) {
    os_fence_all_threads();
    for (int waited = 0; waited < QUIET_MILLIS; waited++) {
        bool busy = false;
        for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
            busy |= atomic_load(&producers[i].busy) != 0;
        }
        if (!busy) {
            return true;
        }
        os_nap_millis(1);
    }
    return false;
}

static void detach(void) {
    atomic_store(&recording, 0);
    mono_detach();
    /* Before a slot is given back: whoever is in the agent's code may just patch another. */
    bool quiet = is_quiet();
    unpatch();
    runtimes_detach();
    if (quiet) {
        for (size_t i = 0; i < SEGMENT_PRODUCERS; i++) {
            struct producer *p = &producers[i];
            if (p->generation != 0 && p->open == p->tick) {
                spans_end_tick(p);
            }
            p->generation = 0;
        }
        stop_segment();
    }
    log_line("detached: %d slots chained, left in place%s", (int64_t)slot_counts.chained,
             quiet ? "" : "; a thread did not leave the agent, so the segment stays mapped");
}

/*
 * Attaching pushes a runtime, for which it waits while another thread runs scripts. That thread may come
 * here from a script: it must not wait in turn.
 */
static bool take_turn(void) {
    if (lock_try(&lock, TURN_MILLIS)) {
        return true;
    }
    log_line("another thread attaches or detaches at this moment");
    return false;
}

int32_t fxprof_attach(void) {
    if (!take_turn()) {
        return FXPROF_REFUSED;
    }
    bool already = atomic_load(&recording) != 0;
    log_to(os_environment("FXPROF_LOG"));
    bool attached = already || attach();
    lock_give(&lock);
    return already ? FXPROF_ALREADY : attached ? FXPROF_OK : FXPROF_REFUSED;
}

int32_t fxprof_detach(void) {
    if (!take_turn()) {
        return FXPROF_REFUSED;
    }
    bool attached = atomic_load(&recording) != 0;
    if (attached) {
        detach();
    }
    lock_give(&lock);
    return attached ? FXPROF_OK : FXPROF_ALREADY;
}
