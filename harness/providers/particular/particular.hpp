// SPDX-License-Identifier: Apache-2.0

#pragma once

// What vendors' layers do in WSPStartup before they hand it down. Each way is a function: 0, or the
// code with which WSPStartup refuses.

#include <string_view>

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::particular {

using Way = int(const WSAPROTOCOL_INFOW& chosen);

/// Under which the layer is installed. It looks for itself by it.
extern const GUID own_id;

/// Null if there is none of that name.
Way* way_named(std::string_view name);

/// Finds the hidden entry that has our id, the chain that begins with it and was chosen, the
/// provider below in that chain, and loads that.
int find_own_entry(const WSAPROTOCOL_INFOW& chosen);
/// The same by functions that it looks up, as a layer for several versions of Windows does.
int look_up_own_entry(const WSAPROTOCOL_INFOW& chosen);
/// The same, after the entries were read when the DLL was loaded.
int find_entry_read_early(const WSAPROTOCOL_INFOW& chosen);
void read_entries_early();

/// Makes a window, not a message-only one, and a thread that gets its messages.
int make_window(const WSAPROTOCOL_INFOW& chosen);
/// Makes a completion port, and a thread that takes from it.
int make_port(const WSAPROTOCOL_INFOW& chosen);

}  // namespace wsconform::particular
