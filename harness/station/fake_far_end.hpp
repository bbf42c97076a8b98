// SPDX-License-Identifier: Apache-2.0

#pragma once

// A stand-in for the agent in the trial of a far end, for tests.

#include <string>

namespace wsconform {

/// The agent's part in the trial of a far end, with sockets of this machine: rightly, or in the way
/// of that behaviour. `where` is ADDRESS:TCP_PORT:UDP_PORT.
void try_fake_far_end(const std::string& behaviour, const std::string& where);

}  // namespace wsconform
