// SPDX-License-Identifier: Apache-2.0

#pragma once

// The ambiguities: places where the sources of the specification disagree or are silent. Each has a
// name that is never reused, AMB-nn. A rule that lets a provider take one reading or another cites
// the ambiguity; what a provider was seen to take is its profile.

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/ensure.hpp"

namespace wsconform {

inline constexpr std::size_t ambiguity_count = 67;

struct Ambiguity {
    std::string_view id;                       ///< "AMB-01"
    std::string_view title;                    ///< The one question that it leaves open.
    std::array<std::string_view, 4> readings;  ///< A sentence each; those not used are empty.
    std::string_view windows{};  ///< What is known of Windows, and from where; empty if nothing.
    /// The branch that the document has, and the one that Windows was seen to take, in the words
    /// of the rules; empty where the document leaves it open, or nothing is known of Windows.
    std::string_view documented{};
    std::string_view seen{};
};

/// A checked reference to an ambiguity.
class AmbiguityId {
  public:
    consteval explicit AmbiguityId(std::string_view id) : index_{index_of(id)} {
        if (index_ == ambiguity_count) throw "there is no such ambiguity";
    }

    /// Nothing if there is none of that name.
    static constexpr std::optional<AmbiguityId> find(std::string_view id) {
        const std::uint8_t index = index_of(id);
        if (index == ambiguity_count) return std::nullopt;
        return AmbiguityId{index};
    }

    /// Its place in the order of their numbers.
    constexpr std::size_t index() const { return index_; }
    const Ambiguity& operator*() const;
    const Ambiguity* operator->() const { return &**this; }
    constexpr auto operator<=>(const AmbiguityId&) const = default;

  private:
    constexpr explicit AmbiguityId(std::uint8_t index) : index_{index} {}
    /// They are numbered from 1 on; `ambiguity_count` if the name is not one of them.
    static constexpr std::uint8_t index_of(std::string_view id) {
        constexpr std::string_view start = "AMB-";
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (id.size() != start.size() + 2 || !id.starts_with(start)) return ambiguity_count;
        if (!is_digit(id[4]) || !is_digit(id[5])) return ambiguity_count;
        const int number = (id[4] - '0') * 10 + (id[5] - '0');
        if (number < 1 || number > static_cast<int>(ambiguity_count)) return ambiguity_count;
        return static_cast<std::uint8_t>(number - 1);
    }

    std::uint8_t index_;
};

inline namespace literals {
consteval AmbiguityId operator""_ambiguity(const char* id, std::size_t length) {
    return AmbiguityId{std::string_view{id, length}};
}
}  // namespace literals

/// All of them, in the order of their numbers.
std::vector<AmbiguityId> all_ambiguities();

/// The few that a clause is about.
class Ambiguities {
  public:
    constexpr Ambiguities() = default;
    constexpr Ambiguities(std::initializer_list<AmbiguityId> ids) {
        for (const AmbiguityId id : ids) {
            ensure(size_ < ids_.size(), "a clause names more ambiguities than there is room for");
            ids_[size_++] = id;
        }
    }

    constexpr bool empty() const { return size_ == 0; }
    constexpr bool contains(AmbiguityId id) const {
        return std::any_of(begin(), end(), [id](AmbiguityId known) { return known == id; });
    }
    /// "AMB-28, AMB-31"
    std::string words() const;
    constexpr const AmbiguityId* begin() const { return ids_.data(); }
    constexpr const AmbiguityId* end() const { return ids_.data() + size_; }

  private:
    std::array<AmbiguityId, 2> ids_{AmbiguityId{"AMB-01"}, AmbiguityId{"AMB-01"}};
    std::uint8_t size_{};
};

}  // namespace wsconform
