// SPDX-License-Identifier: Apache-2.0

#pragma once

// Text that came from a provider is hostile: it may hold markup, control characters, marks that
// reverse what follows, or bytes that are no text at all. These functions make it harmless.

#include <cstddef>
#include <string>
#include <string_view>

namespace wsconform {

/// The same text, with each byte that is not part of valid UTF-8 written as \xNN.
std::string valid_utf8(std::string_view text);

/// One line of what a reader can see: control, bidirectional and invisible characters are written
/// as \u202E, and at most `limit_bytes` of text are kept, with a note of how much was left out.
std::string visible(std::string_view text, std::size_t limit_bytes = 4000);

/// The text for XML content and attribute values; line breaks stay as they are.
std::string xml_escaped(std::string_view text);

/// Whether one name comes before another in a list: by letter, but numbers by what they count, so
/// that "build-9" comes before "build-10".
bool precedes(std::string_view one, std::string_view other);

}  // namespace wsconform
