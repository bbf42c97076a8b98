// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the sockets of this machine can show of the provider's other end. Not every system tells a
// reset from an end, or leaves a caller unanswered: what it does not do between two sockets of our
// own, a provider cannot be blamed for.

#include <map>
#include <string>

namespace wsconform {

/// Of "reset" and "full_listener": what cannot be shown, and why.
std::map<std::string, std::string> not_shown_by_far_end();

}  // namespace wsconform
