/*
 * fxprof-attach.exe PID DLL attach|detach: has a process that runs load the agent, and call it. A program
 * of its own, since only the system's own functions reach into another process.
 *
 * The library is loaded by a thread made in the other process. Its functions are found by their distance
 * from its beginning, which is the same in this process.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include <psapi.h>

#define LONGEST_MILLIS 30000
#define MODULES 2048

/* 2: wrong input; 3: the system or the other process does not let us. */
static int fail(int code, const char *sentence) {
    fprintf(stderr, "%s (error %lu)\n", sentence, GetLastError());
    return code;
}

/* Runs a function with one argument over there; false if it does not return in time. */
static int run(HANDLE process, uintptr_t function, void *argument, DWORD *result) {
    HANDLE thread = CreateRemoteThread(process, NULL, 0, (LPTHREAD_START_ROUTINE)function, argument,
                                       0, NULL);
    if (thread == NULL) {
        return 0;
    }
    int ended = WaitForSingleObject(thread, LONGEST_MILLIS) == WAIT_OBJECT_0
                && GetExitCodeThread(thread, result);
    CloseHandle(thread);
    return ended;
}

/* Where a library begins over there, 0 if it is not loaded. */
static uintptr_t find(HANDLE process, const char *file) {
    static HMODULE modules[MODULES];
    char path[MAX_PATH + 1];
    DWORD bytes = 0;
    if (!EnumProcessModules(process, modules, sizeof modules, &bytes)) {
        return 0;
    }
    for (DWORD i = 0; i < bytes / sizeof modules[0] && i < MODULES; i++) {
        if (GetModuleFileNameExA(process, modules[i], path, sizeof path) > 0
            && _stricmp(path, file) == 0) {
            return (uintptr_t)modules[i];
        }
    }
    return 0;
}

static int load(HANDLE process, const char *file) {
    size_t size = strlen(file) + 1;
    void *argument = VirtualAllocEx(process, NULL, size, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE);
    DWORD loaded = 0;
    uintptr_t loader = (uintptr_t)GetProcAddress(GetModuleHandleA("kernel32.dll"), "LoadLibraryA");
    if (argument == NULL || !WriteProcessMemory(process, argument, file, size, NULL)) {
        return 0;
    }
    int ran = run(process, loader, argument, &loaded);
    if (ran) {
        VirtualFreeEx(process, argument, 0, MEM_RELEASE);
    }
    return ran && loaded != 0;
}

static int call(HANDLE process, const char *file, const char *name) {
    HMODULE here = LoadLibraryExA(file, NULL, DONT_RESOLVE_DLL_REFERENCES);
    uintptr_t function = here == NULL ? 0 : (uintptr_t)GetProcAddress(here, name);
    uintptr_t there = find(process, file);
    DWORD result = 0;
    if (function == 0) {
        return fail(2, "the library is not the agent");
    }
    if (there == 0) {
        return fail(3, "the agent is not in the process");
    }
    if (!run(process, there + (function - (uintptr_t)here), NULL, &result)) {
        return fail(3, "the agent does not answer");
    }
    printf("%s: %ld\n", name, (long)(int32_t)result);
    return (int32_t)result < 0 ? 3 : 0;
}

int main(int count, char *arguments[]) {
    int attach = count == 4 && strcmp(arguments[3], "attach") == 0;
    int detach = count == 4 && strcmp(arguments[3], "detach") == 0;
    char file[MAX_PATH + 1];
    BOOL narrow = FALSE;
    if (!attach && !detach) {
        fprintf(stderr, "usage: fxprof-attach PID DLL attach|detach\n");
        return 2;
    }
    DWORD length = GetFullPathNameA(arguments[2], sizeof file, file, NULL);
    if (length == 0 || length >= sizeof file || GetFileAttributesA(file) == INVALID_FILE_ATTRIBUTES) {
        return fail(2, "the library is not there");
    }
    HANDLE process = OpenProcess(PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION
                                     | PROCESS_VM_OPERATION | PROCESS_VM_WRITE | PROCESS_VM_READ,
                                 FALSE, (DWORD)strtoul(arguments[1], NULL, 10));
    if (process == NULL) {
        return fail(3, "the process is not there, or belongs to somebody else");
    }
    if (!IsWow64Process(process, &narrow) || narrow) {
        return fail(3, "the process is not a 64-bit one");
    }
    if (attach && find(process, file) == 0 && !load(process, file)) {
        return fail(3, "the process does not load the library");
    }
    return call(process, file, attach ? "fxprof_attach" : "fxprof_detach");
}
