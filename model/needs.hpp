#pragma once

// What it takes to put a clause to the test, in words.

#include <string>
#include <string_view>

namespace wsconform {

/// Of codes such as "P-WIN, P-SLOW": "a window whose messages are read, and a resolver that can be
/// held". Empty if there are none.
std::string needs_in_words(std::string_view codes);

}  // namespace wsconform
