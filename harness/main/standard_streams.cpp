// SPDX-License-Identifier: Apache-2.0

#include "harness/main/standard_streams.hpp"

#include <fcntl.h>

#include <csignal>

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

}  // namespace wsconform
