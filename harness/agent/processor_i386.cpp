// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/modules.hpp"
#include "harness/agent/processor.hpp"

static_assert(sizeof(void*) == 4, "this is for i386");

// The same function as for x86_64, where handlers are found in a chain on the stack that begins at
// fs:0 and not in tables. The two words of that chain are the frame; above them lie the registers
// that a function has to preserve, so the frame's address is all that is needed to come back.
extern "C" char wsconform_guarded_landing;
/// Does not return.
extern "C" void wsconform_go_to_landing(void* frame, DWORD code);

asm(R"(
    .text
    .p2align 4
    .globl _wsconform_run_guarded
    .globl _wsconform_guarded_landing
    .globl _wsconform_guarded_end
    .globl _wsconform_go_to_landing
    .def _wsconform_run_guarded; .scl 2; .type 32; .endef
_wsconform_run_guarded:
    pushl %ebp
    movl %esp, %ebp
    pushl %ebx
    pushl %esi
    pushl %edi
    pushl $_wsconform_on_exception
    pushl %fs:0
    movl %esp, %fs:0
    movl 16(%ebp), %eax
    movl %esp, (%eax)
    andl $-16, %esp
    subl $12, %esp
    pushl 12(%ebp)
    call *8(%ebp)
    leal -20(%ebp), %esp
    xorl %eax, %eax
_wsconform_guarded_landing:
    popl %fs:0
    addl $4, %esp
    popl %edi
    popl %esi
    popl %ebx
    popl %ebp
    ret
_wsconform_guarded_end:
_wsconform_go_to_landing:
    movl 8(%esp), %eax
    movl 4(%esp), %esp
    cld
    jmp _wsconform_guarded_landing
)");

/// RtlUnwind takes the frames of those who are in between off the chain, and returns here.
extern "C" EXCEPTION_DISPOSITION wsconform_on_exception(EXCEPTION_RECORD* record, void* frame,
                                                        CONTEXT* context, void* /*dispatcher*/) {
    constexpr DWORD unwinding = 0x66;
    if ((record->ExceptionFlags & unwinding) != 0) return ExceptionContinueSearch;
    const DWORD code = record->ExceptionCode;
    if (wsconform::agent::is_message_to_a_debugger(code)) return ExceptionContinueExecution;
    wsconform::agent::note_exception(*record, *context);
    RtlUnwind(frame, &wsconform_guarded_landing, record, nullptr);
    wsconform_go_to_landing(frame, code);
    return ExceptionContinueSearch;  // not reached
}

namespace wsconform::agent {

void leave_by(CONTEXT& context, void* frame, DWORD code) {
    context.Esp = reinterpret_cast<DWORD>(frame);
    context.Eip = reinterpret_cast<DWORD>(&wsconform_guarded_landing);
    context.Eax = code;
}

std::uintptr_t instruction_of(const CONTEXT& context) {
    return context.Eip;
}

std::uintptr_t stack_pointer_of(const CONTEXT& context) {
    return context.Esp;
}

/// By the chain of frame pointers. A function that keeps none hides who called it, and the walk
/// goes on with the next that does.
bool step_out(CONTEXT& context, const StackBounds& stack) {
    const auto word_at = [](DWORD address) { return *reinterpret_cast<const DWORD*>(address); };
    if (kind_of_module_at(context.Eip) == ModuleKind::none) {
        // After a jump to where there is no function the return address is on top.
        if (!stack.holds(context.Esp)) return false;
        context.Eip = word_at(context.Esp);
        context.Esp += sizeof(DWORD);
        return true;
    }
    const DWORD frame = context.Ebp;
    if (frame < context.Esp || !stack.holds(frame) || !stack.holds(frame + sizeof(DWORD)))
        return false;
    context.Eip = word_at(frame + sizeof(DWORD));
    context.Ebp = word_at(frame);
    context.Esp = frame + 2 * sizeof(DWORD);
    return true;
}

}  // namespace wsconform::agent
