// SPDX-License-Identifier: Apache-2.0

#pragma once

// Clauses that no purpose of this version can put to the test, and why.

#include <map>
#include <string>

#include "model/catalogue.hpp"

namespace wsconform {

/// Of every clause that no scenario can claim yet: the reason, in one sentence.
std::map<ClauseId, std::string> unreachable_clauses();

/// Clauses that a provider can leave without a case, although purposes claim them; the reason holds
/// where no purpose could exercise them.
std::map<ClauseId, std::string> clauses_about_failures();

}  // namespace wsconform
