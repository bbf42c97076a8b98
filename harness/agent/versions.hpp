// SPDX-License-Identifier: Apache-2.0

#pragma once

// Winsock versions between a script's text and the number that calls take.

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// "2.2" as WSAStartup wants it: the major version in the low byte. Throws InputError.
WORD version_of(const std::string& text);
std::string text_of_version(WORD version);

}  // namespace wsconform::agent
