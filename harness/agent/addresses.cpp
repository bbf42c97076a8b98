// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/addresses.hpp"

#include <array>
#include <bit>
#include <charconv>

#include "harness/agent/errors.hpp"

namespace wsconform::agent {

namespace {

using Bytes = std::array<std::uint8_t, 4>;
static_assert(sizeof(Bytes) == sizeof(IN_ADDR));

}  // namespace

IN_ADDR address_named(const std::string& text) {
    Bytes bytes{};
    const char* at = text.data();
    const char* const end = at + text.size();
    bool is_good = true;
    for (std::size_t i = 0; i < bytes.size() && is_good; ++i) {
        const auto read = std::from_chars(at, end, bytes[i]);
        const bool is_last = i + 1 == bytes.size();
        is_good = read.ec == std::errc{} &&
                  (is_last ? read.ptr == end : read.ptr != end && *read.ptr == '.');
        at = read.ptr + 1;
    }
    if (!is_good) throw InputError(text + " is no IPv4 address");
    return std::bit_cast<IN_ADDR>(bytes);
}

std::string words_for(const IN_ADDR& address) {
    std::string words;
    for (const std::uint8_t byte : std::bit_cast<Bytes>(address))
        words += (words.empty() ? "" : ".") + std::to_string(byte);
    return words;
}

std::uint16_t swapped(std::uint16_t port) {
    static_assert(std::endian::native == std::endian::little);
    return static_cast<std::uint16_t>((port << 8U) | (port >> 8U));
}

sockaddr_in endpoint(const IN_ADDR& address, std::uint16_t port) {
    sockaddr_in whole{};
    whole.sin_family = AF_INET;
    whole.sin_port = swapped(port);
    whole.sin_addr = address;
    return whole;
}

}  // namespace wsconform::agent
