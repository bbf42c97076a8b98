// SPDX-License-Identifier: Apache-2.0

#pragma once

// Paths of Windows. Inside the agent a path is UTF-8 like all text, and wide where Windows is
// asked.

#include <string>

#include "harness/agent/windows_headers.hpp"

namespace wsconform::agent {

std::wstring wide(const std::string& text);
std::string narrow(const std::wstring& text);

/// Of this program for null.
std::wstring path_of(HMODULE module);

/// Both without a "\" at the end.
std::wstring folder_of(const std::wstring& path);
std::wstring system_folder();

/// Where Windows finds a file by PATH; empty if it does not.
std::wstring in_search_path(const std::wstring& name);
/// Puts a folder in front of all that PATH has.
void search_first(const std::wstring& folder);

bool is_file(const std::wstring& path);
/// Whether two paths lead to one file, however they are written.
bool is_same_file(const std::wstring& one, const std::wstring& other);

/// Where the DLL is that was named so. A bare name is a DLL of the system. Any other name that is
/// not absolute is looked for in the current folder, and then in the agent's own.
std::wstring path_of_dll(const std::string& name);

}  // namespace wsconform::agent
