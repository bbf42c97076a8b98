// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/oracle_strength.hpp"

namespace wsconform {

std::string strength_text(const OracleStrength& strength) {
    const std::size_t score = score_of(strength);
    const std::string hundredths = std::to_string(100 + score % 100).substr(1);
    return std::to_string(strength.killed) + " of " +
           std::to_string(strength.mutants - strength.equivalent) + " mutants killed (" +
           std::to_string(score / 100) + "." + hundredths + " %), " +
           std::to_string(strength.alive.size()) + " alive, " + std::to_string(strength.unreached) +
           " unreached, " + std::to_string(strength.equivalent) + " equivalent";
}

}  // namespace wsconform
