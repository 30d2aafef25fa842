/* Libraries by dl_iterate_phdr, memory by /proc/self/maps, imports by the dynamic section's relocations. */
#include "modules.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "text.h"

#define PAGE ((uintptr_t)4096)

struct search {
    uintptr_t address;
    const char *file;
    struct dl_phdr_info found;
    bool hit;
};

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static bool holds(const struct dl_phdr_info *info, uintptr_t address) {
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + part->p_vaddr;
        if (part->p_type == PT_LOAD && address >= start && address < start + part->p_memsz) {
            return true;
        }
    }
    return false;
}

static int look(struct dl_phdr_info *info, size_t size, void *data) {
    (void)size;
    struct search *search = data;
    if (search->file != NULL ? strcmp(base_name(info->dlpi_name), search->file) == 0
                             : holds(info, search->address)) {
        search->found = *info;
        search->hit = true;
    }
    return search->hit;
}

static struct search search_for(uintptr_t address, const char *file) {
    struct search search = {.address = address, .file = file};
    dl_iterate_phdr(look, &search);
    return search;
}

/* A library is known by the place of its program headers, which no two share. */
static uintptr_t mark(const struct search *search) {
    return search->hit ? (uintptr_t)search->found.dlpi_phdr : 0;
}

/* One line of the maps: 7f00-7fff rw-p; false at a line that is something else. */
static bool parse_line(const char *line, uintptr_t bounds[2], const char **rights) {
    for (int i = 0; i < 2; i++) {
        uintptr_t value = 0;
        for (; (*line >= '0' && *line <= '9') || (*line >= 'a' && *line <= 'f'); line++) {
            value = value << 4 | (uintptr_t)(*line <= '9' ? *line - '0' : *line - 'a' + 10);
        }
        bounds[i] = value;
        if (*line++ != (i == 0 ? '-' : ' ')) {
            return false;
        }
    }
    *rights = line;
    return true;
}

static void judge(char *line, uintptr_t address, struct memory *found) {
    uintptr_t bounds[2];
    const char *rights;
    if (parse_line(line, bounds, &rights) && address >= bounds[0] && address < bounds[1]) {
        found->mapped = true;
        found->readable = rights[0] == 'r';
        found->writable = rights[1] == 'w';
        found->executable = rights[2] == 'x';
    }
}

static void read_maps(uintptr_t address, struct memory *found) {
    char text[4096 + 1];
    size_t kept = 0;
    int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    for (ssize_t got; !found->mapped && (got = read(file, text + kept, sizeof text - 1 - kept)) > 0;) {
        size_t size = kept + (size_t)got;
        text[size] = 0;
        char *line = text;
        for (char *end; !found->mapped && (end = strchr(line, '\n')) != NULL; line = end + 1) {
            *end = 0;
            judge(line, address, found);
        }
        kept = size - (size_t)(line - text);
        if (kept == sizeof text - 1) {
            kept = 0;
        }
        memmove(text, line, kept);
    }
    close(file);
}

struct memory memory_at(const void *address) {
    struct memory found = {0};
    read_maps((uintptr_t)address, &found);
    struct search owner = search_for((uintptr_t)address, NULL);
    found.module = mark(&owner);
    if (owner.hit) {
        const char *name = base_name(owner.found.dlpi_name);
        text_copy(found.name, sizeof found.name, *name != 0 ? name : "the program");
    }
    return found;
}

static int rights(const struct memory *of) {
    return (of->readable ? PROT_READ : 0) | (of->writable ? PROT_WRITE : 0)
           | (of->executable ? PROT_EXEC : 0);
}

static bool protect(void *word, int with) {
    void *page = (void *)((uintptr_t)word & ~(PAGE - 1));
    return mprotect(page, PAGE, with) == 0;
}

bool memory_open(void *word) {
    struct memory now = memory_at(word);
    return protect(word, rights(&now) | PROT_WRITE);
}

void memory_close(void *word, const struct memory *before) {
    protect(word, rights(before));
}

uintptr_t module_find(const char *stem) {
    char file[128];
    text_join(file, sizeof file, "lib", stem, ".so");
    struct search search = search_for(0, file);
    return mark(&search);
}

static struct search search_mark(uintptr_t module) {
    return search_for(module, NULL);
}

void *module_symbol(uintptr_t module, const char *name) {
    struct search search = search_mark(module);
    void *handle = search.hit ? dlopen(search.found.dlpi_name, RTLD_NOW | RTLD_NOLOAD) : NULL;
    if (handle == NULL) {
        return NULL;
    }
    void *symbol = dlsym(handle, name);
    dlclose(handle);
    return symbol;
}

struct dynamic {
    uintptr_t base;
    const ElfW(Sym) *symbols;
    const char *strings;
    const ElfW(Rela) *tables[2];
    size_t sizes[2];
};

/* glibc relocates these pointers when it loads a library, musl leaves them as they stand in the file. */
static uintptr_t absolute(uintptr_t base, uintptr_t value) {
    return value < base ? base + value : value;
}

static struct dynamic read_dynamic(const struct dl_phdr_info *info) {
    struct dynamic d = {.base = info->dlpi_addr};
    const ElfW(Dyn) *entry = NULL;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type == PT_DYNAMIC) {
            entry = (const ElfW(Dyn) *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
        }
    }
    for (; entry != NULL && entry->d_tag != DT_NULL; entry++) {
        uintptr_t at = absolute(d.base, entry->d_un.d_ptr);
        switch (entry->d_tag) {
        case DT_SYMTAB:
            d.symbols = (const ElfW(Sym) *)at;
            break;
        case DT_STRTAB:
            d.strings = (const char *)at;
            break;
        case DT_JMPREL:
            d.tables[0] = (const ElfW(Rela) *)at;
            break;
        case DT_PLTRELSZ:
            d.sizes[0] = entry->d_un.d_val / sizeof(ElfW(Rela));
            break;
        case DT_RELA:
            d.tables[1] = (const ElfW(Rela) *)at;
            break;
        case DT_RELASZ:
            d.sizes[1] = entry->d_un.d_val / sizeof(ElfW(Rela));
            break;
        default:
            break;
        }
    }
    return d;
}

void **module_import(uintptr_t module, const char *from, const char *const names[2]) {
    (void)from;
    struct search search = search_mark(module);
    if (!search.hit) {
        return NULL;
    }
    struct dynamic d = read_dynamic(&search.found);
    for (int table = 0; table < 2 && d.symbols != NULL && d.strings != NULL; table++) {
        for (size_t i = 0; d.tables[table] != NULL && i < d.sizes[table]; i++) {
            const ElfW(Rela) *entry = &d.tables[table][i];
            unsigned type = ELF64_R_TYPE(entry->r_info);
            const char *name = d.strings + d.symbols[ELF64_R_SYM(entry->r_info)].st_name;
            if ((type == R_X86_64_JUMP_SLOT || type == R_X86_64_GLOB_DAT)
                && (strcmp(name, names[0]) == 0 || strcmp(name, names[1]) == 0)) {
                return (void **)(d.base + entry->r_offset);
            }
        }
    }
    return NULL;
}
