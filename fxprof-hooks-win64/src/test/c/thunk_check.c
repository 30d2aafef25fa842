/* Whether a thunk keeps what a call may change, though what it calls changes all of it. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define VECTORS 16
#define WORDS 12

struct registers {
    uint64_t integers[9];
    uint64_t vectors[2 * VECTORS];
};

/* Before and behind the thunk on the way in, and on the way out. */
struct registers given, seen, left, back;
uint64_t stack_given[WORDS], stack_seen[WORDS];
void *thunk_originals[2];

void call_thunk(void);
void behind_thunk(void);
void thunk_enter(void *call, uint32_t which, uintptr_t frame);
void thunk_leave(void *call);

static int entered, gone, wrong;

static void spoil(void) {
    __asm__ volatile("mov $-1, %%rax; mov %%rax, %%rcx; mov %%rax, %%rdx; mov %%rax, %%r8;"
                     "mov %%rax, %%r9; mov %%rax, %%r10; mov %%rax, %%r11;"
                     "movq %%rax, %%xmm0; movq %%rax, %%xmm1; movq %%rax, %%xmm2;"
                     "movq %%rax, %%xmm3; movq %%rax, %%xmm4; movq %%rax, %%xmm5"
                     :
                     :
                     : "rax", "rcx", "rdx", "r8", "r9", "r10", "r11", "xmm0", "xmm1", "xmm2",
                       "xmm3", "xmm4", "xmm5");
#ifndef _WIN32
    __asm__ volatile("mov $-1, %%rsi; mov %%rsi, %%rdi; movq %%rsi, %%xmm6; movq %%rsi, %%xmm7;"
                     "movq %%rsi, %%xmm8; movq %%rsi, %%xmm9; movq %%rsi, %%xmm10;"
                     "movq %%rsi, %%xmm11; movq %%rsi, %%xmm12; movq %%rsi, %%xmm13;"
                     "movq %%rsi, %%xmm14; movq %%rsi, %%xmm15"
                     :
                     :
                     : "rsi", "rdi", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12",
                       "xmm13", "xmm14", "xmm15");
#endif
}

/* The most that the agent puts there. */
static void write_call(void *call) {
    memset(call, 0xFF, 64);
}

void thunk_enter(void *call, uint32_t which, uintptr_t frame) {
    entered++;
    wrong += which != 0 || frame % 16 != 0 || (uintptr_t)call >= frame;
    write_call(call);
    spoil();
}

void thunk_leave(void *call) {
    gone++;
    write_call(call);
    spoil();
}

static void fill(void *to, size_t words, uint64_t from) {
    for (size_t i = 0; i < words; i++) {
        ((uint64_t *)to)[i] = from + i;
    }
}

static void compare(const char *what, const void *expected, const void *found, size_t size) {
    if (memcmp(expected, found, size) != 0) {
        printf("changed: %s\n", what);
        wrong++;
    }
}

/* Those that the system's calling convention lets a call change. */
static void compare_registers(const char *what, struct registers *expected,
                              struct registers *found) {
#ifdef _WIN32
    compare(what, expected->integers, found->integers, 7 * sizeof(uint64_t));
    compare(what, expected->vectors, found->vectors, 12 * sizeof(uint64_t));
#else
    compare(what, expected, found, sizeof *expected);
#endif
}

int main(void) {
    thunk_originals[0] = (void *)(uintptr_t)behind_thunk;
    fill(&given, sizeof given / 8, 1000);
    fill(&left, sizeof left / 8, 2000);
    fill(stack_given, WORDS, 3000);
    call_thunk();
    compare_registers("registers before the function", &given, &seen);
    compare_registers("registers behind the function", &left, &back);
    compare("arguments on the stack", stack_given, stack_seen, sizeof stack_given);
    wrong += entered != 1 || gone != 1;
    printf("%d wrong\n", wrong);
    return wrong > 0;
}
