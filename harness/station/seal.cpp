// SPDX-License-Identifier: Apache-2.0

#include "harness/station/seal.hpp"

#include <openssl/evp.h>
#include <openssl/params.h>
#include <sys/random.h>

#include <cerrno>
#include <memory>
#include <string_view>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

constexpr std::string_view key_word = "key ";
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t seal_bytes = 8;
constexpr std::size_t seal_digits = 2 * seal_bytes;

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

template <typename Bytes>
std::string in_digits(const Bytes& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

}  // namespace

Seal::Seal() {
    if (getrandom(key_.data(), key_.size(), 0) != static_cast<ssize_t>(key_.size()))
        throw HarnessError{because("a key by chance", errno)};
}

Seal::Seal(const std::string& key_line) {
    if (key_line.size() != key_word.size() + 2 * key_.size() || !key_line.starts_with(key_word))
        throw HarnessError{"this is no key"};
    for (std::size_t i = 0; i < key_.size(); ++i) {
        const std::size_t at = key_word.size() + 2 * i;
        key_[i] = static_cast<unsigned char>(std::stoi(key_line.substr(at, 2), nullptr, 16));
    }
}

std::string Seal::key_line() const {
    return std::string{key_word} + in_digits(key_);
}

/// The agent prints the number, so its bytes come in the other order.
std::string Seal::seal_of(const std::string& line) const {
    const std::unique_ptr<EVP_MAC, Free<EVP_MAC_free>> kind{
        EVP_MAC_fetch(nullptr, "SIPHASH", nullptr)};
    require(kind != nullptr);
    const std::unique_ptr<EVP_MAC_CTX, Free<EVP_MAC_CTX_free>> mac{EVP_MAC_CTX_new(kind.get())};
    std::size_t size = seal_bytes;
    const std::array<OSSL_PARAM, 2> parameters{OSSL_PARAM_construct_size_t("size", &size),
                                               OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(mac.get(), key_.data(), key_.size(), parameters.data()) == 1);
    std::array<unsigned char, 8> count{};
    for (std::size_t i = 0; i < count.size(); ++i)
        count[i] = static_cast<unsigned char>(count_ >> (8 * i));
    std::array<unsigned char, seal_bytes> seal{};
    std::size_t length = 0;
    require(EVP_MAC_update(mac.get(), count.data(), count.size()) == 1 &&
            EVP_MAC_update(mac.get(), reinterpret_cast<const unsigned char*>(line.data()),
                           line.size()) == 1 &&
            EVP_MAC_final(mac.get(), seal.data(), &length, seal.size()) == 1);
    return in_digits(std::array<unsigned char, seal_bytes>{seal[7], seal[6], seal[5], seal[4],
                                                           seal[3], seal[2], seal[1], seal[0]});
}

std::optional<std::string> Seal::opened(const std::string& line) {
    if (line.size() <= seal_digits || line[seal_digits] != ' ') return std::nullopt;
    std::string words = line.substr(seal_digits + 1);
    if (line.substr(0, seal_digits) != seal_of(words)) return std::nullopt;
    ++count_;
    return words;
}

std::string Seal::closed(const std::string& line) {
    const std::string sealed = seal_of(line) + " " + line;
    ++count_;
    return sealed;
}

}  // namespace wsconform
