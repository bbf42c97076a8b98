// SPDX-License-Identifier: Apache-2.0

#include "harness/main/standard_output.hpp"

#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

#include "harness/harness_error.hpp"

namespace wsconform {

void flush_output() {
    errno = 0;
    const bool arrived = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.flush();
    if (arrived) return;
    const int reason = errno;
    throw HarnessError{"standard output: cannot be written" +
                       (reason == 0 ? "" : ": " + std::generic_category().message(reason)) +
                       "; give it a place with room"};
}

}  // namespace wsconform
