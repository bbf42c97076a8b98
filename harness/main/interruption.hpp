#pragma once

// The user's wish to stop: Ctrl-C, or SIGTERM from whoever started the program.

namespace wsconform {

/// Set by the first SIGINT or SIGTERM; everything that waits looks at it.
bool is_interrupted();
void watch_for_interrupts();

}  // namespace wsconform
