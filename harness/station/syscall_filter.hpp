// SPDX-License-Identifier: Apache-2.0

#pragma once

// The system calls that a provider may make; the tables are in containment.hpp.

namespace wsconform {

/// Whether programs of 32 bits may run. They reach sockets through one call whose arguments no
/// filter can read. Wine of 64 bits that runs a Windows program of 32 bits in its own process makes
/// a single call of theirs, by which such code finds what each thread has for itself.
enum class Bits { only_64, only_64_with_threads_of_32, also_32 };

/// Refuses the others from now on, to this thread and whatever it starts. Throws HarnessError.
void filter_system_calls(Bits bits);

}  // namespace wsconform
