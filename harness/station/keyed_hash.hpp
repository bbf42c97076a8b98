// SPDX-License-Identifier: Apache-2.0

#pragma once

// A hash that nobody can compute without its key: SipHash-2-4 of 64 bits.

#include <array>
#include <cstdint>
#include <string>

namespace wsconform {

using HashKey = std::array<unsigned char, 16>;

/// Throws HarnessError if there is none.
HashKey key_by_chance();

/// Throws HarnessError if this machine cannot compute it.
std::uint64_t keyed_hash(const HashKey& key, const std::string& bytes);

}  // namespace wsconform
