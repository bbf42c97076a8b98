// SPDX-License-Identifier: Apache-2.0

// The C++ library makes a path of a std::string by the C library's conversion, which knows the
// letters of the system's code page only. The linker puts this conversion in its place, so that
// text is UTF-8 in both directions.

#include <array>
#include <cstddef>
#include <cwchar>

namespace {

constexpr wchar_t no_letter = 0xFFFD;

struct Letter {
    char32_t value;
    std::size_t bytes;
};

/// What is no UTF-8 is taken byte by byte, each as the letter that stands for what is none.
Letter letter_at(const unsigned char* text, std::size_t size) {
    const unsigned char first = text[0];
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || bytes > size) return {no_letter, 1};
    char32_t value = first & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((text[i] & 0xC0U) != 0x80U) return {no_letter, 1};
        value = value << 6U | (text[i] & 0x3FU);
    }
    constexpr std::array<char32_t, 5> lowest{0, 0, 0x80, 0x800, 0x10000};
    const bool is_half_a_pair = value >= 0xD800 && value < 0xE000;
    if (value < lowest[bytes] || value > 0x10FFFF || is_half_a_pair) return {no_letter, 1};
    return {value, bytes};
}

}  // namespace

/// A letter that takes two units is told in two calls: `state` holds the second unit meanwhile.
extern "C" std::size_t __wrap_mbrtowc(wchar_t* to, const char* from, std::size_t size,
                                      std::mbstate_t* state) {
    if (*state != 0) {
        *to = static_cast<wchar_t>(*state);
        *state = 0;
        return 1;
    }
    const Letter letter = letter_at(reinterpret_cast<const unsigned char*>(from), size);
    if (letter.value < 0x10000) {
        *to = static_cast<wchar_t>(letter.value);
        return letter.value == 0 ? 0 : letter.bytes;
    }
    const char32_t above = letter.value - 0x10000;
    *to = static_cast<wchar_t>(0xD800 + (above >> 10U));
    *state = static_cast<std::mbstate_t>(0xDC00 + (above & 0x3FFU));
    return letter.bytes - 1;
}
