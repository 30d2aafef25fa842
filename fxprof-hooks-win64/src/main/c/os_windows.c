/*
 * Windows, and Wine, where a reader is a JVM of the Linux machine: the process has another id for it, and
 * its clock is the kernel's, which Wine does not show. There both are asked for by system call.
 */
#include "os.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#include "text.h"

#define LINUX_GETPID 39
#define LINUX_CLOCK_GETTIME 228
#define LINUX_CLOCK_MONOTONIC 1
#define NANOS_A_SECOND 1000000000LL
/* Windows counts 100 ns from 1601. */
#define EPOCH_MILLIS 11644473600000LL
#define CHUNK (1 << 20)

static HANDLE worker;
static void (*worker_run)(void);
static const char *last_error = "";

const char *os_last_error(void) {
    return last_error;
}

static bool is_wine(void) {
    static int known = -1;
    if (known < 0) {
        known = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
    }
    return known;
}

static int64_t linux_call(int64_t number, int64_t first, void *second) {
    int64_t result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(first), "S"(second)
                     : "rcx", "r11", "memory");
    return result;
}

int64_t os_process_id(void) {
    return is_wine() ? linux_call(LINUX_GETPID, 0, NULL) : (int64_t)GetCurrentProcessId();
}

static int64_t millis_of(FILETIME time) {
    uint64_t ticks = (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
    return (int64_t)(ticks / 10000) - EPOCH_MILLIS;
}

int64_t os_process_start_millis(void) {
    FILETIME created, ended, kernel, user;
    if (is_wine() || !GetProcessTimes(GetCurrentProcess(), &created, &ended, &kernel, &user)) {
        return 0;
    }
    return millis_of(created);
}

int64_t os_wall_millis(void) {
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return millis_of(now);
}

int64_t os_monotonic_nanos(void) {
    static LARGE_INTEGER frequency;
    LARGE_INTEGER count;
    int64_t time[2];
    if (is_wine() && linux_call(LINUX_CLOCK_GETTIME, LINUX_CLOCK_MONOTONIC, time) == 0) {
        return time[0] * NANOS_A_SECOND + time[1];
    }
    if (frequency.QuadPart == 0) {
        QueryPerformanceFrequency(&frequency);
    }
    QueryPerformanceCounter(&count);
    /* In two parts: ticks times a thousand million overflow after ten days. */
    return count.QuadPart / frequency.QuadPart * NANOS_A_SECOND
           + count.QuadPart % frequency.QuadPart * NANOS_A_SECOND / frequency.QuadPart;
}

bool os_counter_is_trusted(void) {
    uint32_t a = 0x80000007, b, c = 0, d;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (d & 1u << 8) != 0;
}

void *os_pages(size_t size) {
    return VirtualAlloc(NULL, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
}

const char *os_environment(const char *name) {
    return getenv(name);
}

bool os_segment_directory(char *path, size_t room) {
    const char *set = os_environment("FXPROF_SEGMENTS");
    if (set != NULL && *set != 0) {
        text_copy(path, room, set);
    } else {
        char folder[MAX_PATH + 1] = "";
        char user[257] = "";
        DWORD length = sizeof user;
        GetTempPathA(sizeof folder, folder);
        GetUserNameA(user, &length);
        text_join(path, room, folder, "fxprof-", user);
    }
    if (!CreateDirectoryA(path, NULL) && GetLastError() != ERROR_ALREADY_EXISTS) {
        last_error = "the folder of segments cannot be made";
        return false;
    }
    return true;
}

void os_directory_separator(char *path, size_t room) {
    char with[OS_PATH];
    text_join(with, sizeof with, path, strchr(path, '\\') != NULL ? "\\" : "/", "");
    text_copy(path, room, with);
}

static HANDLE open_file(const char *path, DWORD access, DWORD how) {
    return CreateFileA(path, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL,
                       how, FILE_ATTRIBUTE_NORMAL, NULL);
}

static bool fill(HANDLE file, size_t size) {
    static char zeros[CHUNK];
    while (size > 0) {
        DWORD part = size < CHUNK ? (DWORD)size : CHUNK;
        DWORD written = 0;
        if (!WriteFile(file, zeros, part, &written, NULL) || written != part) {
            return false;
        }
        size -= part;
    }
    return true;
}

void *os_file_create(const char *path, size_t size) {
    HANDLE file = open_file(path, GENERIC_READ | GENERIC_WRITE, CREATE_ALWAYS);
    if (file == INVALID_HANDLE_VALUE) {
        last_error = "the segment's file cannot be made";
        return NULL;
    }
    void *at = NULL;
    if (fill(file, size)) {
        HANDLE map = CreateFileMappingA(file, NULL, PAGE_READWRITE, 0, 0, NULL);
        if (map != NULL) {
            at = MapViewOfFile(map, FILE_MAP_ALL_ACCESS, 0, 0, size);
            CloseHandle(map);
        }
    }
    CloseHandle(file);
    if (at == NULL) {
        last_error = "there is no room for the segment";
        DeleteFileA(path);
        return NULL;
    }
    for (size_t i = 0; i < size; i += 4096) {
        ((volatile char *)at)[i] = 0;
    }
    return at;
}

/* A file that a reader still maps can be neither replaced nor deleted, but it can be called otherwise. */
bool os_file_rename(const char *from, const char *to) {
    char aside[OS_PATH];
    if (MoveFileExA(from, to, MOVEFILE_REPLACE_EXISTING)) {
        return true;
    }
    text_join(aside, sizeof aside, to, ".before", "");
    return MoveFileExA(to, aside, MOVEFILE_REPLACE_EXISTING) && MoveFileExA(from, to, 0);
}

void os_file_remove(const char *path) {
    DeleteFileA(path);
}

void os_file_unmap(void *at, size_t size) {
    (void)size;
    UnmapViewOfFile(at);
}

bool os_file_head(const char *path, void *to, size_t size) {
    HANDLE file = open_file(path, GENERIC_READ, OPEN_EXISTING);
    DWORD got = 0;
    if (file == INVALID_HANDLE_VALUE) {
        return false;
    }
    bool whole = ReadFile(file, to, (DWORD)size, &got, NULL) && got == size;
    CloseHandle(file);
    return whole;
}

int64_t os_file_read(const char *path, void *to, size_t room) {
    HANDLE file = open_file(path, GENERIC_READ, OPEN_EXISTING);
    DWORD got = 0;
    if (file == INVALID_HANDLE_VALUE) {
        return -1;
    }
    bool good = ReadFile(file, to, (DWORD)room, &got, NULL);
    CloseHandle(file);
    return good ? (int64_t)got : -1;
}

void os_append(const char *path, const char *text, size_t size) {
    DWORD written;
    HANDLE file = path == NULL ? GetStdHandle(STD_ERROR_HANDLE)
                               : open_file(path, FILE_APPEND_DATA, OPEN_ALWAYS);
    if (file != NULL && file != INVALID_HANDLE_VALUE) {
        WriteFile(file, text, (DWORD)size, &written, NULL);
        if (path != NULL) {
            CloseHandle(file);
        }
    }
}

int os_cores(int cores[OS_CORES]) {
    DWORD_PTR own = 0, all = 0;
    int count = 0;
    GetProcessAffinityMask(GetCurrentProcess(), &own, &all);
    for (int core = 0; core < OS_CORES; core++) {
        if ((own >> core & 1) != 0) {
            cores[count++] = core;
        }
    }
    return count;
}

bool os_core_pin(int core) {
    return SetThreadAffinityMask(GetCurrentThread(), (DWORD_PTR)1 << core) != 0;
}

static DWORD WINAPI run_plain(void *given) {
    void (*run)(void);
    memcpy(&run, given, sizeof run);
    run();
    return 0;
}

void os_threads_run(void (*first)(void), void (*second)(void)) {
    void (*both[2])(void) = {first, second};
    HANDLE threads[2];
    for (int i = 0; i < 2; i++) {
        threads[i] = CreateThread(NULL, 0, run_plain, &both[i], 0, NULL);
    }
    for (int i = 0; i < 2; i++) {
        if (threads[i] != NULL) {
            WaitForSingleObject(threads[i], INFINITE);
            CloseHandle(threads[i]);
        }
    }
}

static DWORD WINAPI work(void *unused) {
    (void)unused;
    worker_run();
    return 0;
}

static void (*_Atomic thread_ends)(void);

void os_thread_ends(void (*call)(void)) {
    atomic_store(&thread_ends, call);
}

void os_thread_watch(void) {
}

/* Called by the system's loader, which has its lock. */
BOOL WINAPI DllMain(HINSTANCE library, DWORD reason, void *unused) {
    (void)library;
    (void)unused;
    void (*call)(void) = atomic_load(&thread_ends);
    if (reason == DLL_THREAD_DETACH && call != NULL) {
        call();
    }
    return TRUE;
}

bool os_thread_start(void (*run)(void)) {
    worker_run = run;
    worker = CreateThread(NULL, 0, work, NULL, 0, NULL);
    return worker != NULL;
}

void os_thread_join(void) {
    WaitForSingleObject(worker, INFINITE);
    CloseHandle(worker);
}

void os_thread_name(char *name, size_t room) {
    typedef HRESULT(WINAPI * describe)(HANDLE, wchar_t **);
    HMODULE kernel = GetModuleHandleW(L"kernel32.dll");
    describe ask = (describe)(uintptr_t)GetProcAddress(kernel, "GetThreadDescription");
    wchar_t *own = NULL;
    *name = 0;
    if (ask != NULL && SUCCEEDED(ask(GetCurrentThread(), &own)) && own != NULL) {
        WideCharToMultiByte(CP_UTF8, 0, own, -1, name, (int)room, NULL, NULL);
        name[room - 1] = 0;
        LocalFree(own);
    }
}

int64_t os_thread_id(void) {
    return (int64_t)GetCurrentThreadId();
}

void os_nap_millis(int millis) {
    Sleep((DWORD)millis);
}

void os_fence_all_threads(void) {
    FlushProcessWriteBuffers();
}

bool os_pin_library(void) {
    HMODULE module;
    return GetModuleHandleExW(
        GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
        (const wchar_t *)(uintptr_t)&os_pin_library, &module);
}
