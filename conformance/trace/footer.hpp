// SPDX-License-Identifier: Apache-2.0

#pragma once

// The last line of a trace, which the harness writes and not the agent: how the play ended. It is
// read alone where the rest of the trace need not be.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wsconform {

struct Footer {
    std::string how;     ///< As in trace.hpp.
    std::string detail;  ///< In the harness's, the agent's or the provider's words; may be empty.
    std::size_t events{};
};

/// Nothing if the text does not end with a footer.
std::optional<Footer> footer_of(std::string_view trace);

/// Why the trace says nothing of the provider; nothing if it does say something. A text without a
/// footer is lost too.
std::optional<std::string> why_lost(std::string_view trace);

/// The same trace with another ending.
std::string with_footer(std::string_view trace, const Footer& footer);

}  // namespace wsconform
