// SPDX-License-Identifier: Apache-2.0

#include "harness/station/machine_of_dll.hpp"

#include <array>
#include <cstdint>
#include <fstream>
#include <string_view>

namespace wsconform {

unsigned bits_of(const std::filesystem::path& file) {
    constexpr std::streamoff place_of_headers = 0x3C;
    constexpr unsigned i386 = 0x014C;
    constexpr unsigned x86_64 = 0x8664;
    std::ifstream stream{file, std::ios::binary};
    const auto bytes_at = [&stream](std::streamoff at) {
        std::array<char, 6> bytes{};
        stream.seekg(at);
        stream.read(bytes.data(), bytes.size());
        return bytes;
    };
    const auto number = [](const std::array<char, 6>& bytes, std::size_t from, std::size_t size) {
        std::uint32_t value = 0;
        for (std::size_t i = size; i > 0; --i)
            value = value << 8U | static_cast<unsigned char>(bytes[from + i - 1]);
        return value;
    };
    if (!std::string_view{bytes_at(0).data(), 2}.starts_with("MZ")) return 0;
    const auto headers = bytes_at(number(bytes_at(place_of_headers), 0, 4));
    if (!stream || std::string_view{headers.data(), 4} != std::string_view{"PE\0\0", 4}) return 0;
    const std::uint32_t machine = number(headers, 4, 2);
    return machine == x86_64 ? 64 : machine == i386 ? 32 : 0;
}

}  // namespace wsconform
