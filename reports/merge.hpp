#pragma once

// The shards of one run, put together again. GoogleTest spreads a run over machines by
// GTEST_TOTAL_SHARDS; each machine leaves a report of the purposes that were its own.

#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

/// Why two reports are no shards of one run; empty if they are: the same suite, provider, options
/// and capabilities, and no purpose in both.
std::string why_apart(const Report& one, const Report& other);

/// The reports in their order, with each one's further shards put into the first of them. Together
/// the purposes of all shards may be stronger than those of any: how strong is left open.
std::vector<Report> merge_shards(std::vector<Report> reports);

}  // namespace wsconform
