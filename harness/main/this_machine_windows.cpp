// SPDX-License-Identifier: Apache-2.0

#include "harness/main/this_machine.hpp"

#include <array>
#include <cstdlib>
#include <memory>

#include "harness/harness_error.hpp"
#include "windows/headers.hpp"

namespace wsconform {

namespace fs = std::filesystem;

bool is_windows() {
    return true;
}

std::string system_name() {
    return "Windows";
}

unsigned terminal_columns() {
    CONSOLE_SCREEN_BUFFER_INFO about{};
    const bool is_told = GetConsoleScreenBufferInfo(GetStdHandle(STD_ERROR_HANDLE), &about) != 0;
    return is_told && about.dwSize.X > 1 ? static_cast<unsigned>(about.dwSize.X) : 80;
}

unsigned columns_of_output() {
    CONSOLE_SCREEN_BUFFER_INFO about{};
    if (GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &about) == 0) return 0;
    return about.dwSize.X > 1 ? static_cast<unsigned>(about.dwSize.X) : 80;
}

std::string host_name() {
    std::array<wchar_t, MAX_COMPUTERNAME_LENGTH + 1> name{};
    DWORD size = name.size();
    if (GetComputerNameW(name.data(), &size) == 0) return "";
    return fs::path{name.data()}.string();
}

fs::path this_program() {
    constexpr std::size_t longest_path = 32768;
    std::wstring name(longest_path, L'\0');
    const DWORD size = GetModuleFileNameW(nullptr, name.data(), longest_path);
    if (size == 0 || size == longest_path)
        throw HarnessError{
            "the name of this program's file is not known; move it to a folder with "
            "a short name"};
    name.resize(size);
    return name;
}

fs::path folder_of_stations() {
    return this_program().parent_path() / "station";
}

std::string word_for_this_program() {
    return this_program().string();
}

/// What the C library makes of them is in the code page of the system, which may not have the
/// letters.
std::vector<std::string> words_given(int count, char** words) {
    int wide_count = 0;
    struct Free {
        void operator()(wchar_t** list) const { LocalFree(list); }
    };
    const std::unique_ptr<wchar_t*, Free> wide{CommandLineToArgvW(GetCommandLineW(), &wide_count)};
    if (wide == nullptr) return {words, words + count};
    std::vector<std::string> texts;
    for (int i = 0; i < wide_count; ++i)
        texts.push_back(fs::path{wide.get()[i]}.string());
    return texts;
}

void unset_variable(const char* name) {
    const std::string nothing = std::string{name} + "=";
    _putenv(nothing.c_str());
}

std::string advice_on_isolation() {
    return "there is no isolation on Windows; play in a virtual machine that holds nothing of "
           "value";
}

}  // namespace wsconform
