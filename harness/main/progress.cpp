// SPDX-License-Identifier: Apache-2.0

#include "harness/main/progress.hpp"

#include "harness/main/this_machine.hpp"

#include <unistd.h>

#include <cstdio>

namespace wsconform {
namespace {

using namespace std::chrono_literals;

constexpr auto between_lines = 1min;
/// Before that the time that is left is a guess.
constexpr auto first_estimate = 5s;

}  // namespace

Progress::Progress() : is_terminal_{isatty(STDERR_FILENO) != 0} {}

void Progress::begin(std::size_t total) {
    total_ = total;
    started_ = told_ = Clock::now();
}

void Progress::tell(std::size_t done, const Findings& findings, const std::string& now) {
    if (is_terminal_) {
        std::string text = line(done, findings) + (now.empty() ? "" : "  " + now);
        if (text.size() >= terminal_columns()) text.resize(terminal_columns() - 1);
        std::fprintf(stderr, "\r\033[K%s", text.c_str());
        return;
    }
    if (Clock::now() - told_ < between_lines) return;
    told_ = Clock::now();
    std::fprintf(stderr, "%s\n", line(done, findings).c_str());
}

void Progress::end() const {
    if (is_terminal_) std::fprintf(stderr, "\r\033[K");
}

std::string Progress::line(std::size_t done, const Findings& findings) const {
    std::string text = std::to_string(done) + " of " + std::to_string(total_);
    for (const auto& [finding, count] : findings)
        text += ", " + std::to_string(count) + " " + std::string{word_for(finding)};
    return text + time_left(done);
}

std::string Progress::time_left(std::size_t done) const {
    const auto passed = Clock::now() - started_;
    if (done == 0 || done >= total_ || passed < first_estimate) return {};
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(
        passed * static_cast<std::int64_t>(total_ - done) / static_cast<std::int64_t>(done));
    if (left < 90s) return "; about " + std::to_string(left.count()) + " s left";
    return "; about " + std::to_string((left + 30s) / 60s) + " min left";
}

}  // namespace wsconform
