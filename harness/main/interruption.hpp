// SPDX-License-Identifier: Apache-2.0

#pragma once

// The user's wish to stop: Ctrl-C; SIGTERM from whoever started the program, or on Windows
// Ctrl-Break.

namespace wsconform {

/// Set by the first of them; everything that waits looks at it.
bool is_interrupted();
void watch_for_interrupts();

}  // namespace wsconform
