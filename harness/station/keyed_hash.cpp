// SPDX-License-Identifier: Apache-2.0

#include "harness/station/keyed_hash.hpp"

#include <openssl/evp.h>
#include <openssl/params.h>
#include <sys/random.h>

#include <cerrno>
#include <memory>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

constexpr std::size_t hash_bytes = 8;

template <auto free_it>
struct Free {
    template <typename Type>
    void operator()(Type* it) const {
        free_it(it);
    }
};

void require(bool done) {
    if (!done) throw HarnessError{"OpenSSL has no SipHash"};
}

}  // namespace

HashKey key_by_chance() {
    HashKey key{};
    if (getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size()))
        throw HarnessError{because("a key by chance", errno)};
    return key;
}

std::uint64_t keyed_hash(const HashKey& key, const std::string& bytes) {
    const std::unique_ptr<EVP_MAC, Free<EVP_MAC_free>> kind{
        EVP_MAC_fetch(nullptr, "SIPHASH", nullptr)};
    require(kind != nullptr);
    const std::unique_ptr<EVP_MAC_CTX, Free<EVP_MAC_CTX_free>> mac{EVP_MAC_CTX_new(kind.get())};
    std::size_t size = hash_bytes;
    const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_size_t("size", &size),
                                               OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(mac.get(), key.data(), key.size(), parameters.data()) == 1);
    std::array<unsigned char, hash_bytes> hash{};
    std::size_t length = 0;
    require(EVP_MAC_update(mac.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                           bytes.size()) == 1 &&
            EVP_MAC_final(mac.get(), hash.data(), &length, hash.size()) == 1);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < hash_bytes; ++i)
        number |= std::uint64_t{hash.at(i)} << (8 * i);
    return number;
}

}  // namespace wsconform
