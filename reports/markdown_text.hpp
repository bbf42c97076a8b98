#pragma once

// Text that nobody may trust, in Markdown.

#include <string>
#include <string_view>

namespace wsconform::markdown {

/// Within `code` neither @names nor #numbers mean anything, and as numbers no character can start
/// Markdown, HTML or a link.
std::string code(std::string_view text);

/// As it stands if nothing in it could mean anything, else as code.
std::string prose(std::string_view text);

}  // namespace wsconform::markdown
