// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a report says of a DLL that was tested, and of the system it was tested in: enough to find
// out later whether another run had the same.

#include <string>

#include "harness/agent/json.hpp"

namespace wsconform::agent {

/// The file's name, machine, size and SHA-256; version, product and company where it states them.
/// `stamp` is for a later start to be given: it tells whether the file is still the same.
Json facts_of_dll(const std::string& name);

/// Throws WrongDll if the file has changed since then.
void require_unchanged(const std::string& name, const std::string& stamp);

/// "wine-8.0 (Debian 8.0~repack-4)" or "Windows 10.0.19045".
std::string words_for_system();
/// The same of what was loaded from the folders of these DLLs beside them, by name.
Json facts_of_companions(const std::vector<std::string>& dlls);

}  // namespace wsconform::agent
