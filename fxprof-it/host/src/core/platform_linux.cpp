#ifndef _WIN32
#include <dlfcn.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <climits>

#include "core/platform.h"

namespace platform {
void* openComponent(const std::string& name) {
    std::string reason;
    return openLibrary(programFolder() + "/lib" + name + ".so", reason);
}

void* openLibrary(const std::string& path, std::string& reason) {
    void* library = dlopen(path.c_str(), RTLD_NOW);
    if (!library) {
        reason = dlerror();
    }
    return library;
}

void* symbol(void* library, const char* name) {
    return dlsym(library, name);
}

std::string programFolder() {
    char path[PATH_MAX];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    const std::string found(path, length < 0 ? 0 : static_cast<size_t>(length));
    return found.substr(0, found.rfind('/'));
}

unsigned long processId() {
    return static_cast<unsigned long>(getpid());
}

int64_t nanos() {
    timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return now.tv_sec * 1'000'000'000LL + now.tv_nsec;
}

void sleepUntil(int64_t until) {
    const int64_t left = until - nanos();
    if (left > 0) {
        const timespec time = {left / 1'000'000'000, left % 1'000'000'000};
        nanosleep(&time, nullptr);
    }
}

void* codePage(size_t bytes) {
    void* page = mmap(nullptr, bytes, PROT_READ | PROT_WRITE | PROT_EXEC,
            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? nullptr : page;
}
}
#endif
