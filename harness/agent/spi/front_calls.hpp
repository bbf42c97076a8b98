// SPDX-License-Identifier: Apache-2.0

#pragma once

// The functions of the miniature ws2_32, by the names that a script calls them by.

namespace wsconform::agent::spi {

/// Null if there is none of that name, or if the provider's table has nothing in its place.
void* front_function(const char* name);

}  // namespace wsconform::agent::spi
