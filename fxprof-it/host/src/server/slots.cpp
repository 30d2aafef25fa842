#include "slots.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "core/platform.h"
#include "om/component.h"
#include "om/object.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace {
constexpr size_t PUSH_RUNTIME = 3;

struct Table {
    Guid clsid;
    Guid iid;
    size_t methods;
};

uintptr_t before = 0;
uint8_t* entry = nullptr;

uintptr_t* tableOf(const Guid& clsid, const Guid& iid) {
    void* object = nullptr;
    if (failed(CoreFxCreateObjectInstance(clsid, iid, &object))) {
        return nullptr;
    }
    uintptr_t* const table = *static_cast<uintptr_t**>(object);
    static_cast<IBase*>(object)->Release();
    return table;
}

uintptr_t* pushRuntime() {
    return tableOf(classes::HANDLER, IScriptRuntimeHandler::IID) + PUSH_RUNTIME;
}

void write(uintptr_t* slot, uintptr_t value) {
#ifdef _WIN32
    DWORD old = 0;
    VirtualProtect(slot, sizeof *slot, PAGE_READWRITE, &old);
    *slot = value;
    VirtualProtect(slot, sizeof *slot, old, &old);
#else
    const uintptr_t size = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    void* const page = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(slot) & ~(size - 1));
    mprotect(page, size, PROT_READ | PROT_WRITE);
    *slot = value;
    mprotect(page, size, PROT_READ);
#endif
}
}

namespace slots {
std::string sum() {
    const Table tables[] = {{classes::HANDLER, IScriptRuntimeHandler::IID, 8},
            {classes::LUA, IScriptRuntime::IID, 8},
            {classes::LUA, IScriptFileHandlingRuntime::IID, 5},
            {classes::LUA, IScriptTickRuntimeWithBookmarks::IID, 4},
            {classes::LUA, IScriptEventRuntime::IID, 4}, {classes::LUA, IScriptRefRuntime::IID, 6},
            {classes::NODE, IScriptRuntime::IID, 8},
            {classes::NODE, IScriptFileHandlingRuntime::IID, 5},
            {classes::NODE, IScriptTickRuntime::IID, 4},
            {classes::NODE, IScriptEventRuntime::IID, 4},
            {classes::NODE, IScriptRefRuntime::IID, 6}};
    uint64_t sum = 14695981039346656037u;
    for (const Table& one : tables) {
        const uintptr_t* const table = tableOf(one.clsid, one.iid);
        for (size_t i = 0; table && i < one.methods; ++i) {
            sum = (sum ^ table[i]) * 1099511628211u;
        }
    }
    char text[24];
    std::snprintf(text, sizeof text, "%016" PRIx64, sum);
    return text;
}

bool chain() {
    uintptr_t* const slot = pushRuntime();
    before = *slot;
    if (!entry) {
        entry = static_cast<uint8_t*>(platform::codePage(64));
    }
    // mov rax, before; jmp rax
    const uint8_t code[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    std::memcpy(entry, code, sizeof code);
    std::memcpy(entry + 2, &before, sizeof before);
    write(slot, reinterpret_cast<uintptr_t>(entry));
    return *slot == reinterpret_cast<uintptr_t>(entry);
}

bool unchain() {
    uintptr_t* const slot = pushRuntime();
    if (before == 0 || *slot != reinterpret_cast<uintptr_t>(entry)) {
        return false;
    }
    write(slot, before);
    return true;
}

#ifdef _WIN32
bool guard(const std::string&) {
    return false;
}
#else
bool guard(const std::string& of) {
    const uintptr_t* const table = of == "lua" ? tableOf(classes::LUA, IScriptRuntime::IID)
                                               : tableOf(classes::HANDLER, IScriptRuntimeHandler::IID);
    const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
    const uintptr_t first = reinterpret_cast<uintptr_t>(table) & ~(size - 1);
    const size_t bytes = (reinterpret_cast<uintptr_t>(table + 8) & ~(size - 1)) + size - first;
    void* const page = reinterpret_cast<void*>(first);
    char name[] = "guarded-XXXXXX";
    const int written = mkstemp(name);
    const int read = open(name, O_RDONLY | O_CLOEXEC);
    unlink(name);
    const bool copied = ::write(written, page, bytes) == static_cast<ssize_t>(bytes);
    const bool mapped = copied
            && mmap(page, bytes, PROT_READ, MAP_SHARED | MAP_FIXED, read, 0) == page;
    close(written);
    close(read);
    return mapped;
}
#endif

std::string copied() {
    void* object = nullptr;
    if (failed(CoreFxCreateObjectInstance(classes::HANDLER, IScriptRuntimeHandler::IID, &object))) {
        return "no handler";
    }
    const uintptr_t* table = nullptr;
    std::memcpy(&table, object, sizeof table);
    const std::vector<uintptr_t> copy(table, table + 8);
    const uintptr_t* const copied = copy.data();
    std::memcpy(object, &copied, sizeof copied);
    const Result result = static_cast<IScriptRuntimeHandler*>(object)->PopRuntime(nullptr);
    std::memcpy(object, &table, sizeof table);
    static_cast<IBase*>(object)->Release();
    char text[16];
    std::snprintf(text, sizeof text, "%08" PRIx32, result);
    return text;
}
}
