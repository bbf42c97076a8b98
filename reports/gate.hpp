// SPDX-License-Identifier: Apache-2.0

#pragma once

// The decision a continuous integration needs: known deviations pass, new and changed ones do not,
// nor do those whose acceptance has run out or was never reviewed; those that vanished are named so
// that the expectations can be tidied.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/expectations.hpp"
#include "reports/report.hpp"

namespace wsconform {

enum class GateChange {
    new_deviation,  ///< Fail, error or inconclusive, and nobody expected it.
    changed,        ///< Deviates, but not as expected: another finding, other clauses, more often.
    unreviewed,     ///< As expected, but nobody has written down why that is accepted.
    expired,        ///< As expected, but accepted only until a day that is past.
    vanished,       ///< Expected to deviate, but passes, does not apply, is gone, or is rarer.
    lost,           ///< Registered but never played, so nothing is known.
    untested,       ///< This machine kept it from being played, so nothing is known either.
};

struct GateEntry {
    GateChange change{};
    std::string id;
    std::string text;  ///< One line: what was seen, what was expected, what to do.
};

struct GateResult {
    std::vector<GateEntry> entries;  ///< By change, then by id.
    std::vector<GateEntry> flaky;    ///< Those judged by their rate and found as on file.
    std::size_t known{};             ///< Deviations exactly as expected, flaky ones included.
    std::size_t conforming{};        ///< Played, and passed.
    std::size_t not_applicable{};    ///< Never played: the provider has nothing they speak of.
    std::size_t outside{};           ///< Expected, but outside the filter or shard of the run.
    bool allows_untested{};          ///< Untested purposes are accepted and decide nothing.

    std::size_t count(GateChange change) const;
    /// Whether no purpose was played, so that there is nothing to decide by.
    bool decides_nothing() const { return entries.empty() && known == 0 && conforming == 0; }
    /// 3 if purposes were lost, or are untested and that is not accepted (the rest proves nothing),
    /// or if nothing is decided; else 4 if some vanished and there is nothing else, else 1 if there
    /// is any entry, else 0.
    int exit_status() const;
};

/// All flaky purposes together raise a false alarm in at most this part of all gates.
inline constexpr double false_alarms = 0.01;

/// What a reason begins with that no person has written; the gate refuses it.
inline constexpr std::string_view unreviewed_reason = "to be reviewed";

/// Of reports that are alike (plays.hpp): shards, or plays of the same. Throws InputError if the
/// expectations are for another provider.
GateResult gate(const std::vector<Report>& reports, const Expectations& expectations, Date today);
/// Adds a lost entry for each shard that is not among the reports.
void require_all_shards(const std::vector<Report>& reports, GateResult& result);
/// By the expectations that the report carries, whose days are not looked at.
GateResult gate(const Report& report);

/// "new", "changed", "unreviewed", "expired", "vanished", "lost"
std::string_view word_for(GateChange change);

/// For the terminal: one line an entry and a last line that counts.
std::string gate_text(const GateResult& result);

}  // namespace wsconform
