// SPDX-License-Identifier: Apache-2.0

#include "harness/station/seal.hpp"

#include <string_view>

#include "harness/harness_error.hpp"
#include "harness/station/keyed_hash.hpp"

namespace wsconform {

namespace {

constexpr std::string_view key_word = "key ";
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t seal_digits = 16;

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

Seal::Seal() : key_{key_by_chance()} {}

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

/// Of the line's number in eight bytes, and the line. It is printed as a number is.
std::string Seal::seal_of(const std::string& line) const {
    std::string bytes;
    for (unsigned i = 0; i < 8; ++i)
        bytes += static_cast<char>(count_ >> (8 * i));
    const std::uint64_t hash = keyed_hash(key_, bytes + line);
    std::array<unsigned char, 8> highest_first{};
    for (unsigned i = 0; i < 8; ++i)
        highest_first.at(i) = static_cast<unsigned char>(hash >> (8 * (7 - i)));
    return in_digits(highest_first);
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
