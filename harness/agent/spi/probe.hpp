// SPDX-License-Identifier: Apache-2.0

#pragma once

// A probing provider (harness/providers/probe): its exports make upcalls from inside of it, tell
// what it was started with, and have it fail. Upcalls that a script wants are made through them.

#include <optional>

#include "harness/agent/session.hpp"
#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

using MakeUpcall = DWORD_PTR(unsigned slot, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR);
using TellProtocol = BOOL(WSAPROTOCOL_INFOW*);
using FailNextCall = void(int code);
using TellUpcalls = void(WSPUPCALLTABLE*);

struct Probe {
    MakeUpcall* make_upcall = nullptr;
    TellProtocol* tell_protocol = nullptr;
    FailNextCall* fail_next_call = nullptr;
    TellUpcalls* tell_upcalls = nullptr;
};

/// Without functions if no provider of the chain is one.
Probe& probe();

/// Remembers the module if it is a probe.
void look_for_probe(HMODULE module);

/// The names under which the upcalls are looked up begin with this, as those of no DLL do.
inline constexpr const char* upcall_prefix = "spi:WPU";

/// The name under which the fault of that name is looked up.
inline constexpr const char* fault_symbol = "spi:network_down";

/// Not null if the symbol is an upcall's or the fault's, and there is a probe to make it.
void* probe_for(const char* symbol);

/// Which entry the probe was started for; nothing before it was started.
std::optional<WSAPROTOCOL_INFOW> protocol_of(Turn& turn);

}  // namespace wsconform::agent::spi
