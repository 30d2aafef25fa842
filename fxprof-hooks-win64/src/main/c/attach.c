/*
 * fxprof-attach.exe PID DLL attach|detach: has a process that runs load the agent, and call it.
 * fxprof-attach.exe launch DLL: starts the command line in FXPROF_LAUNCH, whose first word is a program,
 * suspended; has it load the agent, which attaches with the first resource; and lets it run. Its exit code
 * is the program's. The command line comes by the environment, as it is, since each program that is given
 * arguments splits and quotes them by rules of its own.
 *
 * A program of its own, since only the system's own functions reach into another process.
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
#define LAUNCH L"FXPROF_LAUNCH"
/* The system takes no longer command line. */
#define LONGEST_COMMAND 32768

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

static int call(HANDLE process, const char *file, const char *name, DWORD *result) {
    HMODULE here = LoadLibraryExA(file, NULL, DONT_RESOLVE_DLL_REFERENCES);
    uintptr_t function = here == NULL ? 0 : (uintptr_t)GetProcAddress(here, name);
    uintptr_t there = find(process, file);
    if (function == 0) {
        return fail(2, "the library is not the agent");
    }
    if (there == 0) {
        return fail(3, "the agent is not in the process");
    }
    if (!run(process, there + (function - (uintptr_t)here), NULL, result)) {
        return fail(3, "the agent does not answer");
    }
    return (int32_t)*result < 0 ? 3 : 0;
}

static int is_wide(HANDLE process) {
    BOOL narrow = FALSE;
    return IsWow64Process(process, &narrow) && !narrow;
}

/* Whether a file is a program for x86-64; -1 if it cannot be read, or is no program. */
static int is_program(const WCHAR *file) {
    IMAGE_DOS_HEADER start;
    IMAGE_NT_HEADERS64 header;
    DWORD bytes = 0;
    int found = -1;
    HANDLE in = CreateFileW(file, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    if (in == INVALID_HANDLE_VALUE) {
        return -1;
    }
    if (ReadFile(in, &start, sizeof start, &bytes, NULL) && bytes == sizeof start
        && start.e_magic == IMAGE_DOS_SIGNATURE
        && SetFilePointer(in, start.e_lfanew, NULL, FILE_BEGIN) != INVALID_SET_FILE_POINTER
        && ReadFile(in, &header, sizeof header.Signature + sizeof header.FileHeader, &bytes, NULL)
        && bytes == sizeof header.Signature + sizeof header.FileHeader
        && header.Signature == IMAGE_NT_SIGNATURE) {
        found = header.FileHeader.Machine == IMAGE_FILE_MACHINE_AMD64;
    }
    CloseHandle(in);
    return found;
}

/* The first word of a command line, as the system splits it: a quotation mark ends it where one begins it. */
static void first_word(WCHAR *word, const WCHAR *command) {
    WCHAR end = *command == '"' ? '"' : ' ';
    command += *command == '"';
    while (*command != 0 && *command != end) {
        *word++ = *command++;
    }
    *word = 0;
}

/* The console's Ctrl-C is the program's, which ends when it has stopped its server. */
static BOOL WINAPI leave_to_program(DWORD event) {
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}

static int inject(HANDLE process, const char *file) {
    if (!is_wide(process)) {
        return fail(3, "the program is not a 64-bit one");
    }
    DWORD result = 0;
    return load(process, file) ? call(process, file, "fxprof_await", &result)
                               : fail(3, "the program does not load the library");
}

static int launch(const char *file) {
    static WCHAR command[LONGEST_COMMAND];
    static WCHAR program[LONGEST_COMMAND];
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    DWORD code = 3;
    DWORD length = GetEnvironmentVariableW(LAUNCH, command, LONGEST_COMMAND);
    if (length == 0 || length >= LONGEST_COMMAND) {
        return fail(2, "FXPROF_LAUNCH does not hold a command line of at most 32,767 letters");
    }
    first_word(program, command);
    int wide = is_program(program);
    if (wide <= 0) {
        return fail(2, wide < 0 ? "the program is not there, or is no program of Windows"
                                : "the program is not one for x86-64, as the agent is");
    }
    SetEnvironmentVariableW(LAUNCH, NULL);
    if (!CreateProcessW(program, command, NULL, NULL, TRUE, CREATE_SUSPENDED, NULL, NULL, &start,
                        &made)) {
        return fail(3, "the program cannot be started");
    }
    int failed = inject(made.hProcess, file);
    if (failed != 0) {
        TerminateProcess(made.hProcess, 3);
        return failed;
    }
    printf("fxprof: process %lu; fxprof record %lu records it from its first resource on\n",
           made.dwProcessId, made.dwProcessId);
    fflush(stdout);
    SetConsoleCtrlHandler(leave_to_program, TRUE);
    ResumeThread(made.hThread);
    WaitForSingleObject(made.hProcess, INFINITE);
    return GetExitCodeProcess(made.hProcess, &code) ? (int)code : 3;
}

static int reach(const char *id, const char *file, int attach) {
    HANDLE process = OpenProcess(PROCESS_CREATE_THREAD | PROCESS_QUERY_INFORMATION
                                     | PROCESS_VM_OPERATION | PROCESS_VM_WRITE | PROCESS_VM_READ,
                                 FALSE, (DWORD)strtoul(id, NULL, 10));
    if (process == NULL) {
        return fail(3, "the process is not there, or belongs to somebody else");
    }
    if (!is_wide(process)) {
        return fail(3, "the process is not a 64-bit one");
    }
    if (attach && find(process, file) == 0 && !load(process, file)) {
        return fail(3, "the process does not load the library");
    }
    const char *name = attach ? "fxprof_attach" : "fxprof_detach";
    DWORD result = 3;
    int code = call(process, file, name, &result);
    if (code == 0 || (int32_t)result < 0) {
        printf("%s: %ld\n", name, (long)(int32_t)result);
    }
    return code;
}

int main(int count, char *arguments[]) {
    int attach = count == 4 && strcmp(arguments[3], "attach") == 0;
    int detach = count == 4 && strcmp(arguments[3], "detach") == 0;
    int launches = count == 3 && strcmp(arguments[1], "launch") == 0;
    char file[MAX_PATH + 1];
    if (!attach && !detach && !launches) {
        fprintf(stderr, "usage: fxprof-attach PID DLL attach|detach, or fxprof-attach launch DLL\n");
        return 2;
    }
    DWORD length = GetFullPathNameA(arguments[2], sizeof file, file, NULL);
    if (length == 0 || length >= sizeof file || GetFileAttributesA(file) == INVALID_FILE_ATTRIBUTES) {
        return fail(2, "the library is not there");
    }
    return launches ? launch(file) : reach(arguments[1], file, attach);
}
