// SPDX-License-Identifier: Apache-2.0

#include "harness/main/standard_output.hpp"

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <system_error>

#include "harness/harness_error.hpp"

namespace wsconform {

void open_closed_streams() {
    for (int number = 0; number <= 2; ++number) {
        if (fcntl(number, F_GETFD) >= 0) continue;
        // The lowest that is free is the one that is closed.
        [[maybe_unused]] const int opened = open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY);
    }
}

void let_large_writes_fail() {
    // A handler, and not SIG_IGN, which the programs that are started would inherit.
    std::signal(SIGXFSZ, [](int /*number*/) {});
}

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
