#ifdef _WIN32
#include <windows.h>

#include "core/platform.h"

namespace platform {
void* openComponent(const std::string& name) {
    std::string reason;
    return openLibrary(programFolder() + "\\" + name + ".dll", reason);
}

void* openLibrary(const std::string& path, std::string& reason) {
    void* library = reinterpret_cast<void*>(LoadLibraryA(path.c_str()));
    if (!library) {
        reason = "LoadLibrary failed with error " + std::to_string(GetLastError());
    }
    return library;
}

void* symbol(void* library, const char* name) {
    return reinterpret_cast<void*>(GetProcAddress(static_cast<HMODULE>(library), name));
}

std::string programFolder() {
    char path[MAX_PATH];
    const std::string found(path, GetModuleFileNameA(nullptr, path, sizeof path));
    return found.substr(0, found.rfind('\\'));
}

unsigned long processId() {
    return GetCurrentProcessId();
}

int64_t nanos() {
    static const int64_t frequency = [] {
        LARGE_INTEGER value;
        QueryPerformanceFrequency(&value);
        return value.QuadPart;
    }();
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return now.QuadPart / frequency * 1'000'000'000
            + now.QuadPart % frequency * 1'000'000'000 / frequency;
}

void sleepUntil(int64_t until) {
    const int64_t left = until - nanos();
    if (left > 0) {
        Sleep(static_cast<DWORD>(left / 1'000'000));
    }
}

bool seal() {
    return false;
}

void onThread(void (*run)(void*), void* given) {
    struct Work {
        void (*run)(void*);
        void* given;
        static DWORD WINAPI begin(void* work) {
            static_cast<Work*>(work)->run(static_cast<Work*>(work)->given);
            return 0;
        }
    } work = {run, given};
    const HANDLE thread = CreateThread(nullptr, 0, Work::begin, &work, 0, nullptr);
    WaitForSingleObject(thread, INFINITE);
    CloseHandle(thread);
}

void* codePage(size_t bytes) {
    return VirtualAlloc(nullptr, bytes, MEM_COMMIT | MEM_RESERVE, PAGE_EXECUTE_READWRITE);
}
}
#endif
