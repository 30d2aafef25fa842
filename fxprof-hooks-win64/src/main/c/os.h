/* What the agent needs of the operating system, slow paths all but the clock and the thread's address. */
#ifndef FXPROF_OS_H
#define FXPROF_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OS_PATH 1024

/* Identity as the JDK of a reader outside gives it; a start time of 0 is not known. */
int64_t os_process_id(void);
int64_t os_process_start_millis(void);
int64_t os_wall_millis(void);
/* The clock of System.nanoTime in a JVM on this machine. */
int64_t os_monotonic_nanos(void);
/* Whether the counter can be trusted to run at one rate; else the clock above stamps the spans. */
bool os_counter_is_trusted(void);

/* Zeroed memory of the process's own, kept for ever; null if there is none. */
void *os_pages(size_t size);
/* The directory of the user's segments, made if it is not there. */
bool os_segment_directory(char *path, size_t room);
/* A file of that size, mapped, with all its blocks; null where it cannot be allocated whole. */
void *os_file_create(const char *path, size_t size);
bool os_file_rename(const char *from, const char *to);
void os_file_remove(const char *path);
void os_file_unmap(void *at, size_t size);
/* Reads the beginning of a file; false if it has not as many bytes. */
bool os_file_head(const char *path, void *to, size_t size);
/* Reads a file, up to the room; how many bytes, or -1. */
int64_t os_file_read(const char *path, void *to, size_t room);
/* Appends to a file, or to the standard error stream where path is null. */
void os_append(const char *path, const char *text, size_t size);
const char *os_environment(const char *name);
void os_directory_separator(char *path, size_t room);

/* Cores that the process may run on, the first 64 at most; how many there are. */
#define OS_CORES 64
int os_cores(int cores[OS_CORES]);
/* Has the calling thread run on one core alone; false if the system does not let it. */
bool os_core_pin(int core);
/* Runs both, each on a thread of its own, and returns when both have ended. */
void os_threads_run(void (*first)(void), void (*second)(void));
bool os_thread_start(void (*run)(void));
/* Waits for the thread that was started last. */
void os_thread_join(void);
/* Has each thread that ends call a function, from now on; on Linux only those that asked for it. */
void os_thread_ends(void (*call)(void));
/* The calling thread asks for it. */
void os_thread_watch(void);
void os_thread_name(char *name, size_t room);
int64_t os_thread_id(void);
void os_nap_millis(int millis);
/* Each thread of the process has passed a full memory barrier when this returns. */
void os_fence_all_threads(void);
/* Keeps the agent's library mapped as long as the process lives. */
bool os_pin_library(void);
/* Whether this process is what a server is made of; name says what it was taken for. */
const char *os_last_error(void);

/* A word that no two threads alive share. */
static inline uintptr_t os_thread_word(void) {
    uintptr_t word;
#ifdef _WIN32
    __asm__("movq %%gs:0x30, %0" : "=r"(word));
#else
    __asm__("movq %%fs:0, %0" : "=r"(word));
#endif
    return word;
}

static inline void os_spin(void) {
    __builtin_ia32_pause();
}

static inline int64_t os_counter(void) {
    uint32_t low, high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    int64_t counter = (int64_t)((uint64_t)high << 32 | low);
#ifdef FXPROF_SKEWED
    /* For tests of what a machine does whose cores differ: each second core is so many ticks ahead. */
    extern int sched_getcpu(void);
    counter += (sched_getcpu() & 1) * FXPROF_SKEWED;
#endif
    return counter;
}

#endif
