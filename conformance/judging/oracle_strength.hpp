// SPDX-License-Identifier: Apache-2.0

#pragma once

// How strong the oracle is with the purposes at hand: which mutants of the model some purpose tells
// from a conforming provider. A mutant is the model with one fault; it is equivalent where all that
// it does otherwise is allowed, so that nobody could blame it.

#include <cstddef>
#include <string>
#include <vector>

namespace wsconform {

/// A mutant that no purpose failed on although some came to where it differs.
struct Survivor {
    std::string mutant;
    std::string reason;

    bool operator==(const Survivor&) const = default;
};

struct OracleStrength {
    std::size_t mutants{};  ///< All of them: killed, equivalent, alive and unreached.
    std::size_t killed{};
    std::size_t equivalent{};
    std::size_t unreached{};      ///< No purpose played comes to where they differ.
    std::vector<Survivor> alive;  ///< By name.

    bool operator==(const OracleStrength&) const = default;
};

/// Hundredths of a percent of the mutants that are not equivalent, rounded down: 9950 is 99.50 %.
inline std::size_t score_of(const OracleStrength& strength) {
    const std::size_t faulty = strength.mutants - strength.equivalent;
    return faulty == 0 ? 0 : strength.killed * 10000 / faulty;
}
/// Such as "612 of 620 mutants killed (98.70 %), 3 alive, 5 unreached, 45 equivalent".
std::string strength_text(const OracleStrength& strength);

}  // namespace wsconform
