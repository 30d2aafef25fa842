#include "code.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

#include "core/platform.h"

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace {
constexpr size_t JUMP = 5;
constexpr uint8_t JUMP_CODE = 0xe9;
constexpr intptr_t STEP = 1 << 16;
constexpr intptr_t NEAR_ENOUGH = 1 << 29;
constexpr intptr_t REACH = 1LL << 31;

struct Range {
    const uint8_t* begin;
    size_t size;
};

uint8_t* entry = nullptr;
uint8_t before[JUMP];

uint8_t* function() {
    void* const lua = platform::openComponent("citizen-scripting-lua");
    return static_cast<uint8_t*>(
            reinterpret_cast<void* (*)()>(platform::symbol(lua, "StandinPcall"))());
}

#ifdef _WIN32
Range range() {
    const uint8_t* const base
            = reinterpret_cast<const uint8_t*>(GetModuleHandleA("citizen-scripting-lua.dll"));
    const auto* const dos = reinterpret_cast<const IMAGE_DOS_HEADER*>(base);
    const auto* const headers = reinterpret_cast<const IMAGE_NT_HEADERS*>(base + dos->e_lfanew);
    const IMAGE_SECTION_HEADER* const text = IMAGE_FIRST_SECTION(headers);
    return {base + text->VirtualAddress, text->Misc.VirtualSize};
}

uint8_t* pageAt(intptr_t address) {
    return static_cast<uint8_t*>(VirtualAlloc(reinterpret_cast<void*>(address), 4096,
            MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE));
}

void write(uint8_t* at, const uint8_t* bytes) {
    DWORD old = 0;
    VirtualProtect(at, JUMP, PAGE_EXECUTE_READWRITE, &old);
    std::memcpy(at, bytes, JUMP);
    VirtualProtect(at, JUMP, old, &old);
}
#else
int look(dl_phdr_info* info, size_t, void* found) {
    const uintptr_t wanted = reinterpret_cast<uintptr_t>(function());
    for (int i = 0; i < info->dlpi_phnum; ++i) {
        const uintptr_t begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
        const size_t size = info->dlpi_phdr[i].p_memsz;
        if (info->dlpi_phdr[i].p_type == PT_LOAD && wanted - begin < size) {
            *static_cast<Range*>(found) = {reinterpret_cast<const uint8_t*>(begin), size};
            return 1;
        }
    }
    return 0;
}

Range range() {
    Range found = {nullptr, 0};
    dl_iterate_phdr(look, &found);
    return found;
}

uint8_t* pageAt(intptr_t address) {
    void* const got = mmap(reinterpret_cast<void*>(address), 4096,
            PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return got == reinterpret_cast<void*>(address) ? static_cast<uint8_t*>(got) : nullptr;
}

void take(intptr_t from, intptr_t to) {
    if (from < to) {
        mmap(reinterpret_cast<void*>(from), static_cast<size_t>(to - from), PROT_NONE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    }
}

void takeAll(intptr_t from, intptr_t to) {
    FILE* const maps = std::fopen("/proc/self/maps", "r");
    char line[4400];
    std::vector<std::pair<intptr_t, intptr_t>> gaps;
    while (maps && std::fgets(line, sizeof line, maps)) {
        char* rest = nullptr;
        const auto begin = static_cast<intptr_t>(std::strtoull(line, &rest, 16));
        gaps.emplace_back(from, std::min(begin, to));
        from = std::max(from, static_cast<intptr_t>(std::strtoull(rest + 1, nullptr, 16)));
    }
    std::fclose(maps);
    gaps.emplace_back(from, to);
    for (const auto& gap : gaps) {
        take(gap.first, gap.second);
    }
}

void write(uint8_t* at, const uint8_t* bytes) {
    const int memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    const ssize_t written = pwrite(memory, bytes, JUMP, reinterpret_cast<off_t>(at));
    static_cast<void>(written);
    close(memory);
}
#endif

uint8_t* pageNear(const uint8_t* at) {
    const intptr_t from = reinterpret_cast<intptr_t>(at) & -STEP;
    uint8_t* found = nullptr;
    for (intptr_t distance = STEP; !found && distance < NEAR_ENOUGH; distance += STEP) {
        found = pageAt(from - distance);
    }
    return found;
}
}

namespace code {
std::string sum() {
    const Range all = range();
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < all.size; ++i) {
        sum = (sum ^ all.begin[i]) * 1099511628211u;
    }
    char text[24];
    std::snprintf(text, sizeof text, "%016" PRIx64, sum);
    return text;
}

bool chain() {
    uint8_t* const at = function();
    if (!entry) {
        entry = pageNear(at);
    }
    int32_t distance = 0;
    std::memcpy(&distance, at + 1, sizeof distance);
    if (!entry || *at != JUMP_CODE) {
        return false;
    }
    // jmp [rip]; behind it where the jump went.
    const uint8_t code[6] = {0xff, 0x25, 0, 0, 0, 0};
    const uint8_t* const target = at + JUMP + distance;
    std::memcpy(entry, code, sizeof code);
    std::memcpy(entry + sizeof code, &target, sizeof target);
    std::memcpy(before, at, JUMP);
    uint8_t jump[JUMP] = {JUMP_CODE};
    const int32_t own = static_cast<int32_t>(entry - (at + JUMP));
    std::memcpy(jump + 1, &own, sizeof own);
    write(at, jump);
    return std::memcmp(at, jump, JUMP) == 0;
}

bool unchain() {
    write(function(), before);
    return std::memcmp(function(), before, JUMP) == 0;
}

#ifdef _WIN32
bool crowd() {
    return false;
}

bool guard() {
    return false;
}
#else
bool crowd() {
    const intptr_t at = reinterpret_cast<intptr_t>(function()) & -STEP;
    takeAll(std::max(at - REACH, STEP), at + REACH);
    return pageNear(function()) == nullptr;
}

bool guard() {
    const uintptr_t size = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
    void* const page = reinterpret_cast<void*>(reinterpret_cast<uintptr_t>(function()) & ~(size - 1));
    char name[] = "guarded-XXXXXX";
    const int written = mkstemp(name);
    const int read = open(name, O_RDONLY | O_CLOEXEC);
    unlink(name);
    const bool copied = ::write(written, page, size) == static_cast<ssize_t>(size);
    const bool mapped = copied && mmap(page, size, PROT_READ | PROT_EXEC, MAP_SHARED | MAP_FIXED,
            read, 0) == page;
    close(written);
    close(read);
    return mapped;
}
#endif
}
