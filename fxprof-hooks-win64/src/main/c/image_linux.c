/* The build id from the library's notes; code is written through /proc/self/mem, past its protection. */
#include "image.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <linux/membarrier.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "os.h"
#include "text.h"

#define STEP (1LL << 20)
#define BUILD_ID_KIND "build-id"

struct search {
    uintptr_t module;
    uintptr_t address;
    struct dl_phdr_info found;
    bool hit;
};

static bool is_within(const ElfW(Phdr) *part, uint64_t rva, size_t size) {
    return part->p_type == PT_LOAD && rva >= part->p_vaddr && size <= part->p_filesz
           && rva - part->p_vaddr <= part->p_filesz - size;
}

static bool holds(const struct dl_phdr_info *info, uintptr_t address) {
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (is_within(&info->dlpi_phdr[i], address - info->dlpi_addr, 1)) {
            return true;
        }
    }
    return false;
}

static int look(struct dl_phdr_info *info, size_t size, void *data) {
    (void)size;
    struct search *search = data;
    if (search->address != 0 ? holds(info, search->address)
                             : (uintptr_t)info->dlpi_phdr == search->module) {
        search->found = *info;
        search->hit = true;
    }
    return search->hit;
}

static bool find(struct search *search) {
    dl_iterate_phdr(look, search);
    return search->hit;
}

static size_t aligned(size_t size) {
    return (size + 3) & ~(size_t)3;
}

/* The descriptor of the note that GNU's linker writes; null if it is not among these notes. */
static const uint8_t *build_id(const uint8_t *notes, size_t size, size_t *length) {
    while (size >= sizeof(ElfW(Nhdr))) {
        ElfW(Nhdr) note;
        memcpy(&note, notes, sizeof note);
        size_t name = sizeof note;
        size_t text = name + aligned(note.n_namesz);
        size_t next = text + aligned(note.n_descsz);
        if (next > size) {
            return NULL;
        }
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4
            && memcmp(notes + name, "GNU", 4) == 0) {
            *length = note.n_descsz;
            return notes + text;
        }
        notes += next;
        size -= next;
    }
    return NULL;
}

bool image_identity(uintptr_t module, const char *kind, char *id, size_t room) {
    static const char digits[] = "0123456789abcdef";
    struct search search = {.module = module};
    if (strcmp(kind, BUILD_ID_KIND) != 0 || !find(&search)) {
        return false;
    }
    for (int i = 0; i < search.found.dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &search.found.dlpi_phdr[i];
        size_t length = 0;
        const uint8_t *found = NULL;
        if (part->p_type == PT_NOTE) {
            found = build_id((const uint8_t *)(search.found.dlpi_addr + part->p_vaddr),
                             part->p_filesz, &length);
        }
        if (found != NULL && 2 * length < room) {
            for (size_t at = 0; at < length; at++) {
                *id++ = digits[found[at] >> 4];
                *id++ = digits[found[at] & 15];
            }
            *id = 0;
            return true;
        }
    }
    return false;
}

uint8_t *image_code(uintptr_t module, uint64_t rva, size_t size) {
    struct search search = {.module = module};
    if (!find(&search)) {
        return NULL;
    }
    for (int i = 0; i < search.found.dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &search.found.dlpi_phdr[i];
        if (is_within(part, rva, size) && (part->p_flags & PF_X) != 0) {
            return (uint8_t *)(search.found.dlpi_addr + rva);
        }
    }
    return NULL;
}

bool image_path(const void *address, char *path, size_t room) {
    struct search search = {.address = (uintptr_t)address};
    if (!find(&search)) {
        return false;
    }
    text_copy(path, room, search.found.dlpi_name);
    return true;
}

static uint8_t *map(intptr_t at, int flags) {
    void *got = mmap((void *)at, IMAGE_PAGE, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
    return got == MAP_FAILED ? NULL : got;
}

uint8_t *image_page(const void *code) {
    intptr_t from = (intptr_t)((uintptr_t)code & ~(uintptr_t)(IMAGE_PAGE - 1));
    for (intptr_t distance = STEP; distance < IMAGE_NEAR; distance += STEP) {
        for (int side = -1; side <= 1; side += 2) {
            intptr_t wanted = from + side * distance;
            uint8_t *got = wanted <= 0 ? NULL : map(wanted, MAP_FIXED_NOREPLACE);
            if (got != NULL && (intptr_t)got == wanted) {
                return got;
            }
            if (got != NULL) {
                munmap(got, IMAGE_PAGE);
            }
        }
    }
    return map(0, 0);
}

bool image_seal(uint8_t *page) {
    return mprotect(page, IMAGE_PAGE, PROT_READ | PROT_EXEC) == 0;
}

/* All threads have discarded what they fetched of the code, as far as the kernel can say so. */
static void fence_code(void) {
    syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0);
    if (syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE, 0, 0) != 0) {
        os_fence_all_threads();
    }
}

const char *image_write(uint8_t *at, const uint8_t *bytes, size_t size) {
    int memory = open("/proc/self/mem", O_RDWR | O_CLOEXEC);
    if (memory < 0) {
        return "/proc/self/mem cannot be opened";
    }
    bool written = pwrite(memory, bytes, size, (off_t)(uintptr_t)at) == (ssize_t)size;
    close(memory);
    if (!written || memcmp(at, bytes, size) != 0) {
        return "the system does not let its page be written";
    }
    fence_code();
    return NULL;
}
