#pragma once

// A report in the forms other programs read: JUnit for continuous integration, HTML for browsers.

#include <string>

#include "reports/report.hpp"

namespace wsconform {

/// A test suite a call, a test case a claim. A deviation that was expected is skipped, not failed.
std::string to_junit(const Report& report);

/// One page that needs nothing beside it: no network, no other file.
std::string to_html(const Report& report);

}  // namespace wsconform
