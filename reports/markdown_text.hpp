// SPDX-License-Identifier: Apache-2.0

#pragma once

// Text that nobody may trust, in Markdown.

#include <string>
#include <string_view>
#include <vector>

namespace wsconform::markdown {

/// Within `code` neither @names nor #numbers mean anything. What holds nothing but plain characters
/// stands between backticks and reads well as it is; of anything else each character that could
/// start Markdown, HTML or a link stands as its number.
std::string code(std::string_view text);

/// As it stands if nothing in it could mean anything, else as code.
std::string prose(std::string_view text);

/// A text of our own; what would mean something to Markdown stands as a number.
std::string own(std::string_view text);

/// A paragraph in lines of 98 characters, those after the first indented. No line begins with what
/// would make a list or a heading of it.
std::string wrapped(std::string_view paragraph, std::size_t indent);

/// A table whose columns are aligned in the source too. The first row is its head.
std::string table(const std::vector<std::vector<std::string>>& rows);

}  // namespace wsconform::markdown
