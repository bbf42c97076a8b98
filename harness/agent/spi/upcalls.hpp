#pragma once

// The upcall table: what a provider asks of the DLL above it, here of the agent.

#include "harness/agent/spi/catalogue.hpp"
#include "harness/agent/spi/library.hpp"

namespace wsconform::spi {

/// The 15 upcalls. They get nothing of ours passed, so the catalogue is kept for them; it must
/// outlive the provider.
WSPUPCALLTABLE upcalls_for(const Catalogue& catalogue);

/// What a provider imports of ws2_32 to ask about its own chain.
std::span<const Replacement> answered_imports();

/// Identifies the calling thread for a provider, as long as the thread lives.
WSATHREADID thread_id();

}  // namespace wsconform::spi
