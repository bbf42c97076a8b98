// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/paths.hpp"

namespace wsconform::agent {

namespace {

constexpr std::size_t longest_path = 32768;

/// What a function of Windows writes that takes a length and a buffer.
template <typename Ask>
std::wstring told(const Ask& ask) {
    std::wstring text(longest_path, L'\0');
    text.resize(ask(static_cast<DWORD>(text.size()), text.data()));
    return text;
}

std::wstring full_path(const std::wstring& path) {
    return told([&](DWORD size, wchar_t* text) {
        return GetFullPathNameW(path.c_str(), size, text, nullptr);
    });
}

std::wstring search_path() {
    return told(
        [](DWORD size, wchar_t* text) { return GetEnvironmentVariableW(L"PATH", text, size); });
}

/// The volume and the number of a file on it; nothing is equal to a file that cannot be opened.
bool has_identity(const std::wstring& path, BY_HANDLE_FILE_INFORMATION& identity) {
    constexpr DWORD everybody = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
    const HANDLE file = CreateFileW(path.c_str(), 0, everybody, nullptr, OPEN_EXISTING, 0, nullptr);
    if (file == INVALID_HANDLE_VALUE) return false;
    const bool is_told = GetFileInformationByHandle(file, &identity) != FALSE;
    CloseHandle(file);
    return is_told;
}

}  // namespace

std::wstring wide(const std::string& text) {
    const int size = static_cast<int>(text.size());
    std::wstring result(text.size(), L'\0');
    result.resize(static_cast<std::size_t>(
        MultiByteToWideChar(CP_UTF8, 0, text.data(), size, result.data(), size)));
    return result;
}

std::string narrow(const std::wstring& text) {
    constexpr std::size_t most_bytes_of_one = 3;
    const int size = static_cast<int>(text.size());
    std::string result(text.size() * most_bytes_of_one, '\0');
    result.resize(static_cast<std::size_t>(
        WideCharToMultiByte(CP_UTF8, 0, text.data(), size, result.data(),
                            static_cast<int>(result.size()), nullptr, nullptr)));
    return result;
}

std::wstring path_of(HMODULE module) {
    return told([&](DWORD size, wchar_t* text) { return GetModuleFileNameW(module, text, size); });
}

std::wstring folder_of(const std::wstring& path) {
    const std::size_t end = path.find_last_of(L"\\/");
    return end == std::wstring::npos ? L"." : path.substr(0, end);
}

std::wstring system_folder() {
    return told([](DWORD size, wchar_t* text) { return GetSystemDirectoryW(text, size); });
}

std::wstring in_search_path(const std::wstring& name) {
    const std::wstring path = search_path();
    return told([&](DWORD size, wchar_t* text) {
        return SearchPathW(path.c_str(), name.c_str(), nullptr, size, text, nullptr);
    });
}

void search_first(const std::wstring& folder) {
    SetEnvironmentVariableW(L"PATH", (folder + L";" + search_path()).c_str());
}

bool is_file(const std::wstring& path) {
    const DWORD attributes = GetFileAttributesW(path.c_str());
    return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

bool is_same_file(const std::wstring& one, const std::wstring& other) {
    BY_HANDLE_FILE_INFORMATION first{};
    BY_HANDLE_FILE_INFORMATION second{};
    return has_identity(one, first) && has_identity(other, second) &&
           first.dwVolumeSerialNumber == second.dwVolumeSerialNumber &&
           first.nFileIndexHigh == second.nFileIndexHigh &&
           first.nFileIndexLow == second.nFileIndexLow;
}

std::wstring path_of_dll(const std::string& name) {
    std::wstring path = wide(name);
    if (path.find_first_of(L"\\/:") == std::wstring::npos) return system_folder() + L"\\" + path;
    if (path.starts_with(L"./")) path.erase(0, 2);
    const std::wstring here = full_path(path);
    if (is_file(here)) return here;
    const std::wstring beside_agent = full_path(folder_of(path_of(nullptr)) + L"\\" + path);
    const bool is_relative = path.find(L':') == std::wstring::npos && path.front() != L'\\';
    return is_relative && is_file(beside_agent) ? beside_agent : here;
}

}  // namespace wsconform::agent
