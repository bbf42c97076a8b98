// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether the provider starts at all, tried before anything is played: WSPStartup for version 2.2,
// as ws2_32 calls it, and what the provider asked about meanwhile.

#include "harness/agent/json.hpp"

namespace wsconform::agent::spi {

/// To be called in a process that is for nothing else. First tells that it begins, for the provider
/// may end the process.
Json start_trial();

}  // namespace wsconform::agent::spi
