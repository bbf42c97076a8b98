// SPDX-License-Identifier: Apache-2.0

#include "reports/sha256.hpp"

#include <array>

#include "conformance/text/input_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {

namespace {

constexpr std::size_t digest_bytes = 32;

/// An algorithm of the system's, let go at the end.
class Sha256 {
  public:
    Sha256() {
        if (BCryptOpenAlgorithmProvider(&algorithm_, BCRYPT_SHA256_ALGORITHM, nullptr, 0) < 0)
            throw InputError{"this machine has no SHA-256; mend its cryptography (bcrypt.dll)"};
    }
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256() { BCryptCloseAlgorithmProvider(algorithm_, 0); }

    std::array<unsigned char, digest_bytes> digest_of(std::string_view text) const {
        std::array<unsigned char, digest_bytes> digest{};
        BCRYPT_HASH_HANDLE hash{};
        bool done = BCryptCreateHash(algorithm_, &hash, nullptr, 0, nullptr, 0, 0) >= 0;
        // It takes a number of 32 bits, and asks for bytes that it does not change.
        constexpr std::size_t most = 1U << 30U;
        while (done && !text.empty()) {
            std::string bytes{text.substr(0, most)};
            text.remove_prefix(bytes.size());
            done = BCryptHashData(hash, reinterpret_cast<PUCHAR>(bytes.data()),
                                  static_cast<ULONG>(bytes.size()), 0) >= 0;
        }
        done = done && BCryptFinishHash(hash, digest.data(), digest_bytes, 0) >= 0;
        if (hash != nullptr) BCryptDestroyHash(hash);
        if (!done) throw InputError{"this machine's SHA-256 fails; mend bcrypt.dll"};
        return digest;
    }

  private:
    BCRYPT_ALG_HANDLE algorithm_{};
};

}  // namespace

std::string sha256(std::string_view text) {
    std::string digits;
    for (const unsigned byte : Sha256{}.digest_of(text)) {
        digits += "0123456789abcdef"[byte >> 4U];
        digits += "0123456789abcdef"[byte & 0xFU];
    }
    return digits;
}

}  // namespace wsconform
