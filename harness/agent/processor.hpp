// SPDX-License-Identifier: Apache-2.0

#pragma once

// What differs between processors: the frame of a guarded call, the registers that a context keeps
// a place in the code in, and the way from a function to its caller. The build takes
// processor_x86_64.cpp or processor_i386.cpp.

#include <cstdint>

#include "harness/agent/windows_headers.hpp"

/// Runs body(argument) under a handler of its own, and stores in *frame what leads back here.
/// Returns 0, or the code of an exception that nobody inside wanted.
extern "C" std::uint32_t wsconform_run_guarded(void (*body)(void*), void* argument, void** frame);
/// The bytes behind that function.
extern "C" char wsconform_guarded_end;

namespace wsconform::agent {

/// For that handler, from guarded_call.cpp: whether the exception is no failure of anybody, and
/// what is to be done before the call is left.
bool is_message_to_a_debugger(DWORD code);
void note_exception(const EXCEPTION_RECORD& record, const CONTEXT& context);

/// Makes a thread with that context continue where the call of that frame returns the code.
void leave_by(CONTEXT& context, void* frame, DWORD code);

std::uintptr_t instruction_of(const CONTEXT& context);
std::uintptr_t stack_pointer_of(const CONTEXT& context);

struct StackBounds {
    std::uintptr_t lowest;
    std::uintptr_t highest;

    bool holds(std::uintptr_t address) const {
        return address >= lowest && address + sizeof(void*) <= highest;
    }
};

/// To the caller of the function that `context` is in; false if the stack tells of none.
bool step_out(CONTEXT& context, const StackBounds& stack);

}  // namespace wsconform::agent
