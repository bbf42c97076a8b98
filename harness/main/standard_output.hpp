// SPDX-License-Identifier: Apache-2.0

#pragma once

// Standard output is a file like any other: what could not be written there is told.

namespace wsconform {

/// Opens /dev/null in the place of a standard stream that is closed, or the next file to be opened
/// would be taken for it.
void open_closed_streams();

/// Has a write past the limit on the size of files (ulimit -f) fail, and not end the process.
void let_large_writes_fail();

/// Throws HarnessError if something that was printed did not arrive.
void flush_output();

}  // namespace wsconform
