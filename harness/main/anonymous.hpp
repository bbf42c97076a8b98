// SPDX-License-Identifier: Apache-2.0

#pragma once

// A bundle without the name of whoever made the provider: it becomes "Provider A", the machine's
// name becomes letters, and what the traces quote of either becomes the same. Expectations, which
// people wrote, go.

#include "reports/bundle.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// The traces of the report's bundle, without names; its report.json is left out, to be made anew.
/// Throws InputError for a simulated provider, which has nothing to hide.
Bundle anonymous(const Bundle& bundle, const Report& report);

/// The facts of the report that no trace holds, without names.
Report anonymous(Report report);

}  // namespace wsconform
