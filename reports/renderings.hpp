// SPDX-License-Identifier: Apache-2.0

#pragma once

// A report in the forms other programs read: JUnit for continuous integration, HTML for browsers.

#include <span>
#include <string>

#include "reports/gate.hpp"
#include "reports/races.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// A test suite a call, a test case a claim. A deviation that was expected is skipped, not failed;
/// what the gate objects to fails, under the name of its change.
std::string to_junit(const Report& report, const GateResult& gated);
/// By the expectations that the report carries.
std::string to_junit(const Report& report);

/// One page that needs nothing beside it: no network, no other file. Of several reports it shows
/// the providers side by side. `races` are those of each report, as far as they are known.
std::string to_html(std::span<const Report> reports, std::span<const Races> races = {});
std::string to_html(const Report& report, const Races& races = {});

}  // namespace wsconform
