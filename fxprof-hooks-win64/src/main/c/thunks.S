/*
 * What a hooked function jumps to. The linker may have given it arguments in other registers than its
 * source says, and callers may rely on what it leaves alone. So a thunk keeps all registers that a call may
 * change, before and after the function, and gives the function a copy of its arguments on the stack.
 * Its frame is an ordinary one, so that exceptions and the system's unwinding pass through it.
 *
 * It calls thunk_enter(struct call *, which, its frame), then the function, then thunk_leave(struct call *).
 */

/* From the frame's pointer downwards: 64 bytes for struct call, registers, at the bottom arguments. */
#define CALL -64
#define INTEGERS -136
#define ARGUMENTS 128
#ifdef _WIN32
#define VECTORS 6
#define FIRST %rcx
#define SECOND %edx
#define THIRD %r8
#else
#define VECTORS 16
#define FIRST %rdi
#define SECOND %esi
#define THIRD %rdx
#endif
#define FLOATS (-144 - 16 * VECTORS)
#define FRAME (144 + 16 * VECTORS + ARGUMENTS)

.macro keep
    mov %rax, INTEGERS(%rbp)
    mov %rcx, INTEGERS + 8(%rbp)
    mov %rdx, INTEGERS + 16(%rbp)
    mov %rsi, INTEGERS + 24(%rbp)
    mov %rdi, INTEGERS + 32(%rbp)
    mov %r8, INTEGERS + 40(%rbp)
    mov %r9, INTEGERS + 48(%rbp)
    mov %r10, INTEGERS + 56(%rbp)
    mov %r11, INTEGERS + 64(%rbp)
    .irp n, 0, 1, 2, 3, 4, 5
    movaps %xmm\n, FLOATS + 16 * \n(%rbp)
    .endr
#ifndef _WIN32
    .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    movaps %xmm\n, FLOATS + 16 * \n(%rbp)
    .endr
#endif
.endm

.macro bring_back
    mov INTEGERS(%rbp), %rax
    mov INTEGERS + 8(%rbp), %rcx
    mov INTEGERS + 16(%rbp), %rdx
    mov INTEGERS + 24(%rbp), %rsi
    mov INTEGERS + 32(%rbp), %rdi
    mov INTEGERS + 40(%rbp), %r8
    mov INTEGERS + 48(%rbp), %r9
    mov INTEGERS + 56(%rbp), %r10
    mov INTEGERS + 64(%rbp), %r11
    .irp n, 0, 1, 2, 3, 4, 5
    movaps FLOATS + 16 * \n(%rbp), %xmm\n
    .endr
#ifndef _WIN32
    .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    movaps FLOATS + 16 * \n(%rbp), %xmm\n
    .endr
#endif
.endm

.macro copy_arguments
    .irp at, 0, 16, 32, 48, 64, 80, 96, 112
    movups 16 + \at(%rbp), %xmm0
    movups %xmm0, \at(%rsp)
    .endr
.endm

.macro prologue name
#ifdef _WIN32
    .seh_proc \name
    push %rbp
    .seh_pushreg %rbp
    mov %rsp, %rbp
    .seh_setframe %rbp, 0
    sub $FRAME, %rsp
    .seh_stackalloc FRAME
    .seh_endprologue
#else
    .cfi_startproc
    push %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    mov %rsp, %rbp
    .cfi_def_cfa_register %rbp
    sub $FRAME, %rsp
#endif
.endm

.macro epilogue
    add $FRAME, %rsp
    pop %rbp
#ifdef _WIN32
    ret
    .seh_endproc
#else
    .cfi_def_cfa %rsp, 8
    ret
    .cfi_endproc
#endif
.endm

.macro thunk name, which
    .globl \name
#ifdef _WIN32
    .def \name; .scl 2; .type 32; .endef
#else
    .hidden \name
    .type \name, @function
#endif
    .p2align 4
\name:
    prologue \name
    keep
    lea CALL(%rbp), FIRST
    mov $\which, SECOND
    mov %rbp, THIRD
    call thunk_enter
    copy_arguments
    bring_back
    call *thunk_originals + 8 * \which(%rip)
    keep
    lea CALL(%rbp), FIRST
    call thunk_leave
    bring_back
    epilogue
.endm

    .text
    thunk thunk_pcallk, 0
    thunk thunk_resume, 1

#ifndef _WIN32
    .section .note.GNU-stack, "", @progbits
#endif
