// SPDX-License-Identifier: Apache-2.0

#pragma once

// The words for what some calls return beside a number.

#include <cstdint>
#include <string>

#include "conformance/scenario/scenario.hpp"
#include "model/reply.hpp"

namespace wsconform {

/// "3", "3 or more", "3 to 5", "any value"
std::string range_text(const Range& range);
/// "FD_READ, FD_CLOSE with WSAECONNRESET"
std::string events_text(std::uint32_t events, const Range& error);
/// "l_onoff 1, l_linger 5"
std::string linger_text(const Range& size);
/// "1 with s in readfds"
std::string selection_text(const Pattern& pattern, const Scenario& scenario);

}  // namespace wsconform
