// SPDX-License-Identifier: Apache-2.0

#pragma once

// Calls that a script makes of a provider directly, past the miniature ws2_32: "WSPStartup",
// "WSPCleanup", "WSPCancelBlockingCall" and "WSPSocket". Their symbols are none that a DLL could
// export, so nothing else is taken for them.

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

inline constexpr const char* direct_startup_name = "spi:WSPStartup";
inline constexpr const char* direct_cleanup_name = "spi:WSPCleanup";
inline constexpr const char* direct_cancel_name = "spi:WSPCancelBlockingCall";
inline constexpr const char* direct_socket_name = "spi:WSPSocket";

using DirectStartup = int WSPAPI(WORD, WSPDATA*, WSPPROC_TABLE*);
using DirectCall = int WSPAPI();
using DirectSocket = SOCKET WSPAPI(int);

/// With the catalogue's entry for TCP and our upcalls. After a success its table is in use.
int WSPAPI direct_startup(WORD requested, WSPDATA* data, WSPPROC_TABLE* table);
int WSPAPI direct_cleanup();
int WSPAPI direct_cancel();
/// With the catalogue's entry for TCP, and this as address family, type and protocol.
SOCKET WSPAPI direct_socket(int selector);

}  // namespace wsconform::agent::spi
