// SPDX-License-Identifier: Apache-2.0

#pragma once

// Known deviations of a provider, in a file that people write and review. They say what a run will
// find and why that is accepted for now; they never change a verdict. In the file what has one
// cause stands under it, so that its reason is written once.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

struct Expectations {
    std::string file;  ///< Where they stand, for messages; empty for a draft.
    std::string provider;
    std::map<std::string, Expectation> purposes;  ///< By purpose id.
    /// By a glob over ids, such as "recv/*": whatever matches, deviates so and breaks none but
    /// these clauses is accepted for that reason.
    std::map<std::string, Expectation> globs = {};
};

/// The same with an expectation for each purpose of these reports that a glob explains.
Expectations spelt_out(Expectations expectations, const std::vector<Report>& reports);
/// The globs that explain nothing in the reports.
std::vector<std::string> idle_globs(const Expectations& expectations,
                                    const std::vector<Report>& reports);

/// Throws InputError naming file, place and fault.
Expectations read_expectations(const std::filesystem::path& file);
/// The same of a text; `file` is for messages only.
Expectations parse_expectations(std::string_view text, const std::filesystem::path& file);

/// Throws InputError if the expectations are for another provider.
void require_same_provider(const Report& report, const Expectations& expectations);

/// Those that hold for a provider of so many bits; all, if it is not known of how many.
Expectations of_bits(Expectations expectations, std::optional<unsigned> bits);

/// The report with every purpose told what was expected of it. Throws like the above.
Report with_expectations(Report report, const Expectations& expectations);

/// The text of an expectation file: what has the same reason, link, owner, expiry and
/// bitness is one cause. Ends in a newline.
std::string to_json(const Expectations& expectations);

}  // namespace wsconform
