// SPDX-License-Identifier: Apache-2.0

#pragma once

// Gives the names of a scenario their small indices, in the order of first use.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wsconform {

template <typename Id>
class Names {
  public:
    explicit Names(std::size_t capacity) : capacity_{capacity} {}

    std::optional<Id> find(std::string_view name) const {
        const auto at = std::ranges::find(names_, name);
        if (at == names_.end()) return std::nullopt;
        return Id{static_cast<std::uint8_t>(at - names_.begin())};
    }
    /// The name's index, a new one if need be; nothing if there is no room for another.
    std::optional<Id> intern(std::string_view name) {
        if (const auto known = find(name)) return known;
        if (names_.size() == capacity_) return std::nullopt;
        names_.emplace_back(name);
        return Id{static_cast<std::uint8_t>(names_.size() - 1)};
    }
    std::size_t capacity() const { return capacity_; }
    const std::vector<std::string>& all() const { return names_; }

  private:
    std::size_t capacity_;
    std::vector<std::string> names_;
};

}  // namespace wsconform
