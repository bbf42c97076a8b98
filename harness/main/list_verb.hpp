// SPDX-License-Identifier: Apache-2.0

#pragma once

// The verb `list`: what the suite has, a line each.

#include <string>
#include <vector>

namespace wsconform {

/// "clauses", "purposes", "calls", "ambiguities", "mutants", "properties"
const std::vector<std::string>& listed_kinds();

/// Returns the exit status. Throws InputError for what cannot be listed.
int list(const std::string& kind, bool as_json);

}  // namespace wsconform
