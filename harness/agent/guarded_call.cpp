// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/guarded_call.hpp"

static_assert(sizeof(void*) == 8, "this is written for x86_64 only");

// g++ has no __try. This is the function it would make of: __try { body(argument); return 0; }
// __except (...) { return code; }. It stands where a caller's frame stands, so the provider's own
// handlers are asked first; a vectored handler would be asked before them, and would mistake every
// exception that the provider means to handle for one that left the call.
//
// All registers that a function has to preserve are kept in its frame, so that the stack pointer,
// which it stores in *frame, is all that is needed to come back.
extern "C" std::uint32_t wsconform_run_guarded(void (*body)(void*), void* argument, void** frame);
extern "C" char wsconform_guarded_landing;

asm(R"(
    .text
    .p2align 4
    .globl wsconform_run_guarded
    .globl wsconform_guarded_landing
    .def wsconform_run_guarded; .scl 2; .type 32; .endef
    .seh_proc wsconform_run_guarded
wsconform_run_guarded:
    pushq %rbx
    .seh_pushreg %rbx
    pushq %rbp
    .seh_pushreg %rbp
    pushq %rsi
    .seh_pushreg %rsi
    pushq %rdi
    .seh_pushreg %rdi
    pushq %r12
    .seh_pushreg %r12
    pushq %r13
    .seh_pushreg %r13
    pushq %r14
    .seh_pushreg %r14
    pushq %r15
    .seh_pushreg %r15
    subq $200, %rsp
    .seh_stackalloc 200
    movaps %xmm6, 32(%rsp)
    .seh_savexmm %xmm6, 32
    movaps %xmm7, 48(%rsp)
    .seh_savexmm %xmm7, 48
    movaps %xmm8, 64(%rsp)
    .seh_savexmm %xmm8, 64
    movaps %xmm9, 80(%rsp)
    .seh_savexmm %xmm9, 80
    movaps %xmm10, 96(%rsp)
    .seh_savexmm %xmm10, 96
    movaps %xmm11, 112(%rsp)
    .seh_savexmm %xmm11, 112
    movaps %xmm12, 128(%rsp)
    .seh_savexmm %xmm12, 128
    movaps %xmm13, 144(%rsp)
    .seh_savexmm %xmm13, 144
    movaps %xmm14, 160(%rsp)
    .seh_savexmm %xmm14, 160
    movaps %xmm15, 176(%rsp)
    .seh_savexmm %xmm15, 176
    .seh_endprologue
    movq %rsp, (%r8)
    movq %rcx, %rax
    movq %rdx, %rcx
    call *%rax
    xorl %eax, %eax
wsconform_guarded_landing:
    movaps 32(%rsp), %xmm6
    movaps 48(%rsp), %xmm7
    movaps 64(%rsp), %xmm8
    movaps 80(%rsp), %xmm9
    movaps 96(%rsp), %xmm10
    movaps 112(%rsp), %xmm11
    movaps 128(%rsp), %xmm12
    movaps 144(%rsp), %xmm13
    movaps 160(%rsp), %xmm14
    movaps 176(%rsp), %xmm15
    addq $200, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rdi
    popq %rsi
    popq %rbp
    popq %rbx
    ret
    .seh_handler wsconform_on_exception, @except
    .seh_endproc
)");

namespace {

constexpr DWORD sets_thread_name = 0x406D1388;
constexpr DWORD prints_wide = 0x4001000A;

bool is_message_to_a_debugger(DWORD code) {
    return code == DBG_PRINTEXCEPTION_C || code == prints_wide || code == sets_thread_name;
}

}  // namespace

extern "C" EXCEPTION_DISPOSITION wsconform_on_exception(EXCEPTION_RECORD* record, void* frame,
                                                        CONTEXT* context,
                                                        DISPATCHER_CONTEXT* dispatcher) {
    constexpr DWORD unwinding = 0x66;
    if ((record->ExceptionFlags & unwinding) != 0) return ExceptionContinueSearch;
    if (is_message_to_a_debugger(record->ExceptionCode)) return ExceptionContinueExecution;
    void* code = reinterpret_cast<void*>(static_cast<std::uintptr_t>(record->ExceptionCode));
    RtlUnwindEx(frame, &wsconform_guarded_landing, record, code, context, dispatcher->HistoryTable);
    return ExceptionContinueSearch;  // not reached
}

namespace wsconform::agent {

namespace {

/// Where each thread keeps the frame of the guarded call it is in. The compiler's own thread_local
/// may allocate at its first use, which would be inside an exception handler. TlsGetValue and
/// TlsSetValue may change the last error, which is why it is put back around them.
DWORD frame_slot = TLS_OUT_OF_INDEXES;

void** remembered_frame() {
    const DWORD last_error = GetLastError();
    void** const frame = static_cast<void**>(TlsGetValue(frame_slot));
    SetLastError(last_error);
    return frame;
}

void remember_frame(void** frame) {
    const DWORD last_error = GetLastError();
    TlsSetValue(frame_slot, static_cast<void*>(frame));
    SetLastError(last_error);
}

}  // namespace

void prepare_guarded_calls() {
    frame_slot = TlsAlloc();
}

std::uint32_t run_guarded(void (*body)(void*), void* argument) {
    // A call may be made from inside another one, by a blocking hook.
    void** const outer = remembered_frame();
    void* frame = nullptr;
    remember_frame(&frame);
    const std::uint32_t raised = wsconform_run_guarded(body, argument, &frame);
    remember_frame(outer);
    return raised;
}

bool leave_guarded_call(CONTEXT& context, std::uint32_t code) {
    void** const frame = remembered_frame();
    if (frame == nullptr) return false;
    context.Rsp = reinterpret_cast<DWORD64>(*frame);
    context.Rip = reinterpret_cast<DWORD64>(&wsconform_guarded_landing);
    context.Rax = code;
    return true;
}

}  // namespace wsconform::agent
