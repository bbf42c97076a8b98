#pragma once

// The clause catalogue: every sentence of the specification, one row each, and the literal that
// cites them. A citation such as "bind.already-bound"_clause that is not in the catalogue does not
// compile, so a rule, a test and a report cannot disagree about what a clause is called.

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/clauses/async.hpp"
#include "model/clauses/blocking.hpp"
#include "model/clauses/disconnect.hpp"
#include "model/clauses/spi.hpp"
#include "model/clauses/startup.hpp"

namespace wsconform {

inline constexpr auto catalogue = [] {
    std::array<Clause, async_clauses.size() + blocking_clauses.size() + disconnect_clauses.size() +
                           startup_clauses.size() + spi_clauses.size()>
        all{};
    auto end = std::copy(async_clauses.begin(), async_clauses.end(), all.begin());
    end = std::copy(blocking_clauses.begin(), blocking_clauses.end(), end);
    end = std::copy(disconnect_clauses.begin(), disconnect_clauses.end(), end);
    end = std::copy(startup_clauses.begin(), startup_clauses.end(), end);
    std::copy(spi_clauses.begin(), spi_clauses.end(), end);
    return all;
}();

/// A checked reference to a clause.
class ClauseId {
  public:
    consteval explicit ClauseId(std::string_view slug) : index_{index_of(slug)} {}

    /// Finds a clause by slug or by short id. Nothing if there is none.
    static constexpr std::optional<ClauseId> find(std::string_view slug_or_id) {
        for (std::size_t i = 0; i < catalogue.size(); ++i) {
            if (catalogue[i].slug == slug_or_id || catalogue[i].id == slug_or_id)
                return ClauseId{static_cast<std::uint16_t>(i)};
        }
        return std::nullopt;
    }
    /// The clause in row `index` of the catalogue.
    static constexpr ClauseId at(std::size_t index) {
        return ClauseId{static_cast<std::uint16_t>(index)};
    }

    constexpr std::size_t index() const { return index_; }
    constexpr const Clause& operator*() const { return catalogue[index_]; }
    constexpr const Clause* operator->() const { return &catalogue[index_]; }
    constexpr auto operator<=>(const ClauseId&) const = default;

  private:
    constexpr explicit ClauseId(std::uint16_t index) : index_{index} {}
    static consteval std::uint16_t index_of(std::string_view slug) {
        for (std::size_t i = 0; i < catalogue.size(); ++i) {
            if (catalogue[i].slug == slug) return static_cast<std::uint16_t>(i);
        }
        throw "this clause is not in the catalogue";  // Reached only while compiling a typo.
    }

    std::uint16_t index_;
};

inline namespace literals {
consteval ClauseId operator""_clause(const char* slug, std::size_t length) {
    return ClauseId{{slug, length}};
}
}  // namespace literals

}  // namespace wsconform
