// SPDX-License-Identifier: Apache-2.0

#pragma once

// Loading the DLL that was named, and no other. Windows and Wine may put one of their own in the
// place of a file: Wine does so for every name that it has a DLL of itself. So what lies in memory
// is compared with the file.

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// The DLL is loaded as a program beside it would load it: what it needs is looked for in its own
/// folder first. Throws HarnessError if it cannot be loaded, with the DLL or function that is at
/// fault, and WrongDll if another one was loaded in its place.
HMODULE loaded_dll(const std::string& name);

/// An error of Windows in words.
std::string described(DWORD error);

}  // namespace wsconform::agent
