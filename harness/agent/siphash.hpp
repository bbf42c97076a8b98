// SPDX-License-Identifier: Apache-2.0

#pragma once

// SipHash-2-4 of 64 bits (Aumasson and Bernstein, 2012). The station computes it by OpenSSL, so
// that every play tests this one. It is here because a library of the system could be the
// provider's.

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace wsconform::agent {

using SipKey = std::array<std::uint64_t, 2>;

inline std::uint64_t siphash(const SipKey& key, std::string_view text) {
    std::array<std::uint64_t, 4> v{key[0] ^ 0x736f6d6570736575U, key[1] ^ 0x646f72616e646f6dU,
                                   key[0] ^ 0x6c7967656e657261U, key[1] ^ 0x7465646279746573U};
    const auto rounds = [&v](int count) {
        for (int i = 0; i < count; ++i) {
            v[0] += v[1];
            v[1] = std::rotl(v[1], 13) ^ v[0];
            v[0] = std::rotl(v[0], 32);
            v[2] += v[3];
            v[3] = std::rotl(v[3], 16) ^ v[2];
            v[0] += v[3];
            v[3] = std::rotl(v[3], 21) ^ v[0];
            v[2] += v[1];
            v[1] = std::rotl(v[1], 17) ^ v[2];
            v[2] = std::rotl(v[2], 32);
        }
    };
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * (i % 8));
        if (i % 8 != 7) continue;
        v[3] ^= word;
        rounds(2);
        v[0] ^= word;
        word = 0;
    }
    word |= static_cast<std::uint64_t>(text.size()) << 56U;
    v[3] ^= word;
    rounds(2);
    v[0] ^= word;
    v[2] ^= 0xFFU;
    rounds(4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

}  // namespace wsconform::agent
