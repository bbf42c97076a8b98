// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a provider asked of its caller while a step was done, for the trace. Only what it asked on
// a thread of the script is kept: the rest comes when it comes, and no trace would be like another.
// But what comes when the provider is not started is always kept.

#include <chrono>
#include <cstddef>
#include <vector>

namespace wsconform::agent::spi {

struct Upcall {
    std::size_t step;
    std::chrono::steady_clock::time_point at;
    const char* name;
    /// 0, 1 or -1: handles and addresses differ from run to run, so they are left out.
    int value;
    /// What it stored through lpErrno, if it failed.
    int error;
    /// The provider was not started.
    bool is_late;
};

/// While it lives, what this thread is asked belongs to that step.
class UpcallsOf {
  public:
    explicit UpcallsOf(std::size_t step);
    UpcallsOf(const UpcallsOf&) = delete;
    UpcallsOf& operator=(const UpcallsOf&) = delete;
    ~UpcallsOf();

  private:
    std::size_t outer_;
};

void note_upcall(const char* name, int value, int error);

/// Those noted since the last time. At most a few hundred a step are kept.
std::vector<Upcall> take_upcalls();

}  // namespace wsconform::agent::spi
