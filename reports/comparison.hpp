// SPDX-License-Identifier: Apache-2.0

#pragma once

// Several reports beside each other: what to call each, and what a reader has to know before
// comparing them.

#include <span>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

/// A name for each report: its provider, and what sets it apart from others of that provider.
std::vector<std::string> labels(std::span<const Report> reports);

/// One line for each thing but the provider in which the reports differ; made visible.
std::vector<std::string> notices(std::span<const Report> reports);

/// A row for each: how many purposes of each verdict, how many clauses violated and verified. It is
/// Markdown, and a table for a terminal as well.
std::string counts_table(std::span<const Report> reports);

}  // namespace wsconform
