#pragma once

// What a provider asked of its caller while a step was done, for the trace. Only what it asked on
// a thread of the script is kept: the rest comes when it comes, and no trace would be like another.

#include <chrono>
#include <vector>

namespace wsconform::spi {

struct Upcall {
    std::chrono::steady_clock::time_point at;
    const char* name;
    /// 0, 1 or -1: handles and addresses differ from run to run, so they are left out.
    int value;
    /// What it stored through lpErrno, if it failed.
    int error;
};

void note_upcall(const char* name, int value, int error);

/// Those noted since the last time. At most a few hundred a step are kept.
std::vector<Upcall> take_upcalls();

}  // namespace wsconform::spi
