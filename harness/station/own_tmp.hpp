// SPDX-License-Identifier: Apache-2.0

#pragma once

// A /tmp of the station's own, in which everything that was in /tmp still is.
//
// A wineserver puts its socket into /tmp, under a name that depends on the Wine, and only Debian's
// can be told another place. A station that is killed would leave it there.

#include <filesystem>

namespace wsconform {

/// To be called in a mount namespace of our own. What is new in /tmp from then on is in `scratch`
/// and goes with it. Throws HarnessError, and has changed nothing then.
void mount_own_tmp(const std::filesystem::path& scratch);

}  // namespace wsconform
