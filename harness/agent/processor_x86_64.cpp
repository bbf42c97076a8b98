// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/processor.hpp"

static_assert(sizeof(void*) == 8, "this is for x86_64");

// g++ has no __try. This is the function it would make of: __try { body(argument); return 0; }
// __except (...) { return code; }. It stands where a caller's frame stands, so the provider's own
// handlers are asked first; a vectored handler would be asked before them, and would mistake every
// exception that the provider means to handle for one that left the call.
//
// All registers that a function has to preserve are kept in its frame, so that the stack pointer,
// which it stores in *frame, is all that is needed to come back.
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
    .globl wsconform_guarded_end
wsconform_guarded_end:
    .seh_handler wsconform_on_exception, @except
    .seh_endproc
)");

extern "C" EXCEPTION_DISPOSITION wsconform_on_exception(EXCEPTION_RECORD* record, void* frame,
                                                        CONTEXT* context,
                                                        DISPATCHER_CONTEXT* dispatcher) {
    constexpr DWORD unwinding = 0x66;
    if ((record->ExceptionFlags & unwinding) != 0) return ExceptionContinueSearch;
    if (wsconform::agent::is_message_to_a_debugger(record->ExceptionCode))
        return ExceptionContinueExecution;
    wsconform::agent::note_exception(*record, *context);
    void* code = reinterpret_cast<void*>(static_cast<std::uintptr_t>(record->ExceptionCode));
    RtlUnwindEx(frame, &wsconform_guarded_landing, record, code, context, dispatcher->HistoryTable);
    return ExceptionContinueSearch;  // not reached
}

namespace wsconform::agent {

void leave_by(CONTEXT& context, void* frame, DWORD code) {
    context.Rsp = reinterpret_cast<DWORD64>(frame);
    context.Rip = reinterpret_cast<DWORD64>(&wsconform_guarded_landing);
    context.Rax = code;
}

std::uintptr_t instruction_of(const CONTEXT& context) {
    return context.Rip;
}

std::uintptr_t stack_pointer_of(const CONTEXT& context) {
    return context.Rsp;
}

bool step_out(CONTEXT& context, const StackBounds& stack) {
    DWORD64 base = 0;
    auto* const entry = RtlLookupFunctionEntry(context.Rip, &base, nullptr);
    if (entry == nullptr) {
        // Without one it calls nobody: its return address is on top. So it is after a jump to an
        // address where there is no function at all.
        if (!stack.holds(context.Rsp)) return false;
        context.Rip = *reinterpret_cast<const DWORD64*>(context.Rsp);
        context.Rsp += sizeof(DWORD64);
        return true;
    }
    void* handler_state = nullptr;
    DWORD64 establisher = 0;
    RtlVirtualUnwind(UNW_FLAG_NHANDLER, base, context.Rip, entry, &context, &handler_state,
                     &establisher, nullptr);
    return true;
}

}  // namespace wsconform::agent
