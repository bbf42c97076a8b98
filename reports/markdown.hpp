#pragma once

// The report where a change is reviewed: as Markdown for a pull request, and as a badge.

#include <string>

#include "reports/gate.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// A summary of at most a few screens, in GitHub's and GitLab's Markdown. `gated` is the decision;
/// null if there was none.
std::string to_markdown(const Report& report, const GateResult* gated);

/// The badge as a picture, and as the document that shields.io asks an endpoint for.
std::string to_badge_svg(const Report& report, const GateResult* gated);
std::string to_badge_json(const Report& report, const GateResult* gated);

}  // namespace wsconform
