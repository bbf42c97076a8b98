// SPDX-License-Identifier: Apache-2.0

#pragma once

// A day, as expectations and the command line write it: "2026-11-21". What today is, only the
// program's entry point asks; here it is an argument.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace wsconform {

using Date = std::chrono::year_month_day;

/// Nothing unless the text is a day there is, in exactly this form.
std::optional<Date> date_named(std::string_view text);

std::string text_of(Date date);

}  // namespace wsconform
