#ifndef _WIN32
#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <climits>
#include <cstddef>
#include <thread>

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

bool seal() {
    const unsigned allowed[] = {SYS_read, SYS_write, SYS_close, SYS_poll, SYS_ppoll, SYS_nanosleep,
            SYS_clock_nanosleep, SYS_brk, SYS_mmap, SYS_munmap, SYS_mremap, SYS_exit_group};
    constexpr size_t COUNT = sizeof allowed / sizeof *allowed;
    sock_filter program[COUNT + 3] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr))};
    for (size_t i = 0; i < COUNT; ++i) {
        program[1 + i] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[i],
                static_cast<uint8_t>(COUNT - i), 0);
    }
    program[COUNT + 1] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    program[COUNT + 2] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog filter = {COUNT + 3, program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
            && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

void onThread(void (*run)(void*), void* given) {
    std::thread(run, given).join();
}

void* codePage(size_t bytes) {
    void* page = mmap(nullptr, bytes, PROT_READ | PROT_WRITE | PROT_EXEC,
            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? nullptr : page;
}
}
#endif
