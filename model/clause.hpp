// SPDX-License-Identifier: Apache-2.0

#pragma once

// A clause: one normative sentence of the Winsock documentation, paraphrased, with a name that
// is never reused and never renamed.

#include <cstdint>
#include <string_view>

#include "model/ambiguities.hpp"
#include "model/levels.hpp"
#include "model/witness.hpp"

namespace wsconform {

/// How binding a clause is.
enum class Strength : std::uint8_t {
    must,          ///< Stated by a source as what the implementation does.
    must_derived,  ///< Not stated outright, but needed for the stated text to make sense.
    may,           ///< A permitted alternative: recorded, never failed.
    advisory,      ///< Addressed to applications; nothing to check.
};

struct Clause {
    std::string_view slug;  ///< What rules, scenarios and reports cite.
    std::string_view id;    ///< The short alias, such as CAR-02.
    Strength strength{};
    Levels levels{};
    std::string_view sources;  ///< Tags explained in model/README.md.
    std::string_view needs{};  ///< Codes of what puts it to the test; see needs.hpp. May be empty.
    Ambiguities ambiguities{};
    Witness witness{};  ///< What it limits, and must have been seen before it is verified.
    std::string_view text;
    std::string_view allowed{};  ///< What is accepted beyond what the text says. May be empty.

    /// Whether a provider can violate it.
    constexpr bool is_binding() const {
        return strength == Strength::must || strength == Strength::must_derived;
    }
};

}  // namespace wsconform
