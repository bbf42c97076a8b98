// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/api.hpp"

#include <array>

#include "harness/agent/errors.hpp"

namespace wsconform::agent {

namespace {

/// The compiler has no direct cast from one function type to another without a warning.
void* plain(FARPROC function) {
    return reinterpret_cast<void*>(function);
}

}  // namespace

std::string described(DWORD error) {
    std::array<char, 256> text{};
    const DWORD length =
        FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, nullptr, error,
                       0, text.data(), static_cast<DWORD>(text.size()), nullptr);
    std::string sentence(text.data(), length);
    sentence.erase(sentence.find_last_not_of(" \r\n") + 1);
    return "error " + std::to_string(error) + (sentence.empty() ? "" : ": " + sentence);
}

LoadedDll::LoadedDll(const std::string& path) : module_{LoadLibraryA(path.c_str())} {
    if (module_ == nullptr)
        throw HarnessError("cannot load " + path + ": " + described(GetLastError()));
}

void* LoadedDll::address(const char* name) const {
    return plain(GetProcAddress(module_, name));
}

void* LoadedDll::address(WORD ordinal) const {
    return plain(GetProcAddress(module_, MAKEINTRESOURCEA(ordinal)));
}

}  // namespace wsconform::agent
