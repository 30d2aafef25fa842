/*
 * Calls a thunk with chosen values in all registers that a call may change and on the stack, and writes
 * down what the function behind it finds, and what comes back.
 */
#ifdef _WIN32
#define ALL_VECTORS 0, 1, 2, 3, 4, 5
#else
#define ALL_VECTORS 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
#endif
#define WORDS 12

.macro load from
    .irp n, ALL_VECTORS
    movups \from + 72 + 16 * \n(%rip), %xmm\n
    .endr
    mov \from(%rip), %rax
    mov \from + 8(%rip), %rcx
    mov \from + 16(%rip), %rdx
    mov \from + 24(%rip), %r8
    mov \from + 32(%rip), %r9
    mov \from + 40(%rip), %r10
    mov \from + 48(%rip), %r11
#ifndef _WIN32
    mov \from + 56(%rip), %rsi
    mov \from + 64(%rip), %rdi
#endif
.endm

.macro store to
    mov %rax, \to(%rip)
    mov %rcx, \to + 8(%rip)
    mov %rdx, \to + 16(%rip)
    mov %r8, \to + 24(%rip)
    mov %r9, \to + 32(%rip)
    mov %r10, \to + 40(%rip)
    mov %r11, \to + 48(%rip)
#ifndef _WIN32
    mov %rsi, \to + 56(%rip)
    mov %rdi, \to + 64(%rip)
#endif
    .irp n, ALL_VECTORS
    movups %xmm\n, \to + 72 + 16 * \n(%rip)
    .endr
.endm

    .text
    .globl call_thunk
call_thunk:
    push %rbp
    mov %rsp, %rbp
    sub $(8 * WORDS), %rsp
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    mov stack_given + 8 * \n(%rip), %rax
    mov %rax, 8 * \n(%rsp)
    .endr
    load given
    call thunk_pcallk
    store back
    leave
    ret

    .globl behind_thunk
behind_thunk:
    store seen
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
    mov 8 + 8 * \n(%rsp), %rax
    mov %rax, stack_seen + 8 * \n(%rip)
    .endr
    load left
    ret

#ifndef _WIN32
    .section .note.GNU-stack, "", @progbits
#endif
