// SPDX-License-Identifier: Apache-2.0

#pragma once

// Whether a client's pointer can be followed. Most pointers go down as they are and are the lower
// provider's to validate; this is for the few that the layer itself follows.

#include <cstddef>

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

enum class Access { read, write };

/// An answer about now: another thread may unmap the pages right after it.
bool is_accessible(const void* start, std::size_t bytes, Access access);

template <typename Value>
bool is_accessible(const Value* value, Access access) {
    return is_accessible(static_cast<const void*>(value), sizeof(Value), access);
}

}  // namespace wsconform::layered
