// SPDX-License-Identifier: Apache-2.0

#pragma once

// The purposes of the sample report: what they claim, and what the invented provider did.

#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

struct SampleRow {
    std::string id;
    std::string purpose;
    std::string kind;
    Finding finding;
    std::vector<ClauseId> clauses;
};

extern const std::vector<SampleRow> sample_rows;

}  // namespace wsconform
