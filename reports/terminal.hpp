// SPDX-License-Identifier: Apache-2.0

#pragma once

// The report as a person at a terminal reads it.

#include <cstddef>
#include <optional>
#include <string>

#include "reports/report.hpp"

namespace wsconform {

enum class Colour { off, on };

/// The width of the texts below; 100 columns if nobody says.
void write_for_columns(std::size_t columns);

/// What is tested and where, as far as the report knows: before the first verdict too.
std::string terminal_head(const Report& report, Colour colour);

/// One screen: the provider, the counts, what deviates by cause and by clause, what is
/// undecided, and the behaviour profile.
std::string terminal_summary(const Report& report, Colour colour);

/// How it came to an exception, a crash or a hang; empty if it did not.
std::string breakdown_text(const PurposeResult& result);

/// What was seen, what was allowed and why, what had ruled it out, and how to see it again.
/// `folder` is that of the report, with a slash at its end; empty if it is the current one, and
/// nothing if the report is not kept.
std::string violation_text(const PurposeResult& result, const Violation& violation,
                           const std::optional<std::string>& folder = "");

}  // namespace wsconform
