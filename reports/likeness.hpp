// SPDX-License-Identifier: Apache-2.0

#pragma once

// How what a provider does compares with Windows: of each deviation and each branch taken.

#include <map>
#include <string>

#include "model/windows.hpp"
#include "reports/report.hpp"

namespace wsconform {

struct Likened {
    Likeness likeness{Likeness::not_known};
    std::string source{};  ///< Of what is known; empty if nothing is.
};

/// Of a purpose that deviates: unlike Windows if that was seen to keep one of the clauses broken.
Likened likened(const PurposeResult& result);
/// Of a branch of the behaviour profile.
Likened likened(const std::string& ambiguity, const std::string& branch);

/// ", as Windows"; empty if that is not known.
std::string likeness_suffix(const std::string& ambiguity, const std::string& branch);

/// How many deviations are of each kind.
std::map<Likeness, std::size_t> likenesses_of(const Report& report);
/// "2 as Windows, 3 unlike Windows, 5 not known of Windows"; empty if nothing deviates.
std::string likeness_words(const Report& report);

}  // namespace wsconform
