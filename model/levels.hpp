#pragma once

// For whom a clause holds.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "model/ensure.hpp"

namespace wsconform {

/// The interface that a clause speaks of.
enum class Level : std::uint8_t {
    v1_1 = 1,      ///< The API, for clients of 1.0 and 1.1.
    v2_2 = 2,      ///< The API, for clients of 2.0 and later.
    provider = 4,  ///< The interface of transport providers.
};

/// A set of levels; written as in "1.1, SPI"_levels.
class Levels {
  public:
    constexpr Levels() = default;
    constexpr Levels(Level level) : bits_{bit(level)} {}
    consteval explicit Levels(std::string_view words) : bits_{bits_of(words)} {}

    constexpr Levels with(Level level) const { return Levels{bits_ | bit(level)}; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr bool includes(Level level) const { return (bits_ & bit(level)) != 0; }
    constexpr bool is_for_providers_only() const { return *this == Levels{Level::provider}; }
    /// Whether what is of these levels holds for one of the callers.
    constexpr bool hold_for_any_of(Levels callers) const {
        return (held_for() & callers.held_for()) != 0;
    }
    /// As they are written in the catalogue.
    constexpr std::string_view words() const { return spellings[bits_]; }

    constexpr bool operator==(const Levels&) const = default;

  private:
    /// Only a DLL of 2.2 owes it, but to clients of every version: how versions are negotiated.
    static constexpr std::uint8_t every_client = 8;

    static constexpr std::array<std::string_view, 16> spellings{
        "",
        "1.1",
        "2.2",
        "1.1, 2.2",
        "SPI",
        "1.1, SPI",
        "2.2, SPI",
        "1.1, 2.2, SPI",
        "",
        "",
        "2.2 with clients of every version"};

    static constexpr std::uint8_t bit(Level level) { return static_cast<std::uint8_t>(level); }
    static consteval std::uint8_t bits_of(std::string_view words) {
        for (std::size_t bits = 1; bits < spellings.size(); ++bits) {
            if (spellings[bits] == words && !words.empty()) return static_cast<std::uint8_t>(bits);
        }
        throw "these are no levels";  // Reached only while compiling a typo.
    }
    constexpr explicit Levels(int bits) : bits_{static_cast<std::uint8_t>(bits)} {}

    constexpr unsigned held_for() const {
        return (bits_ & every_client) != 0 ? bits_ | bit(Level::v1_1) : bits_;
    }

    std::uint8_t bits_{};
};

inline namespace literals {
consteval Levels operator""_levels(const char* words, std::size_t length) {
    return Levels{std::string_view{words, length}};
}
}  // namespace literals

}  // namespace wsconform
