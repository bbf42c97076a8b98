// SPDX-License-Identifier: Apache-2.0

#include "reports/date.hpp"

#include <algorithm>

namespace wsconform {
namespace {

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

unsigned number_in(std::string_view digits) {
    unsigned number = 0;
    for (const char digit : digits) {
        number = number * 10 + static_cast<unsigned>(digit - '0');
    }
    return number;
}

std::string padded(unsigned number, std::size_t width) {
    const std::string digits = std::to_string(number);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace

std::optional<Date> date_named(std::string_view text) {
    if (text.size() != 10) return std::nullopt;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_dash = i == 4 || i == 7;
        if (is_dash ? text[i] != '-' : !is_digit(text[i])) return std::nullopt;
    }
    const Date date{std::chrono::year{static_cast<int>(number_in(text.substr(0, 4)))},
                    std::chrono::month{number_in(text.substr(5, 2))},
                    std::chrono::day{number_in(text.substr(8, 2))}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string text_of(Date date) {
    return padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
           padded(static_cast<unsigned>(date.month()), 2) + "-" +
           padded(static_cast<unsigned>(date.day()), 2);
}

}  // namespace wsconform
