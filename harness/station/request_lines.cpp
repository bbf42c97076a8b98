// SPDX-License-Identifier: Apache-2.0

#include "harness/station/request_lines.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

std::optional<std::string> RequestLines::next() {
    constexpr std::size_t longest_bytes = 16 << 20;
    while (true) {
        if (const std::size_t end = unread_.find('\n'); end != std::string::npos) {
            std::string line = unread_.substr(0, end);
            unread_.erase(0, end + 1);
            return line;
        }
        std::array<char, 65536> chunk{};
        const ssize_t count = ::read(input_, chunk.data(), static_cast<unsigned>(chunk.size()));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0 || unread_.size() > longest_bytes) return std::nullopt;
        unread_.append(chunk.data(), static_cast<std::size_t>(count));
    }
}

void write_all(int output, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(output, text.data(), static_cast<unsigned>(text.size()));
        if (count < 0 && errno != EINTR) throw HarnessError{because("writing a trace", errno)};
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
}

}  // namespace wsconform
