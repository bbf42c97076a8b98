// SPDX-License-Identifier: Apache-2.0

#include "harness/main/waiting.hpp"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <stop_token>
#include <utility>

namespace wsconform {
namespace {

using namespace std::chrono_literals;

constexpr int first_told_s = 2;

void tell(const std::stop_token& stop, const std::string& what) {
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock{mutex};
    int seconds = 0;
    while (!ended.wait_for(lock, stop, 1s, [&stop] { return stop.stop_requested(); })) {
        if (++seconds >= first_told_s)
            std::fprintf(stderr, "\r\033[K%s: %d s", what.c_str(), seconds);
    }
    if (seconds >= first_told_s) std::fprintf(stderr, "\r\033[K");
}

}  // namespace

Waiting::Waiting(std::string what) {
    if (isatty(STDERR_FILENO) == 0) return;
    teller_ =
        std::jthread{[what = std::move(what)](const std::stop_token& stop) { tell(stop, what); }};
}

}  // namespace wsconform
