// SPDX-License-Identifier: Apache-2.0

#pragma once

// What follows from the facts of a report: the status of every clause, the behaviour profile (which
// branch of each ambiguity the provider takes) and the counts.

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

enum class ClauseStatus {
    verified,        ///< A purpose that claims it passed and could have seen it violated, and the
                     ///< provider was seen to do what the clause limits.
    vacuous,         ///< The same, but the provider was never seen to do what the clause limits.
    violated,        ///< A violation in any purpose names it.
    recorded,        ///< It permits or advises, and a purpose that claims it ran.
    unexercised,     ///< Nothing was learnt about it.
    not_applicable,  ///< It cannot be reached on this provider, or by this version of the suite.
};

inline constexpr auto strengths =
    std::to_array({Strength::must, Strength::must_derived, Strength::may, Strength::advisory});
inline constexpr auto clause_statuses = std::to_array(
    {ClauseStatus::verified, ClauseStatus::vacuous, ClauseStatus::violated, ClauseStatus::recorded,
     ClauseStatus::unexercised, ClauseStatus::not_applicable});
inline constexpr auto findings =
    std::to_array({Finding::pass, Finding::inconclusive, Finding::fail, Finding::error,
                   Finding::not_applicable, Finding::untested});

struct ClauseConclusion {
    ClauseId clause;
    ClauseStatus status{ClauseStatus::unexercised};
    std::vector<std::string> purposes;  ///< Ids of those that claim or violate it.
    std::string reason;                 ///< Why it is neither verified nor recorded.
};

/// Every clause of the catalogue, in its order.
std::vector<ClauseConclusion> clause_conclusions(const Report& report);

/// How the provider resolves an ambiguity of the sources.
struct ProfileEntry {
    std::string branch;                       ///< The most frequent; of several, the first by name.
    std::map<std::string, std::size_t> seen;  ///< How often each branch was taken.
    bool is_consistent() const { return seen.size() == 1; }
};

/// What the ambiguity of that name is about; empty if this suite does not know it.
std::string_view title_of_ambiguity(std::string_view id);

/// Keyed by ambiguity, such as "AMB-01".
std::map<std::string, ProfileEntry> behaviour_profile(const Report& report);

struct Summary {
    std::size_t registered{};
    std::size_t played{};  ///< Registered and accounted for, if only as not applicable.
    std::map<Finding, std::size_t> findings;
    std::size_t derived{};  ///< Of the failed: those that break derived clauses only.
    std::size_t expected{};
    std::size_t unexpected{};
    /// How often each DLL of a chain is to blame; "" counts the undecided. Empty if none is.
    std::map<std::string, std::size_t> blame;
    std::map<Strength, std::map<ClauseStatus, std::size_t>> clauses;
};

/// Every finding, strength and status has an entry, if only a zero.
Summary summary_of(const Report& report);

/// Whether no purpose passed, failed or broke: the report says nothing of the provider.
bool decides_nothing(const Report& report);
/// The line that says so.
inline constexpr const char* nothing_was_decided =
    "nothing was decided: no purpose was played to a verdict\n";

/// Whether the suite has shown that it finds faults on that machine.
struct Assurance {
    bool is_given{};
    std::string text;  ///< Such as "5 known-bad providers caught"; or why there is none.
};

/// Nothing if it was not tried and nobody asks: only a DLL of somebody's is judged on trust.
std::optional<Assurance> assurance_of(const Report& report);

/// The words of report.json: "verified", "not-applicable".
std::string_view word_for(ClauseStatus status);

}  // namespace wsconform
