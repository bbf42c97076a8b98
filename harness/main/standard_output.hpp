// SPDX-License-Identifier: Apache-2.0

#pragma once

// Standard output is a file like any other: what could not be written there is told.

namespace wsconform {

/// Throws HarnessError if something that was printed did not arrive.
void flush_output();

}  // namespace wsconform
