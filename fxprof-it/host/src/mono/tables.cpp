#include "tables.h"

#include <cstring>
#include <unordered_map>

#include "core/platform.h"

namespace {
// What the compiler keeps in front of a table: distance to the object, and its type.
constexpr size_t IN_FRONT = 2;
constexpr size_t ENTRY = 16;
constexpr size_t PAGE = 4096;
}

void OwnTables::replace(void* interface, size_t methods) {
    uintptr_t** const place = static_cast<uintptr_t**>(interface);
    const uintptr_t* const old = *place - IN_FRONT;
    tables.emplace_back(old, old + IN_FRONT + methods);
    std::vector<uintptr_t>& made = tables.back();
    for (size_t i = IN_FRONT; i < made.size(); ++i) {
        made[i] = entryTo(made[i]);
    }
    *place = made.data() + IN_FRONT;
}

uintptr_t OwnTables::entryTo(uintptr_t method) {
    static std::unordered_map<uintptr_t, uintptr_t> entries;
    static uint8_t* const page = static_cast<uint8_t*>(platform::codePage(PAGE));
    const auto found = entries.find(method);
    if (found != entries.end()) {
        return found->second;
    }
    // mov rax, method; jmp rax
    uint8_t code[12] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};
    std::memcpy(code + 2, &method, sizeof method);
    uint8_t* const entry = page + entries.size() * ENTRY;
    std::memcpy(entry, code, sizeof code);
    return entries[method] = reinterpret_cast<uintptr_t>(entry);
}
