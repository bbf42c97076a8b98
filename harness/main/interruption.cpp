// SPDX-License-Identifier: Apache-2.0

#include "harness/main/interruption.hpp"

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace wsconform {

namespace {

std::atomic<bool> interrupted{false};

}  // namespace

bool is_interrupted() {
    return interrupted;
}

void watch_for_interrupts() {
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { interrupted = true; });
}

}  // namespace wsconform
