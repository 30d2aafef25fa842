/*
 * Attaching in a process that was launched with the agent in it, before its own first instruction.
 *
 * When a resource starts the server looks for the classes that handle files of scripts, by a function of
 * CoreRT: by then all components are initialized, and no script has run. That call attaches, on the
 * server's own thread. Asking earlier would do harm: the server keeps what that function found first.
 * The agent is in its way by tables only: CoreRT's table of exports, and the table of imports of what is
 * bound already. Both are given back before the agent attaches.
 */
#include <stdatomic.h>
#include <string.h>

#define PSAPI_VERSION 2
#include <windows.h>

#include <psapi.h>

/* Windows' own, which com.h has for both systems. */
#undef FAILED
#undef E_FAIL

#include "com.h"
#include "fxprof_agent.h"
#include "hooks.h"
#include "log.h"
#include "modules.h"
#include "os.h"

#define MODULES 1024
#define NEAR_STEP 0x10000
#define NEAR_TRIES 4096
#define ADDED 1

typedef intptr_t (*find_first)(const struct guid *, struct guid *);

/* What the system tells of a library that was loaded; see LdrRegisterDllNotification. */
struct text16 {
    USHORT bytes;
    USHORT room;
    const WCHAR *text;
};
struct loaded {
    ULONG flags;
    const struct text16 *path;
    const struct text16 *name;
    void *base;
    ULONG size;
};
typedef void(CALLBACK *told)(ULONG reason, const struct loaded *loaded, void *context);
typedef LONG(NTAPI *register_told)(ULONG flags, told callback, void *context, void **cookie);
typedef LONG(NTAPI *unregister_told)(void *cookie);

static const char *const names[2] = {"CoreFxFindFirstImpl", "CoreFxFindFirstImpl"};
static _Atomic bool waiting;
static find_first original;
static uintptr_t core;
/* A jump to the hook as near to CoreRT as its table of exports can say. */
static uint8_t *near_jump;
static uint32_t *export_entry;
static uint32_t export_before;
static void *cookie;

static intptr_t hook_find_first(const struct guid *iid, struct guid *found);

static bool swap_import(uintptr_t module, bool back) {
    void **word = module_import(module, EXPORTS_MODULE, names);
    void *hook = (void *)(uintptr_t)hook_find_first;
    if (word == NULL) {
        return false;
    }
    if (back) {
        return vtable_swap_word(word, hook, (void *)(uintptr_t)original)
               || vtable_swap_word(word, near_jump, (void *)(uintptr_t)original);
    }
    return vtable_swap_word(word, (void *)(uintptr_t)original, hook);
}

static void swap_imports(bool back) {
    static HMODULE modules[MODULES];
    DWORD bytes = 0;
    if (!EnumProcessModules(GetCurrentProcess(), modules, sizeof modules, &bytes)) {
        return;
    }
    for (DWORD i = 0; i < bytes / sizeof modules[0] && i < MODULES; i++) {
        swap_import((uintptr_t)modules[i], back);
    }
}

/* The entry of CoreRT's table of exports, which holds a distance from CoreRT's beginning. */
static uint32_t *find_export(void) {
    const IMAGE_DOS_HEADER *start = (const IMAGE_DOS_HEADER *)core;
    const IMAGE_NT_HEADERS *header = (const IMAGE_NT_HEADERS *)(core + (uintptr_t)start->e_lfanew);
    const IMAGE_DATA_DIRECTORY *place
        = &header->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_EXPORT];
    const IMAGE_EXPORT_DIRECTORY *exports
        = (const IMAGE_EXPORT_DIRECTORY *)(core + place->VirtualAddress);
    uint32_t *entries = (uint32_t *)(core + exports->AddressOfFunctions);
    for (DWORD i = 0; i < exports->NumberOfFunctions; i++) {
        if (core + entries[i] == (uintptr_t)original) {
            return &entries[i];
        }
    }
    return NULL;
}

static bool make_jump(void) {
    /* jmp [rip], and the address */
    static const uint8_t jump[6] = {0xFF, 0x25, 0, 0, 0, 0};
    void *hook = (void *)(uintptr_t)hook_find_first;
    uintptr_t at = (core + NEAR_STEP) & ~(uintptr_t)(NEAR_STEP - 1);
    for (int i = 0; near_jump == NULL && i < NEAR_TRIES; i++, at += NEAR_STEP) {
        near_jump = VirtualAlloc((void *)at, sizeof jump + sizeof hook, MEM_COMMIT | MEM_RESERVE,
                                 PAGE_READWRITE);
    }
    DWORD before;
    if (near_jump == NULL) {
        return false;
    }
    memcpy(near_jump, jump, sizeof jump);
    memcpy(near_jump + sizeof jump, &hook, sizeof hook);
    return VirtualProtect(near_jump, sizeof jump + sizeof hook, PAGE_EXECUTE_READ, &before);
}

static bool write_export(uint32_t distance) {
    DWORD before;
    if (!VirtualProtect(export_entry, sizeof *export_entry, PAGE_READWRITE, &before)) {
        return false;
    }
    *export_entry = distance;
    VirtualProtect(export_entry, sizeof *export_entry, before, &before);
    return true;
}

static void watch_core(uintptr_t module) {
    core = module;
    original = (find_first)(uintptr_t)module_symbol(module, names[0]);
    if (original == NULL || !memory_at((void *)(uintptr_t)original).executable) {
        log_line("not attached: " EXPORTS_MODULE " does not export %s", names[0]);
        return;
    }
    export_entry = find_export();
    if (export_entry == NULL || !make_jump()) {
        log_line("not attached: the exports of " EXPORTS_MODULE " cannot be watched");
        return;
    }
    export_before = *export_entry;
    if (!write_export((uint32_t)((uintptr_t)near_jump - core))) {
        log_line("not attached: the system does not let the exports of " EXPORTS_MODULE " be written");
        return;
    }
    atomic_store(&waiting, true);
    swap_imports(false);
}

/* Called by the system's loader, which has its lock: no library may be loaded here. */
static void CALLBACK on_loaded(ULONG reason, const struct loaded *loaded, void *context) {
    (void)context;
    if (reason != ADDED) {
        return;
    }
    if (core == 0) {
        uintptr_t found = module_find(EXPORTS_MODULE);
        if (found != 0) {
            watch_core(found);
        }
    }
    if (atomic_load(&waiting)) {
        swap_import((uintptr_t)loaded->base, false);
    }
}

static void give_back(void) {
    unregister_told stop = (unregister_told)(uintptr_t)module_symbol(module_find("ntdll"),
                                                                     "LdrUnregisterDllNotification");
    if (stop != NULL) {
        stop(cookie);
    }
    write_export(export_before);
    swap_imports(true);
}

/* Also called later, by whoever has kept its address. */
static intptr_t hook_find_first(const struct guid *iid, struct guid *found) {
    static const struct guid files = IID_IScriptFileHandlingRuntime;
    if (memcmp(iid, &files, sizeof files) == 0 && atomic_exchange(&waiting, false)) {
        give_back();
        fxprof_attach();
    }
    return original(iid, found);
}

int32_t fxprof_await(void) {
    register_told start = (register_told)(uintptr_t)module_symbol(module_find("ntdll"),
                                                                  "LdrRegisterDllNotification");
    log_to(os_environment("FXPROF_LOG"));
    if (atomic_load(&recording) != 0 || core != 0) {
        return FXPROF_ALREADY;
    }
    if (!os_pin_library() || start == NULL || start(0, on_loaded, NULL, &cookie) != 0) {
        log_line("not attached: the system does not tell which libraries are loaded");
        return FXPROF_REFUSED;
    }
    uintptr_t loaded = module_find(EXPORTS_MODULE);
    if (loaded != 0 && core == 0) {
        watch_core(loaded);
    }
    return FXPROF_OK;
}
