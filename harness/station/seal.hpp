// SPDX-License-Identifier: Apache-2.0

#pragma once

// By what the controller knows the agent's lines from those of a provider that writes into the same
// pipe: a key that only the agent was told, before the provider was there. A line that is left out,
// said twice or moved has no good seal either.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace wsconform {

class Seal {
  public:
    /// With a key by chance. Throws HarnessError if there is none.
    Seal();
    /// With the key in a line that was told.
    explicit Seal(const std::string& key_line);

    /// What the agent is told before all else, without the end of the line.
    std::string key_line() const;

    /// The line that stands behind a seal, if it is that of the next line.
    std::optional<std::string> opened(const std::string& line);
    /// The next line with its seal.
    std::string closed(const std::string& line);

  private:
    std::string seal_of(const std::string& line) const;

    std::array<unsigned char, 16> key_{};
    std::uint64_t count_ = 0;
};

}  // namespace wsconform
