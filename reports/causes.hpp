// SPDX-License-Identifier: Apache-2.0

#pragma once

// What lies behind the deviations of a run. One fault of a provider shows in many purposes: those
// on file with the same reason have one cause, and so, it may be supposed, have those in which the
// same call was seen to do the same and broke a clause in common.

#include <string>
#include <vector>

#include "reports/report.hpp"

namespace wsconform {

struct Cause {
    std::string what;  ///< The reason on file, or "WSACancelAsyncRequest returned 0".
    bool is_on_file{};
    std::vector<const PurposeResult*> purposes;  ///< By id.
    std::vector<ClauseId> clauses;               ///< That they break, in catalogue order.
};

/// Of all purposes that failed or ended in an error; what explains most comes first. The report
/// must outlive them.
std::vector<Cause> causes_of(const Report& report);

/// Causes that nobody has accepted, and those on file, where the report was held against a file.
struct CausesByFile {
    std::vector<Cause> others;
    std::vector<Cause> on_file;
    bool has_file{};
};
CausesByFile causes_by_file(const Report& report);

/// The same of some of them, by what was seen alone.
std::vector<Cause> causes_seen_in(const std::vector<const PurposeResult*>& deviating);

}  // namespace wsconform
