/* Memory and libraries by VirtualQuery, imports by the library's own directory of them. */
#include "modules.h"

#include <string.h>
#include <windows.h>

#include "text.h"

#define READABLE (PAGE_READONLY | PAGE_READWRITE | PAGE_WRITECOPY | EXECUTABLE_READABLE)
#define EXECUTABLE_READABLE \
    (PAGE_EXECUTE_READ | PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY)
#define WRITABLE (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)

struct memory memory_at(const void *address) {
    struct memory found = {0};
    MEMORY_BASIC_INFORMATION page;
    if (VirtualQuery(address, &page, sizeof page) == 0 || page.State != MEM_COMMIT
        || (page.Protect & PAGE_GUARD) != 0) {
        return found;
    }
    found.mapped = true;
    found.readable = (page.Protect & READABLE) != 0;
    found.writable = (page.Protect & WRITABLE) != 0;
    found.executable = (page.Protect & (EXECUTABLE_READABLE | PAGE_EXECUTE)) != 0;
    found.protection = page.Protect;
    if (page.Type == MEM_IMAGE) {
        char path[MAX_PATH + 1] = "";
        found.module = (uintptr_t)page.AllocationBase;
        GetModuleFileNameA((HMODULE)page.AllocationBase, path, MAX_PATH);
        const char *slash = strrchr(path, '\\');
        text_copy(found.name, sizeof found.name, slash != NULL ? slash + 1 : path);
    }
    return found;
}

bool memory_open(void *word) {
    DWORD before;
    struct memory now = memory_at(word);
    return VirtualProtect(word, sizeof(void *), now.executable ? PAGE_EXECUTE_READWRITE
                                                               : PAGE_READWRITE, &before);
}

void memory_close(void *word, const struct memory *before) {
    DWORD with;
    VirtualProtect(word, sizeof(void *), before->protection, &with);
}

uintptr_t module_find(const char *stem) {
    char file[128];
    text_join(file, sizeof file, stem, ".dll", "");
    return (uintptr_t)GetModuleHandleA(file);
}

void *module_symbol(uintptr_t module, const char *name) {
    return (void *)(uintptr_t)GetProcAddress((HMODULE)module, name);
}

static void **import_of(uintptr_t module, const IMAGE_IMPORT_DESCRIPTOR *library,
                        const char *const names[2]) {
    if (library->OriginalFirstThunk == 0) {
        return NULL;
    }
    const IMAGE_THUNK_DATA *name = (const IMAGE_THUNK_DATA *)(module + library->OriginalFirstThunk);
    void **slot = (void **)(module + library->FirstThunk);
    for (; name->u1.AddressOfData != 0; name++, slot++) {
        const IMAGE_IMPORT_BY_NAME *entry
            = (const IMAGE_IMPORT_BY_NAME *)(module + name->u1.AddressOfData);
        if (!IMAGE_SNAP_BY_ORDINAL(name->u1.Ordinal)
            && (strcmp(entry->Name, names[0]) == 0 || strcmp(entry->Name, names[1]) == 0)) {
            return slot;
        }
    }
    return NULL;
}

void **module_import(uintptr_t module, const char *from, const char *const names[2]) {
    char file[128];
    const IMAGE_DOS_HEADER *start = (const IMAGE_DOS_HEADER *)module;
    const IMAGE_NT_HEADERS *header = (const IMAGE_NT_HEADERS *)(module + (uintptr_t)start->e_lfanew);
    const IMAGE_DATA_DIRECTORY *directory
        = &header->OptionalHeader.DataDirectory[IMAGE_DIRECTORY_ENTRY_IMPORT];
    if (directory->VirtualAddress == 0) {
        return NULL;
    }
    text_join(file, sizeof file, from, ".dll", "");
    const IMAGE_IMPORT_DESCRIPTOR *library
        = (const IMAGE_IMPORT_DESCRIPTOR *)(module + directory->VirtualAddress);
    for (; library->Name != 0; library++) {
        if (_stricmp((const char *)(module + library->Name), file) == 0) {
            void **slot = import_of(module, library, names);
            if (slot != NULL) {
                return slot;
            }
        }
    }
    return NULL;
}
