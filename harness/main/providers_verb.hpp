#pragma once

// The verb that says what can be tested.

namespace wsconform {

/// The verb `providers`: what can be tested on this machine, and what it lacks. Starts a station to
/// find out. Returns the exit status.
int list_providers();

}  // namespace wsconform
