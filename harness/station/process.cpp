// SPDX-License-Identifier: Apache-2.0

#include "harness/station/process.hpp"

#include <algorithm>
#include <thread>

#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t remembered_complaints_bytes = 2048;

}  // namespace

ChildProcess::ChildProcess(const Command& command) : process_{command} {}

Reading ChildProcess::read_line(std::size_t longest_bytes, Clock::time_point deadline) {
    while (true) {
        if (auto line = buffered_line()) {
            if (line->size() > longest_bytes) return {Reading::Kind::too_long};
            return {Reading::Kind::line, std::move(*line)};
        }
        if (unread_.size() > longest_bytes) return {Reading::Kind::too_long};
        if (output_ended_) return {Reading::Kind::ended};

        if (read_some()) continue;
        if (Clock::now() >= deadline) return {Reading::Kind::timed_out};
        process_.wait_for_words(deadline);
    }
}

bool ChildProcess::read_some() {
    // Asked before reading: what it wrote before its end is then certainly in the pipe.
    const bool gone = process_.ended().has_value();
    const Readable readable = process_.read_output();
    drain_errors();
    unread_ += readable.bytes;
    output_ended_ = readable.is_closed || (readable.bytes.empty() && gone);
    return !readable.bytes.empty() || output_ended_;
}

std::optional<std::string> ChildProcess::buffered_line() {
    const std::size_t end = unread_.find('\n', searched_);
    if (end == std::string::npos) {
        searched_ = unread_.size();
        return std::nullopt;
    }
    std::string line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    searched_ = 0;
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

void ChildProcess::drain_errors() {
    complaints_ += process_.read_errors().bytes;
    if (complaints_.size() > remembered_complaints_bytes)
        complaints_.erase(0, complaints_.size() - remembered_complaints_bytes);
}

std::optional<int> ChildProcess::status(Clock::time_point deadline) {
    while (!process_.ended().has_value() && Clock::now() < deadline)
        std::this_thread::sleep_for(1ms);
    return process_.ended();
}

std::string ChildProcess::last_words() const {
    std::string words = complaints_;
    std::ranges::replace_if(
        words, [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    words = visible(words);
    while (words.ends_with(' '))
        words.pop_back();
    return words;
}

std::string output_of(const Command& command, std::chrono::milliseconds bound,
                      std::string_view input) {
    constexpr std::size_t most_bytes = 1 << 20;
    const auto deadline = ChildProcess::Clock::now() + bound;
    ChildProcess process{command};
    // If it does not listen, how it ends tells more than that.
    process.write(input, deadline);
    process.close_input();
    std::string output;
    Reading reading = process.read_line(most_bytes, deadline);
    for (; reading.kind == Reading::Kind::line && output.size() < most_bytes;
         reading = process.read_line(most_bytes, deadline))
        output += reading.line + "\n";
    const auto status = process.status(deadline);
    if (!status.has_value()) throw HarnessError{command.words.front() + " did not end in time"};
    if (*status != 0) {
        const std::string ended = command.words.front() + " ended with " + in_words(*status);
        const std::string words = process.last_words();
        throw HarnessError{words.empty() ? ended : words + " (" + ended + ")"};
    }
    return output;
}

std::string in_shell_quotes(const std::string& word) {
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return quoted + "'";
}

}  // namespace wsconform
