/* Linux, glibc or musl: only functions that both have, without a version. */
#include "os.h"

#include <cpuid.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/membarrier.h>
#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "text.h"

#define SHARED_MEMORY "/dev/shm"
/* Of every Linux on x86-64: the kernel scales to it before it tells. */
#define TICKS_A_SECOND 100
#define NANOS_A_SECOND 1000000000LL

static pthread_t worker;
static void (*worker_run)(void);
static const char *last_error = "";

const char *os_last_error(void) {
    return last_error;
}

int64_t os_process_id(void) {
    return getpid();
}

static ssize_t read_file(const char *path, char *to, size_t room) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return -1;
    }
    ssize_t total = 0;
    for (ssize_t got; total + 1 < (ssize_t)room
             && (got = read(file, to + total, room - 1 - (size_t)total)) > 0;) {
        total += got;
    }
    to[total] = 0;
    close(file);
    return total;
}

int64_t os_process_start_millis(void) {
    static char text[1 << 16];
    if (read_file("/proc/self/stat", text, sizeof text) <= 0) {
        return 0;
    }
    /* The command stands in brackets and may hold brackets and blanks itself. */
    const char *at = strrchr(text, ')');
    for (int field = 2; at != NULL && field < 22; field++) {
        at = strchr(at + 1, ' ');
    }
    int64_t ticks = at != NULL ? text_number(at + 1) : 0;
    if (ticks <= 0 || read_file("/proc/stat", text, sizeof text) <= 0) {
        return 0;
    }
    const char *boot = strstr(text, "btime ");
    return boot == NULL ? 0 : text_number(boot + 6) * 1000 + ticks * 1000 / TICKS_A_SECOND;
}

static int64_t nanos_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * NANOS_A_SECOND + now.tv_nsec;
}

int64_t os_wall_millis(void) {
    return nanos_of(CLOCK_REALTIME) / 1000000;
}

int64_t os_monotonic_nanos(void) {
    return nanos_of(CLOCK_MONOTONIC);
}

bool os_counter_is_trusted(void) {
    unsigned a, b, c, d;
    char source[32];
    if (!__get_cpuid(0x80000007, &a, &b, &c, &d) || (d & 1u << 8) == 0) {
        return false;
    }
    /* The kernel knows more: it gives the counter up where cores disagree or a hypervisor moves it. */
    return read_file("/sys/devices/system/clocksource/clocksource0/current_clocksource", source,
                     sizeof source) > 0 && strncmp(source, "tsc", 3) == 0;
}

void *os_pages(size_t size) {
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

bool os_segment_directory(char *path, size_t room) {
    const char *set = getenv("FXPROF_SEGMENTS");
    if (set != NULL && *set != 0) {
        text_copy(path, room, set);
    } else {
        struct passwd *user = getpwuid(getuid());
        const char *parent = access(SHARED_MEMORY, W_OK) == 0 ? SHARED_MEMORY : "/tmp";
        text_join(path, room, parent, "/fxprof-", user != NULL ? user->pw_name : "?");
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        last_error = "the folder of segments cannot be made";
        return false;
    }
    struct stat found;
    if (lstat(path, &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != getuid()) {
        last_error = "the folder of segments is not a folder of this user";
        return false;
    }
    return true;
}

void *os_file_create(const char *path, size_t size) {
    unlink(path);
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        last_error = "the segment's file cannot be made";
        return NULL;
    }
    void *at = MAP_FAILED;
    if (posix_fallocate(file, 0, (off_t)size) == 0) {
        at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    }
    close(file);
    if (at == MAP_FAILED) {
        last_error = "there is no room for the segment";
        unlink(path);
        return NULL;
    }
    for (size_t i = 0; i < size; i += 4096) {
        ((volatile char *)at)[i] = 0;
    }
    return at;
}

bool os_file_rename(const char *from, const char *to) {
    return rename(from, to) == 0;
}

void os_file_remove(const char *path) {
    unlink(path);
}

void os_file_unmap(void *at, size_t size) {
    munmap(at, size);
}

bool os_file_head(const char *path, void *to, size_t size) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    bool whole = read(file, to, size) == (ssize_t)size;
    close(file);
    return whole;
}

int64_t os_file_read(const char *path, void *to, size_t room) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return -1;
    }
    size_t total = 0;
    ssize_t got;
    while ((got = read(file, (char *)to + total, room - total)) > 0) {
        total += (size_t)got;
    }
    close(file);
    return got < 0 ? -1 : (int64_t)total;
}

void os_append(const char *path, const char *text, size_t size) {
    int file = path == NULL ? STDERR_FILENO
                            : open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        ssize_t written = write(file, text, size);
        (void)written;
        if (path != NULL) {
            close(file);
        }
    }
}

const char *os_environment(const char *name) {
    return getenv(name);
}

int os_cores(int cores[OS_CORES]) {
    uint64_t mask[16] = {0};
    int count = 0;
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    for (int core = 0; core < bytes * 8 && count < OS_CORES; core++) {
        if ((mask[core / 64] >> (core % 64) & 1) != 0) {
            cores[count++] = core;
        }
    }
    return count;
}

bool os_core_pin(int core) {
    uint64_t mask[16] = {0};
    mask[core / 64] = UINT64_C(1) << (core % 64);
    return syscall(SYS_sched_setaffinity, 0, sizeof mask, mask) == 0;
}

static void *run_plain(void *given) {
    void (*run)(void);
    memcpy(&run, given, sizeof run);
    run();
    return NULL;
}

void os_threads_run(void (*first)(void), void (*second)(void)) {
    void (*both[2])(void) = {first, second};
    pthread_t threads[2];
    bool started[2];
    for (int i = 0; i < 2; i++) {
        started[i] = pthread_create(&threads[i], NULL, run_plain, &both[i]) == 0;
    }
    for (int i = 0; i < 2; i++) {
        if (started[i]) {
            pthread_join(threads[i], NULL);
        }
    }
}

static void *work(void *unused) {
    (void)unused;
    prctl(PR_SET_NAME, "fxprof pulse", 0, 0, 0);
    worker_run();
    return NULL;
}

static pthread_key_t end_key;
static bool has_end_key;
static void (*thread_ends)(void);

static void end_thread(void *unused) {
    (void)unused;
    thread_ends();
}

void os_thread_ends(void (*call)(void)) {
    thread_ends = call;
    has_end_key = has_end_key || pthread_key_create(&end_key, end_thread) == 0;
}

void os_thread_watch(void) {
    if (has_end_key) {
        pthread_setspecific(end_key, &end_key);
    }
}

bool os_thread_start(void (*run)(void)) {
    worker_run = run;
    return pthread_create(&worker, NULL, work, NULL) == 0;
}

void os_thread_join(void) {
    pthread_join(worker, NULL);
}

void os_thread_name(char *name, size_t room) {
    char own[16] = "";
    prctl(PR_GET_NAME, own, 0, 0, 0);
    text_copy(name, room, own);
}

int64_t os_thread_id(void) {
    return syscall(SYS_gettid);
}

void os_nap_millis(int millis) {
    struct timespec nap = {millis / 1000, millis % 1000 * 1000000L};
    nanosleep(&nap, NULL);
}

void os_fence_all_threads(void) {
    if (syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) != 0
        || syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) != 0) {
        /* Older kernels: a store leaves its core's buffer within microseconds. */
        os_nap_millis(10);
    }
}

bool os_pin_library(void) {
    /* Linked with -z nodelete. */
    return true;
}

void os_directory_separator(char *path, size_t room) {
    text_join(path, room, path, "/", "");
}
