// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/library.hpp"

#include <array>
#include <cstddef>
#include <fstream>

#include "harness/agent/api.hpp"
#include "harness/agent/errors.hpp"

namespace wsconform::agent::spi {

namespace {

/// The machine a DLL is made for; 0 if the file is none.
WORD machine_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    IMAGE_DOS_HEADER start{};
    file.read(reinterpret_cast<char*>(&start), sizeof start);
    if (!file || start.e_magic != IMAGE_DOS_SIGNATURE) return 0;
    file.seekg(start.e_lfanew + static_cast<long>(offsetof(IMAGE_NT_HEADERS, FileHeader)));
    IMAGE_FILE_HEADER header{};
    file.read(reinterpret_cast<char*>(&header), sizeof header);
    return file ? header.Machine : WORD{0};
}

std::string why_not_loaded(const std::string& path, DWORD error) {
    const WORD machine = machine_of(path);
    if (machine == IMAGE_FILE_MACHINE_I386)
        return "it is a 32-bit DLL, and the agent is a 64-bit program; build it for x86_64";
    if (machine != 0 && machine != IMAGE_FILE_MACHINE_AMD64)
        return "it is made for another machine; build it for x86_64";
    if (error == ERROR_BAD_EXE_FORMAT || (machine == 0 && error != ERROR_FILE_NOT_FOUND))
        return "it is no DLL of Windows; give the provider's DLL";
    return described(error) + "; see that it and the DLLs it needs are there";
}

std::wstring path_of(HMODULE module) {
    std::array<wchar_t, 32768> path{};
    const DWORD length = GetModuleFileNameW(module, path.data(), static_cast<DWORD>(path.size()));
    return {path.data(), length};
}

}  // namespace

Library load_provider(const std::string& path) {
    const HMODULE module = LoadLibraryA(path.c_str());
    if (module == nullptr)
        throw HarnessError("cannot load " + path + ": " + why_not_loaded(path, GetLastError()));
    auto* const startup = reinterpret_cast<LPWSPSTARTUP>(
        reinterpret_cast<void*>(GetProcAddress(module, "WSPStartup")));
    if (startup == nullptr)
        throw HarnessError(path +
                           " does not export WSPStartup, so it is no transport provider; give one, "
                           "or name a DLL like ws2_32.dll with api:PATH");
    return {module, path_of(module), startup};
}

}  // namespace wsconform::agent::spi
