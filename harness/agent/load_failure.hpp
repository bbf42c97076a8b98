// SPDX-License-Identifier: Apache-2.0

#pragma once

// Why a DLL could not be loaded. Windows tells the kind of fault only; which DLL or function is
// missing is found by walking through what the DLL imports, and through what is beside it.

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

/// What completes "cannot load PATH: ". `exception` was raised meanwhile, in
/// words; empty for none.
std::string why_not_loaded(const std::wstring& path, DWORD error, const std::string& exception);

/// The same of a module that Wine loaded all the same: it ends a call of a function that is missing
/// with an exception, which would be told as the provider's. Empty if there is none.
std::string lacking_function(HMODULE module);

}  // namespace wsconform::agent
