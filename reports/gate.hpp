#pragma once

// The decision a continuous integration needs: known deviations pass, new and changed ones do not,
// those that vanished are named so that the expectations can be tidied.

#include <cstddef>
#include <string>
#include <vector>

#include "reports/expectations.hpp"
#include "reports/report.hpp"

namespace wsconform {

enum class Change {
    new_deviation,  ///< Fail, error or inconclusive, and nobody expected it.
    changed,        ///< Deviates, but not as expected: another finding or other clauses.
    vanished,       ///< Expected to deviate, but passes, does not apply or is gone.
    lost,           ///< Registered but never played, so nothing is known.
};

struct GateEntry {
    Change change{};
    std::string id;
    std::string text;  ///< One line: what was seen, what was expected, what to do.
};

struct GateResult {
    std::vector<GateEntry> entries;  ///< By change, then by id.
    std::size_t known{};             ///< Deviations exactly as expected.
    std::size_t conforming{};        ///< Passed or not applicable, as everyone hopes.
    std::size_t outside{};           ///< Expected, but outside the filter of the run.

    std::size_t count(Change change) const;
    /// 3 if purposes were lost (the rest proves nothing), else 1 if any deviation is new or
    /// changed, else 4 if any vanished, else 0.
    int exit_status() const;
};

/// Throws InputError if the expectations are for another provider.
GateResult gate(const Report& report, const Expectations& expectations);
/// With nothing expected: every deviation is new.
GateResult gate(const Report& report);

/// For the terminal: one line an entry and a last line that counts.
std::string gate_text(const GateResult& result);

}  // namespace wsconform
