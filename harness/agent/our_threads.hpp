// SPDX-License-Identifier: Apache-2.0

#pragma once

// The threads of the script, and the main thread, as against those that the provider starts. A
// thread's number and what it is doing can be asked on any thread and inside an exception handler:
// nothing here takes a lock or memory.

#include <cstdint>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// A word that each thread has for itself. The compiler's own thread_local may allocate at its
/// first use; TlsGetValue and TlsSetValue may change the last error, which is put back.
class ThreadWord {
  public:
    ThreadWord() : slot_{TlsAlloc()} {}
    std::uintptr_t value() const;
    void set(std::uintptr_t value) const;

  private:
    DWORD slot_;
};

constexpr unsigned most_threads = 18;

/// The thread that calls this is one of ours, under that name. Throws HarnessError if there are
/// too many.
void this_thread_is_ours(const char* name);

/// From 1 on in the order of their first steps; 0 for a thread that the provider started.
unsigned this_thread_number();
const char* name_of_thread(unsigned number);

}  // namespace wsconform::agent
