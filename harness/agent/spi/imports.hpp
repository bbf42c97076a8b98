// SPDX-License-Identifier: Apache-2.0

#pragma once

// Functions of Windows that the agent answers in their place, in every DLL that is loaded for the
// provider: one that it imports itself, one that a DLL beside it imports, one that is loaded later,
// and one that is looked up by GetProcAddress.

#include <span>

#include "harness/agent/spi/spi_headers.hpp"

namespace wsconform::agent::spi {

/// A function that another one answers.
struct Replacement {
    const wchar_t* module;
    const char* name;
    void* by;
};

/// From now on, in each DLL before it runs. The replacements must stay.
void answer_imports(std::span<const Replacement> replacements);

/// Has these functions found by GetProcAddress too, and Windows tell what it loads. Once a process,
/// after all replacements are known.
void watch_loading();

/// The same in a DLL that is loaded already, for a Windows that does not tell what it loads.
void replace_imports(HMODULE module);

}  // namespace wsconform::agent::spi
