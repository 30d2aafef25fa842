#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "om.h"

#define MOST_CLASSES 16
#define DEEPEST 64
#define MOST_KINDS 16

EXPORT const guid_t IID_HOST = {0x8FFDC384, 0x4767, 0x4EA2,
    {0xA9, 0x35, 0x3B, 0xFC, 0xAD, 0x1D, 0xB7, 0xBF}};
EXPORT const guid_t IID_RESOURCE_DATA = {0x9568DF2D, 0x27C8, 0x4B9E,
    {0xB2, 0x9D, 0x48, 0x27, 0x2C, 0x31, 0x70, 0x84}};
EXPORT const guid_t IID_RUNTIME = {0x67B28AF1, 0xAAF9, 0x4368,
    {0x82, 0x96, 0xF9, 0x3A, 0xFC, 0x7B, 0xDE, 0x96}};
EXPORT const guid_t IID_HANDLER = {0x4720A986, 0xEAA6, 0x4ECC,
    {0xA3, 0x1F, 0x2C, 0xE2, 0xBB, 0xF5, 0x69, 0xF7}};
EXPORT const guid_t IID_TICK = {0x91B203C7, 0xF95A, 0x4902,
    {0xB4, 0x63, 0x72, 0x2D, 0x55, 0x09, 0x83, 0x66}};
EXPORT const guid_t IID_EVENT = {0x637140DB, 0x24E5, 0x46BF,
    {0xA8, 0xBD, 0x08, 0xF2, 0xDB, 0xAC, 0x51, 0x9A}};
EXPORT const guid_t IID_REF = {0xA2F1B24B, 0xA29F, 0x4121,
    {0x81, 0x62, 0x86, 0x90, 0x1E, 0xCA, 0x80, 0x97}};
EXPORT const guid_t IID_FILE = {0x567634C6, 0x3BDD, 0x4D0E,
    {0xAF, 0x39, 0x74, 0x72, 0xAE, 0xD4, 0x79, 0xB7}};
EXPORT const guid_t CLSID_HANDLER = {0xC41E7194, 0x7556, 0x4C02,
    {0xBA, 0x45, 0xA9, 0xC8, 0x4D, 0x18, 0xAD, 0x43}};
EXPORT const guid_t CLSID_RUNTIME = {0x91A81564, 0xE5F1, 0x4FD6,
    {0xBC, 0x6A, 0x98, 0x65, 0xA0, 0x81, 0x01, 0x1D}};

static struct {
    guid_t clsid, iid;
    factory make;
} classes[MOST_CLASSES];
static int class_count;

struct find {
    guid_t iid;
    int at;
};

EXPORT int guid_equal(const guid_t *one, const guid_t *other)
{
    return memcmp(one, other, sizeof *one) == 0;
}

EXPORT void core_register(const guid_t *clsid, const guid_t *iid, factory make)
{
    if (class_count < MOST_CLASSES) {
        classes[class_count].clsid = *clsid;
        classes[class_count].iid = *iid;
        classes[class_count++].make = make;
    }
}

EXPORT int32_t CoreFxFindNextImpl(intptr_t handle, guid_t *clsid)
{
    struct find *find = (struct find *) handle;
    while (find && find->at < class_count) {
        int at = find->at++;
        if (guid_equal(&classes[at].iid, &find->iid)) {
            *clsid = classes[at].clsid;
            return 1;
        }
    }
    return 0;
}

EXPORT intptr_t CoreFxFindFirstImpl(const guid_t *iid, guid_t *clsid)
{
    struct find *find = malloc(sizeof *find);
    if (!find) {
        return 0;
    }
    find->iid = *iid;
    find->at = 0;
    if (!CoreFxFindNextImpl((intptr_t) find, clsid)) {
        free(find);
        return 0;
    }
    return (intptr_t) find;
}

EXPORT void CoreFxFindImplClose(intptr_t handle)
{
    free((void *) handle);
}

EXPORT result_t CoreFxCreateObjectInstance(const guid_t *clsid, const guid_t *iid, void **out)
{
    for (int i = 0; i < class_count; i++) {
        if (guid_equal(&classes[i].clsid, clsid)) {
            base *made = classes[i].make();
            result_t result = made->table->QueryInterface(made, iid, out);
            made->table->Release(made);
            return result;
        }
    }
    return NO_INTERFACE;
}

static struct {
    char kind[16], resource[32], name[48], source[16];
    uint32_t bytes;
    uint64_t id;
    int64_t begin;
} opened[DEEPEST];
static int depth;
static uint64_t last_id;
static FILE *file;
static struct {
    char name[32];
    int count;
} kinds[MOST_KINDS];

static int64_t nanos(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

EXPORT void truth_open(const char *path)
{
    file = fopen(path, "wb");
}

EXPORT void truth_begin(const char *kind, const char *resource, const char *name,
        const char *source, uint32_t bytes)
{
    if (depth == DEEPEST) {
        abort();
    }
    snprintf(opened[depth].kind, sizeof opened[depth].kind, "%s", kind);
    snprintf(opened[depth].resource, sizeof opened[depth].resource, "%s", resource);
    snprintf(opened[depth].name, sizeof opened[depth].name, "%s", name);
    snprintf(opened[depth].source, sizeof opened[depth].source, "%s", source);
    opened[depth].bytes = bytes;
    opened[depth].id = ++last_id;
    opened[depth++].begin = nanos();
}

EXPORT int truth_depth(void)
{
    return depth;
}

static void count(const char *runtime, const char *kind)
{
    char name[32];
    snprintf(name, sizeof name, "%s %s", runtime, kind);
    int i = 0;
    while (i < MOST_KINDS - 1 && kinds[i].count > 0 && strcmp(kinds[i].name, name) != 0) {
        i++;
    }
    snprintf(kinds[i].name, sizeof kinds[i].name, "%s", name);
    kinds[i].count++;
}

EXPORT void truth_end_to(int to)
{
    int64_t end = nanos();
    while (depth > to) {
        depth--;
        const char *runtime = strcmp(opened[depth].kind, "tick") == 0 ? "engine" : "lua";
        count(runtime, opened[depth].kind);
        if (file) {
            fprintf(file, "{\"id\":%" PRIu64 ",\"parent\":%" PRIu64 ",\"kind\":\"%s\","
                    "\"runtime\":\"%s\",\"resource\":\"%s\",\"name\":\"%s\",\"source\":\"%s\","
                    "\"bytes\":%u,\"jumped\":%s,\"begin\":%" PRId64 ",\"end\":%" PRId64 "}\n",
                    opened[depth].id, depth > 0 ? opened[depth - 1].id : 0, opened[depth].kind,
                    runtime, opened[depth].resource, opened[depth].name, opened[depth].source,
                    opened[depth].bytes, depth > to ? "true" : "false", opened[depth].begin, end);
        }
    }
}

EXPORT void truth_totals(void)
{
    printf("totals: {");
    for (int i = 0; i < MOST_KINDS && kinds[i].count > 0; i++) {
        printf("%s\"%s\":%d", i > 0 ? "," : "", kinds[i].name, kinds[i].count);
    }
    printf("}\n");
    fflush(stdout);
    if (file) {
        fflush(file);
    }
}
