// SPDX-License-Identifier: Apache-2.0

#include "reports/sha256.hpp"

#include <openssl/evp.h>

#include <array>

#include "conformance/text/input_error.hpp"

namespace wsconform {

namespace {

/// Fetched before main: where memory is short, libcrypto does not survive the search for it.
EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);

}  // namespace

std::string sha256(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (kind == nullptr ||
        EVP_Digest(text.data(), text.size(), digest.data(), &size, kind, nullptr) != 1)
        throw InputError{"this machine's libcrypto has no SHA-256; install a libcrypto that does"};
    std::string digits;
    for (unsigned i = 0; i < size; ++i) {
        digits += "0123456789abcdef"[digest.at(i) >> 4U];
        digits += "0123456789abcdef"[digest.at(i) & 0xFU];
    }
    return digits;
}

}  // namespace wsconform
