#pragma once

// The clause catalogue: every sentence of the specification, one row each, and the literal that
// cites them. A citation such as "bind.already-bound"_clause that is not in the catalogue does not
// compile, so a rule, a test and a report cannot disagree about what a clause is called.
//
// To cite a clause takes its name (clause_names.hpp) and no more. What a clause says is one
// function call away, so that a corrected text compiles one file.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/clause.hpp"
#include "model/clause_names.hpp"

namespace wsconform {

/// A checked reference to a clause.
class ClauseId {
  public:
    consteval explicit ClauseId(std::string_view slug) : index_{index_of(slug)} {}

    /// Finds a clause by slug or by short id. Nothing if there is none.
    static std::optional<ClauseId> find(std::string_view slug_or_id);
    /// The clause in row `index` of the catalogue.
    static constexpr ClauseId at(std::size_t index) {
        return ClauseId{static_cast<std::uint16_t>(index)};
    }

    constexpr std::size_t index() const { return index_; }
    const Clause& operator*() const;
    const Clause* operator->() const { return &**this; }
    constexpr auto operator<=>(const ClauseId&) const = default;

  private:
    constexpr explicit ClauseId(std::uint16_t index) : index_{index} {}
    static consteval std::uint16_t index_of(std::string_view slug) {
        for (std::size_t i = 0; i < clause_count; ++i) {
            if (clause_names[i] == slug) return static_cast<std::uint16_t>(i);
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

/// All clauses, in the order of the catalogue.
std::vector<ClauseId> all_clauses();

/// The levels of a clause, from a table of bytes that is filled when it is first asked for: rules
/// ask at every outcome. They stand in the clause's row and not beside its name, because a level,
/// like a text, is corrected in one place and without compiling what cites the clause.
Levels levels_of(ClauseId clause);

}  // namespace wsconform
