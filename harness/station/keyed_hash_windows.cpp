// SPDX-License-Identifier: Apache-2.0

#include "harness/station/keyed_hash.hpp"

#include "harness/agent/siphash.hpp"
#include "harness/harness_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {

HashKey key_by_chance() {
    HashKey key{};
    if (BCryptGenRandom(nullptr, key.data(), static_cast<ULONG>(key.size()),
                        BCRYPT_USE_SYSTEM_PREFERRED_RNG) < 0)
        throw HarnessError{"a key by chance: the system has none; mend bcrypt.dll"};
    return key;
}

std::uint64_t keyed_hash(const HashKey& key, const std::string& bytes) {
    agent::SipKey words{};
    for (std::size_t i = 0; i < key.size(); ++i)
        words.at(i / 8) |= std::uint64_t{key.at(i)} << (8 * (i % 8));
    return agent::siphash(words, bytes);
}

}  // namespace wsconform
