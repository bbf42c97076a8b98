// SPDX-License-Identifier: Apache-2.0

#pragma once

// The standard streams as whoever started the program left them, made fit for use.

namespace wsconform {

/// Opens the null device in the place of a standard stream that is closed, or the next file to be
/// opened would be taken for it. What is written to them arrives byte for byte.
void open_closed_streams();

/// Has a write past the limit on the size of files (ulimit -f) fail, and not end the process.
void let_large_writes_fail();

}  // namespace wsconform
