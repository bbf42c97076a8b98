// SPDX-License-Identifier: Apache-2.0

#pragma once

// Several reports taken as one: the shards of a run, which GoogleTest spreads over machines by
// GTEST_TOTAL_SHARDS, or the same run again. What was played more
// than once keeps its worst result, and how often it deviated.

#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

/// Of two results of one purpose. What does not apply is never worse: it says nothing.
bool is_worse(const PurposeResult& result, const PurposeResult& than);
/// Of two results of one purpose; it counts the plays of both.
PurposeResult worst_of(PurposeResult one, PurposeResult other);

/// What keeps two reports from being of one run, or of the same run again, such as
/// "--seed differs: 1 and 8"; empty if nothing does.
std::string difference_between(const Report& one, const Report& other);
/// Why two reports are no shards of one run: the same, and their machines can do the same, and no
/// purpose is in both. Empty if they are.
std::string why_apart(const Report& one, const Report& other);

/// Throws InputError for a file that is no report, or that differs from the first.
std::vector<Report> read_alike(const std::vector<std::string>& files);

/// "shard 2 of 4", for those that are not there; counted from 1, as people do.
std::vector<std::string> missing_shards(const std::vector<Report>& reports);

/// The reports are alike, and at least one; shards may be missing.
Report together(std::vector<Report> reports);
/// The same. Throws InputError if a shard is missing.
Report merged(std::vector<Report> reports);
/// The reports in their order, with each one's further shards put into the first of them. Together
/// the purposes of all shards may be stronger than those of any: how strong is left open.
std::vector<Report> merge_shards(std::vector<Report> reports);

}  // namespace wsconform
