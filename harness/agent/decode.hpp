// SPDX-License-Identifier: Apache-2.0

#pragma once

// Reads the structures that an asynchronous look-up leaves in the caller's buffer. The pointers in
// them are the provider's: one that leads out of the buffer is reported and not followed.

#include <cstddef>
#include <span>

#include "harness/agent/json.hpp"

namespace wsconform::agent {

enum class Structure { hostent, protoent, servent };

/// Null if the buffer has no room for the structure itself. A pointer becomes {"at": offset in the
/// buffer}, with what it points to if that lies inside.
Json decoded(Structure structure, std::span<const std::byte> buffer);

}  // namespace wsconform::agent
