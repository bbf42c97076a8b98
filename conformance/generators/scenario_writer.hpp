// SPDX-License-Identifier: Apache-2.0

#pragma once

// A scenario as a file, for people to read.

#include <string>

#include "conformance/scenario/scenario.hpp"

namespace wsconform::generating {

/// The scenario as a file of scenarios/ is written: a step a line, what is done first.
std::string document_of(const Scenario& scenario);

}  // namespace wsconform::generating
