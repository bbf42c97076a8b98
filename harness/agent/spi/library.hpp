// SPDX-License-Identifier: Apache-2.0

#pragma once

// A provider's DLL in this process, or why it is not there.

#include <string>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

struct Library {
    HMODULE module;
    std::wstring path;
    LPWSPSTARTUP startup;
};

/// Throws what loaded_dll() throws, and HarnessError, with a line for the user, if this is no
/// transport provider that can be loaded here.
Library load_provider(const std::string& path);

}  // namespace wsconform::agent::spi
