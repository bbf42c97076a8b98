#pragma once

// Upcalls that a script has a provider make: it can, if it is a probe (harness/providers/probe),
// whose export makes the upcall from inside of it.

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// The names under which the upcalls are looked up begin with this, as those of no DLL do.
inline constexpr const char* upcall_prefix = "spi:WPU";

/// Remembers the module if it is a probe.
void look_for_probe(HMODULE module);

/// The name under which the fault of that name is looked up.
inline constexpr const char* fault_symbol = "spi:network_down";

/// Not null if the symbol is an upcall's or the fault's, and there is a probe to make it.
void* probe_for(const char* symbol);

}  // namespace wsconform::agent::spi
