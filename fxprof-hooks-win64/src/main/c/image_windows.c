/* The build from the image's headers in memory; code is written while all other threads stand still. */
#include "image.h"

#include <string.h>
#include <windows.h>

#include <tlhelp32.h>

#include "text.h"

#define STEP (1LL << 16)
#define MOST_THREADS 1024
#define RSDS 0x53445352u

struct code_view {
    uint32_t signature;
    uint8_t guid[16];
    uint32_t age;
};

static const IMAGE_NT_HEADERS *headers(uintptr_t module) {
    const IMAGE_DOS_HEADER *start = (const IMAGE_DOS_HEADER *)module;
    return (const IMAGE_NT_HEADERS *)(module + (uintptr_t)start->e_lfanew);
}

static char *put_hex(char *to, uint64_t value, int digits) {
    while (digits > 0) {
        *to++ = "0123456789ABCDEF"[value >> 4 * --digits & 15];
    }
    *to = 0;
    return to;
}

static int digits_of(uint64_t value) {
    int digits = 1;
    while (value >>= 4) {
        digits++;
    }
    return digits;
}

/* The record by which symbol files are found, or null. */
static const struct code_view *debug_record(uintptr_t module) {
    const IMAGE_DATA_DIRECTORY *directory
        = &headers(module)->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_DEBUG];
    const IMAGE_DEBUG_DIRECTORY *entry
        = (const IMAGE_DEBUG_DIRECTORY *)(module + directory->VirtualAddress);
    for (DWORD i = 0; i < directory->Size / sizeof *entry; i++, entry++) {
        const struct code_view *record
            = (const struct code_view *)(module + entry->AddressOfRawData);
        if (entry->Type == IMAGE_DEBUG_TYPE_CODEVIEW && entry->AddressOfRawData != 0
            && entry->SizeOfData >= sizeof *record && record->signature == RSDS) {
            return record;
        }
    }
    return NULL;
}

bool image_identity(uintptr_t module, const char *kind, char *id, size_t room) {
    /* The first three fields of a GUID are little-endian. */
    static const int order[16] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
    const IMAGE_NT_HEADERS *of = headers(module);
    const struct code_view *record = debug_record(module);
    if (room < 2 * sizeof record->guid + 9) {
        return false;
    }
    if (strcmp(kind, "rsds") == 0 && record != NULL) {
        for (int i = 0; i < 16; i++) {
            id = put_hex(id, record->guid[order[i]], 2);
        }
        put_hex(id, record->age, digits_of(record->age));
        return true;
    }
    if (strcmp(kind, "timestamp") == 0 && record == NULL) {
        id = put_hex(id, of->FileHeader.TimeDateStamp, 8);
        put_hex(id, of->OptionalHeader.SizeOfImage, digits_of(of->OptionalHeader.SizeOfImage));
        return true;
    }
    return false;
}

uint8_t *image_code(uintptr_t module, uint64_t rva, size_t size) {
    const IMAGE_NT_HEADERS *of = headers(module);
    const IMAGE_SECTION_HEADER *section = IMAGE_FIRST_SECTION(of);
    for (WORD i = 0; i < of->FileHeader.NumberOfSections; i++, section++) {
        uint64_t length = section->Misc.VirtualSize;
        if ((section->Characteristics & IMAGE_SCN_MEM_EXECUTE) != 0 && size <= length
            && rva >= section->VirtualAddress && rva - section->VirtualAddress <= length - size) {
            return (uint8_t *)(module + rva);
        }
    }
    return NULL;
}

bool image_path(const void *address, char *path, size_t room) {
    HMODULE module;
    DWORD length;
    if (!GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS
                                | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
                            address, &module)) {
        return false;
    }
    length = GetModuleFileNameA(module, path, (DWORD)room);
    return length > 0 && length < room;
}

static uint8_t *allocate(uintptr_t at) {
    return VirtualAlloc((void *)at, IMAGE_PAGE, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
}

/* The first page that is free in one direction, region by region. */
static uint8_t *page_towards(intptr_t from, int direction) {
    MEMORY_BASIC_INFORMATION found;
    intptr_t at = from + direction * STEP;
    while (at > 0 && (at - from) * direction < IMAGE_NEAR
           && VirtualQuery((void *)at, &found, sizeof found) != 0) {
        uint8_t *got = found.State == MEM_FREE ? allocate((uintptr_t)at) : NULL;
        if (got != NULL) {
            return got;
        }
        intptr_t begin = (intptr_t)found.BaseAddress;
        intptr_t beside = direction < 0 ? begin - 1 : begin + (intptr_t)found.RegionSize + STEP - 1;
        at = beside & ~(intptr_t)(STEP - 1);
    }
    return NULL;
}

uint8_t *image_page(const void *code) {
    intptr_t from = (intptr_t)((uintptr_t)code & ~(uintptr_t)(STEP - 1));
    uint8_t *got = page_towards(from, -1);
    got = got != NULL ? got : page_towards(from, 1);
    return got != NULL ? got : allocate(0);
}

bool image_seal(uint8_t *page) {
    DWORD before;
    return VirtualProtect(page, IMAGE_PAGE, PAGE_EXECUTE_READ, &before)
           && FlushInstructionCache(GetCurrentProcess(), page, IMAGE_PAGE);
}

struct others {
    HANDLE threads[MOST_THREADS];
    size_t count;
};

static struct others others;

static void release_others(bool stopped) {
    for (size_t i = 0; i < others.count; i++) {
        if (others.threads[i] != NULL) {
            if (stopped) {
                ResumeThread(others.threads[i]);
            }
            CloseHandle(others.threads[i]);
        }
    }
}

/* False for one that lives and cannot be stopped; none is kept of one that has ended. */
static bool add_other(DWORD id) {
    if (others.count == MOST_THREADS) {
        return false;
    }
    HANDLE thread = OpenThread(THREAD_SUSPEND_RESUME | THREAD_GET_CONTEXT, FALSE, id);
    if (thread == NULL) {
        return GetLastError() == ERROR_INVALID_PARAMETER;
    }
    others.threads[others.count++] = thread;
    return true;
}

/* Before any of them stands still: one may hold what this needs. */
static bool find_others(void) {
    THREADENTRY32 entry = {.dwSize = sizeof entry};
    HANDLE list = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
    others.count = 0;
    if (list == INVALID_HANDLE_VALUE) {
        return false;
    }
    bool all = true;
    for (BOOL more = Thread32First(list, &entry); more && all; more = Thread32Next(list, &entry)) {
        if (entry.th32OwnerProcessID == GetCurrentProcessId()
            && entry.th32ThreadID != GetCurrentThreadId()) {
            all = add_other(entry.th32ThreadID);
        }
    }
    CloseHandle(list);
    if (!all) {
        release_others(false);
    }
    return all;
}

/* Whether all stand still outside of those bytes; a thread that has just ended does. */
static bool stop_others(const uint8_t *at, size_t size) {
    bool outside = true;
    for (size_t i = 0; i < others.count; i++) {
        CONTEXT context;
        memset(&context, 0, sizeof context);
        context.ContextFlags = CONTEXT_CONTROL;
        if (SuspendThread(others.threads[i]) == (DWORD)-1) {
            CloseHandle(others.threads[i]);
            others.threads[i] = NULL;
        } else if (GetThreadContext(others.threads[i], &context)) {
            outside &= context.Rip - (uintptr_t)at >= size;
        }
    }
    return outside;
}

static bool write_stopped(uint8_t *at, const uint8_t *bytes, size_t size) {
    DWORD before, unused;
    if (!VirtualProtect(at, size, PAGE_READWRITE, &before)) {
        return false;
    }
    memcpy(at, bytes, size);
    return VirtualProtect(at, size, before, &unused)
           && FlushInstructionCache(GetCurrentProcess(), at, size);
}

const char *image_write(uint8_t *at, const uint8_t *bytes, size_t size) {
    if (!find_others()) {
        return "not all threads of the process can be stopped";
    }
    bool outside = stop_others(at, size);
    bool written = outside && write_stopped(at, bytes, size);
    release_others(true);
    return written ? NULL
           : outside ? "the system does not let its page be written"
                     : "another thread is in its first instructions";
}
