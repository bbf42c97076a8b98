// SPDX-License-Identifier: Apache-2.0

#pragma once

// The upcall table: what a provider asks of the DLL above it, here of the agent.

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// The table for a start-up of that number. Two that follow each other get tables with different
/// entries, which do the same.
const WSPUPCALLTABLE& upcalls_of_startup(unsigned number);

/// Upcalls through another table are counted from now on.
void expect_upcalls_of(unsigned number);
unsigned count_of_old_upcalls();

/// True once for each message that was posted by an upcall.
bool was_posted_by_upcall(const MSG& message);

/// Identifies the calling thread for a provider, as long as the thread lives.
WSATHREADID thread_id();

}  // namespace wsconform::agent::spi
