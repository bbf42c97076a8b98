#pragma once

// The upcall table: what a provider asks of the DLL above it, here of the agent.

#include "harness/agent/spi/library.hpp"
#include "harness/agent/spi/protocol_catalogue.hpp"

namespace wsconform::agent::spi {

/// The 15 upcalls get nothing of ours passed, so the catalogue is kept for them; it must outlive
/// the provider.
void answer_upcalls_from(const ProtocolCatalogue& catalogue);

/// The table for a start-up of that number. Two that follow each other get tables with different
/// entries, which do the same.
const WSPUPCALLTABLE& upcalls_of_startup(unsigned number);

/// Upcalls through another table are counted from now on.
void expect_upcalls_of(unsigned number);
unsigned count_of_old_upcalls();

/// True once for each message that was posted by an upcall.
bool was_posted_by_upcall(const MSG& message);

/// What a provider imports of ws2_32 to ask about its own chain.
std::span<const Replacement> answered_imports();

/// Identifies the calling thread for a provider, as long as the thread lives.
WSATHREADID thread_id();

}  // namespace wsconform::agent::spi
