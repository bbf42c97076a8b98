// SPDX-License-Identifier: Apache-2.0

#pragma once

// A provider's DLL in this process, and what it imports of ws2_32 that the agent answers.

#include <span>
#include <string>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

struct Library {
    HMODULE module;
    std::wstring path;
    LPWSPSTARTUP startup;
};

/// Throws HarnessError, with a line for the user, if this is no transport provider that can be
/// loaded here.
Library load_provider(const std::string& path);

/// A function of ws2_32 that is answered by another one.
struct Replacement {
    const char* name;
    void* by;
};

/// In the DLL's own imports; nobody else's. One that it looks up by GetProcAddress stays.
void replace_imports(HMODULE module, std::span<const Replacement> replacements);

}  // namespace wsconform::agent::spi
