// SPDX-License-Identifier: Apache-2.0

#pragma once

// Purposes and properties as GoogleTest tests, so that its filters, shards and shuffling choose
// what is played.

#include "harness/main/campaign.hpp"
#include "harness/main/run_options.hpp"

namespace wsconform {

/// Registers a test for each scenario of the campaign and, with --cases, for each property.
void register_purposes(Campaign& campaign, const RunOptions& options);

/// Starts and stops the campaign's players as GoogleTest goes through its iterations, and shows
/// progress on a terminal.
void listen(Campaign& campaign);

}  // namespace wsconform
