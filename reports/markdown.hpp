// SPDX-License-Identifier: Apache-2.0

#pragma once

// The report where a change is reviewed: as Markdown for a pull request, and as a badge.

#include <span>
#include <string>

#include "reports/gate.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// A summary of at most a few screens, in GitHub's and GitLab's Markdown. `gated` is the decision;
/// null if there was none.
std::string to_markdown(const Report& report, const GateResult* gated);

/// Several providers side by side: every clause that one of them violates, every behaviour that the
/// sources leave open, every purpose that deviates. Nothing is cut, for it is read in a repository.
std::string to_markdown(std::span<const Report> reports);

/// The badge as a picture, and as the document that shields.io asks an endpoint for.
std::string to_badge_svg(const Report& report, const GateResult* gated);
std::string to_badge_json(const Report& report, const GateResult* gated);

}  // namespace wsconform
