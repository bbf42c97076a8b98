// SPDX-License-Identifier: Apache-2.0

#pragma once

// The report of an invented provider, with every kind of finding in it: what the tests of this
// folder render, and what to look at when the page is changed.

#include <cstddef>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

Report sample_report();

/// The same purposes, all passed, by a provider called "flawless".
Report flawless_report();

/// The sample, the flawless one, and an older suite's that lacks the purposes of startup.
std::vector<Report> sample_reports();

/// Reports of many purposes that differ in their steps, and of providers that differ now and then:
/// as much for a page to carry as real ones.
std::vector<Report> many_sample_reports(std::size_t providers, std::size_t purposes);

/// A report of about as many purposes, the sample's over and over under other names.
Report large_sample_report(std::size_t purposes);

}  // namespace wsconform
