#pragma once

// A clause: one normative sentence of the Winsock documentation, paraphrased, with a name that
// is never reused and never renamed.

#include <string_view>

namespace wsconform {

/// How binding a clause is. Only `must` and `must_derived` can be violated.
enum class Strength {
    must,          ///< Stated by a source as what the implementation does.
    must_derived,  ///< Not stated outright, but needed for the stated text to make sense.
    may,           ///< A permitted alternative: recorded, never failed.
    advisory,      ///< Addressed to applications; nothing to check.
};

struct Clause {
    std::string_view slug;  ///< What rules, scenarios and reports cite.
    std::string_view id;    ///< The short alias, such as CAR-02.
    Strength strength;
    std::string_view levels;       ///< Of "1.1" (API), "2.2" (API) and "SPI".
    std::string_view sources;      ///< Tags explained in model/README.md.
    std::string_view needs;        ///< Precondition codes explained in model/README.md.
    std::string_view ambiguities;  ///< AMB-nn where the sources disagree or are silent.
    std::string_view text;
    std::string_view allowed;  ///< The outcomes it leaves open, in words.
    std::string_view observe;  ///< The stimulus and observation that decide it.
};

}  // namespace wsconform
