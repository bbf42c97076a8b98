// SPDX-License-Identifier: Apache-2.0

#pragma once

// The lines that go into and out of a station.

#include <optional>
#include <string>
#include <string_view>

namespace wsconform {

/// Lines from a descriptor, which stays its owner's.
class RequestLines {
  public:
    explicit RequestLines(int input) : input_{input} {}

    /// Without its end; nothing at the end of the input, or if a line is longer than 16 MiB.
    std::optional<std::string> next();

  private:
    int input_;
    std::string unread_;
};

/// Throws HarnessError if not everything can be written.
void write_all(int output, std::string_view text);

}  // namespace wsconform
