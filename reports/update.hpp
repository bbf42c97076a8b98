// SPDX-License-Identifier: Apache-2.0

#pragma once

// Expectations brought up to date with what was seen, for a person to review. Whatever would let
// more pass than before carries a reason that the gate refuses until a person has written another.

#include <vector>

#include "reports/expectations.hpp"
#include "reports/gate.hpp"
#include "reports/report.hpp"

namespace wsconform {

/// `result` is that of these reports and expectations. What was lost or has expired stays as it is.
/// Throws InputError if a shard is missing.
Expectations updated(Expectations expectations, const std::vector<Report>& reports,
                     const GateResult& result);

}  // namespace wsconform
