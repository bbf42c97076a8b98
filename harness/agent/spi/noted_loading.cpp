// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/noted_loading.hpp"

#include <array>
#include <string>

#include "harness/agent/spi/questions.hpp"

namespace wsconform::agent::spi {

namespace {

std::string narrow(const wchar_t* name) {
    std::array<char, MAX_PATH * 3> text{};
    WideCharToMultiByte(CP_UTF8, 0, name, -1, text.data(), static_cast<int>(text.size()) - 1,
                        nullptr, nullptr);
    return text.data();
}

std::string narrow(const char* name) {
    return name;
}

/// Leaves the last error as the loader left it.
template <typename Letter>
HMODULE noted(HMODULE loaded, const Letter* name) {
    const DWORD error = GetLastError();
    if (loaded == nullptr && name != nullptr) note_unloaded(narrow(name), error);
    SetLastError(error);
    return loaded;
}

HMODULE WINAPI load_a(LPCSTR name) {
    return noted(LoadLibraryA(name), name);
}

HMODULE WINAPI load_w(LPCWSTR name) {
    return noted(LoadLibraryW(name), name);
}

HMODULE WINAPI load_ex_a(LPCSTR name, HANDLE file, DWORD flags) {
    return noted(LoadLibraryExA(name, file, flags), name);
}

HMODULE WINAPI load_ex_w(LPCWSTR name, HANDLE file, DWORD flags) {
    return noted(LoadLibraryExW(name, file, flags), name);
}

}  // namespace

/// What is imported of the one DLL may be the other's function.
std::span<const Replacement> noted_loading() {
    auto* const a = reinterpret_cast<void*>(&load_a);
    auto* const w = reinterpret_cast<void*>(&load_w);
    auto* const ex_a = reinterpret_cast<void*>(&load_ex_a);
    auto* const ex_w = reinterpret_cast<void*>(&load_ex_w);
    static const std::array loading{Replacement{L"kernel32.dll", "LoadLibraryA", a},
                                    Replacement{L"kernel32.dll", "LoadLibraryW", w},
                                    Replacement{L"kernel32.dll", "LoadLibraryExA", ex_a},
                                    Replacement{L"kernel32.dll", "LoadLibraryExW", ex_w},
                                    Replacement{L"kernelbase.dll", "LoadLibraryA", a},
                                    Replacement{L"kernelbase.dll", "LoadLibraryW", w},
                                    Replacement{L"kernelbase.dll", "LoadLibraryExA", ex_a},
                                    Replacement{L"kernelbase.dll", "LoadLibraryExW", ex_w}};
    return loading;
}

}  // namespace wsconform::agent::spi
