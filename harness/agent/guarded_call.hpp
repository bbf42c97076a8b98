// SPDX-License-Identifier: Apache-2.0

#pragma once

// Calling into the provider so that an exception which leaves the call becomes a value. While such
// a call lasts its thread is the provider's, except for what the provider calls of ours.

#include <cstdint>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

struct Fault;

/// Runs body(argument). Returns 0, or the code of the exception that left it: one that no handler
/// inside the call wanted. It is taken down in `fault`, if that is given. The body must own nothing
/// that needs a destructor.
std::uint32_t run_guarded(void (*body)(void*), void* argument, Fault* fault = nullptr);

/// Makes the thread continue where the guarded call that it is in returns the exception's code.
/// False if it is in none.
bool leave_guarded_call(EXCEPTION_POINTERS& pointers);

/// Whether this thread is in the provider: in a guarded call, and not in ours that it called.
bool is_in_guarded_call();
/// The same of another thread of ours.
bool is_in_guarded_call(unsigned thread);

/// Whether the instruction is in the function that makes guarded calls, where a walk of the
/// provider's stack ends.
bool is_edge_of_guarded_call(std::uintptr_t instruction);

/// While it lives, what this thread does is our own although the provider called it, such as a
/// blocking hook.
class OurOwnCode {
  public:
    OurOwnCode();
    OurOwnCode(const OurOwnCode&) = delete;
    OurOwnCode& operator=(const OurOwnCode&) = delete;
    ~OurOwnCode();

  private:
    std::uintptr_t call_;
};

/// While it lives, this thread answers an upcall: it uses pointers that are the provider's.
class Answering {
  public:
    Answering();
    Answering(const Answering&) = delete;
    Answering& operator=(const Answering&) = delete;
    ~Answering();
};

}  // namespace wsconform::agent
