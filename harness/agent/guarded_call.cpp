// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/guarded_call.hpp"

#include <array>
#include <atomic>

#include "harness/agent/exceptions.hpp"
#include "harness/agent/fault.hpp"
#include "harness/agent/our_threads.hpp"

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
extern "C" char wsconform_guarded_end;

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

namespace {

constexpr DWORD sets_thread_name = 0x406D1388;
constexpr DWORD prints_wide = 0x4001000A;

bool is_message_to_a_debugger(DWORD code) {
    return code == DBG_PRINTEXCEPTION_C || code == prints_wide || code == sets_thread_name;
}

/// Lies in run_guarded(). The assembly stores into the first of it.
struct GuardedCall {
    void* frame = nullptr;
    wsconform::agent::Fault* fault = nullptr;
};

using wsconform::agent::ThreadWord;

/// The guarded call that a thread is in; 0 while what it runs is our own.
const ThreadWord call_here;
/// How many upcalls it answers.
const ThreadWord answering_here;
/// The first of these, for the main thread to ask of the others.
std::array<std::atomic<bool>, wsconform::agent::most_threads> is_inside{};

GuardedCall* guarded_call_here() {
    return reinterpret_cast<GuardedCall*>(call_here.value());
}

void enter(std::uintptr_t call) {
    call_here.set(call);
    if (const unsigned thread = wsconform::agent::this_thread_number(); thread != 0)
        is_inside.at(thread) = call != 0;
}

/// Whether the exception is not the provider's although it called what raised it. Where the stack
/// tells nothing it is the provider's: the call was made to it.
bool is_our_own(const wsconform::agent::Fault& fault) {
    if (guarded_call_here() == nullptr) return true;
    return owner_of(fault) == wsconform::agent::Owner::agent && answering_here.value() == 0;
}

/// Takes the exception down, if that was asked for.
void note(const EXCEPTION_RECORD& record, const CONTEXT& context) {
    const GuardedCall* const call = guarded_call_here();
    if (call != nullptr && call->fault == nullptr) return;
    const wsconform::agent::Fault fault = wsconform::agent::fault_of(record, context);
    if (is_our_own(fault)) wsconform::agent::end_by_own_fault(fault);
    *call->fault = fault;
}

}  // namespace

extern "C" EXCEPTION_DISPOSITION wsconform_on_exception(EXCEPTION_RECORD* record, void* frame,
                                                        CONTEXT* context,
                                                        DISPATCHER_CONTEXT* dispatcher) {
    constexpr DWORD unwinding = 0x66;
    if ((record->ExceptionFlags & unwinding) != 0) return ExceptionContinueSearch;
    if (is_message_to_a_debugger(record->ExceptionCode)) return ExceptionContinueExecution;
    note(*record, *context);
    void* code = reinterpret_cast<void*>(static_cast<std::uintptr_t>(record->ExceptionCode));
    RtlUnwindEx(frame, &wsconform_guarded_landing, record, code, context, dispatcher->HistoryTable);
    return ExceptionContinueSearch;  // not reached
}

namespace wsconform::agent {

std::uint32_t run_guarded(void (*body)(void*), void* argument, Fault* fault) {
    // A call may be made from inside another one, by a blocking hook.
    const std::uintptr_t outer = call_here.value();
    const std::uintptr_t answering = answering_here.value();
    GuardedCall call{nullptr, fault};
    enter(reinterpret_cast<std::uintptr_t>(&call));
    const std::uint32_t raised = wsconform_run_guarded(body, argument, &call.frame);
    enter(outer);
    answering_here.set(answering);
    return raised;
}

bool leave_guarded_call(EXCEPTION_POINTERS& pointers) {
    const GuardedCall* const call = guarded_call_here();
    if (call == nullptr) return false;
    note(*pointers.ExceptionRecord, *pointers.ContextRecord);
    CONTEXT& context = *pointers.ContextRecord;
    context.Rsp = reinterpret_cast<DWORD64>(call->frame);
    context.Rip = reinterpret_cast<DWORD64>(&wsconform_guarded_landing);
    context.Rax = pointers.ExceptionRecord->ExceptionCode;
    return true;
}

bool is_in_guarded_call() {
    return guarded_call_here() != nullptr;
}

bool is_in_guarded_call(unsigned thread) {
    return is_inside.at(thread);
}

bool is_edge_of_guarded_call(std::uintptr_t instruction) {
    const auto begin = reinterpret_cast<std::uintptr_t>(&wsconform_run_guarded);
    return instruction >= begin &&
           instruction < reinterpret_cast<std::uintptr_t>(&wsconform_guarded_end);
}

OurOwnCode::OurOwnCode() : call_{call_here.value()} {
    enter(0);
}

OurOwnCode::~OurOwnCode() {
    enter(call_);
}

Answering::Answering() {
    answering_here.set(answering_here.value() + 1);
}

Answering::~Answering() {
    answering_here.set(answering_here.value() - 1);
}

}  // namespace wsconform::agent
