#pragma once

// The report of an invented provider, with every kind of finding in it: what the tests of this
// folder render, and what to look at when the page is changed.

#include <cstddef>

#include "reports/report.hpp"

namespace wsconform {

Report sample_report();

/// A report of about as many purposes, the sample's over and over under other names.
Report large_sample_report(std::size_t purposes);

}  // namespace wsconform
