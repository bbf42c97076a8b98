// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/dll_facts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <vector>

#include "harness/agent/windows_headers.hpp"

// Only after those.
#include <bcrypt.h>
#include <psapi.h>

#include "harness/agent/dll_file.hpp"
#include "harness/agent/errors.hpp"
#include "harness/agent/paths.hpp"

namespace wsconform::agent {

namespace {

/// DLLs of the system that the agent needs for these facts only, and not for playing.
template <typename Function>
Function* of_system(const wchar_t* dll, const char* name) {
    const HMODULE module = LoadLibraryW((system_folder() + L"\\" + dll).c_str());
    if (module == nullptr) return nullptr;
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

class OpenFile {
  public:
    explicit OpenFile(const std::wstring& path)
        : handle_{CreateFileW(path.c_str(), GENERIC_READ,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                              OPEN_EXISTING, 0, nullptr)} {
        if (handle_ == INVALID_HANDLE_VALUE) throw HarnessError("cannot read " + narrow(path));
    }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() { CloseHandle(handle_); }

    std::uint64_t size() const {
        LARGE_INTEGER size{};
        GetFileSizeEx(handle_, &size);
        return static_cast<std::uint64_t>(size.QuadPart);
    }
    /// In units of 100 ns.
    std::uint64_t written_at() const {
        FILETIME time{};
        GetFileTime(handle_, nullptr, nullptr, &time);
        return (std::uint64_t{time.dwHighDateTime} << 32U) | time.dwLowDateTime;
    }
    /// The next bytes; none at its end.
    std::vector<UCHAR> more() const {
        std::vector<UCHAR> bytes(1U << 16U);
        DWORD count = 0;
        if (ReadFile(handle_, bytes.data(), static_cast<DWORD>(bytes.size()), &count, nullptr) ==
            FALSE)
            count = 0;
        bytes.resize(count);
        return bytes;
    }

  private:
    HANDLE handle_;
};

/// Empty if the system cannot make one.
std::string sha256_of(const OpenFile& file) {
    auto* const open = of_system<decltype(BCryptOpenAlgorithmProvider)>(
        L"bcrypt.dll", "BCryptOpenAlgorithmProvider");
    auto* const create = of_system<decltype(BCryptCreateHash)>(L"bcrypt.dll", "BCryptCreateHash");
    auto* const add = of_system<decltype(BCryptHashData)>(L"bcrypt.dll", "BCryptHashData");
    auto* const finish = of_system<decltype(BCryptFinishHash)>(L"bcrypt.dll", "BCryptFinishHash");
    if (open == nullptr || create == nullptr || add == nullptr || finish == nullptr) return {};
    BCRYPT_ALG_HANDLE algorithm = nullptr;
    BCRYPT_HASH_HANDLE hash = nullptr;
    if (open(&algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0) != 0) return {};
    if (create(algorithm, &hash, nullptr, 0, nullptr, 0, 0) != 0) return {};
    for (auto bytes = file.more(); !bytes.empty(); bytes = file.more())
        add(hash, bytes.data(), static_cast<ULONG>(bytes.size()), 0);
    std::array<UCHAR, 32> digest{};
    if (finish(hash, digest.data(), digest.size(), 0) != 0) return {};
    std::string digits;
    for (const UCHAR byte : digest) {
        constexpr const char* hexadecimal = "0123456789abcdef";
        digits += hexadecimal[byte >> 4U];
        digits += hexadecimal[byte & 0xFU];
    }
    return digits;
}

std::string stamp_of(const OpenFile& file) {
    return std::to_string(file.size()) + "-" + std::to_string(file.written_at());
}

/// The resource in which a DLL states its version and where it is from.
class Statement {
  public:
    explicit Statement(const std::wstring& path) {
        auto* const size_of =
            of_system<decltype(GetFileVersionInfoSizeW)>(L"version.dll", "GetFileVersionInfoSizeW");
        auto* const read =
            of_system<decltype(GetFileVersionInfoW)>(L"version.dll", "GetFileVersionInfoW");
        query_ = of_system<decltype(VerQueryValueW)>(L"version.dll", "VerQueryValueW");
        if (size_of == nullptr || read == nullptr || query_ == nullptr) return;
        DWORD unused = 0;
        bytes_.resize(size_of(path.c_str(), &unused));
        const auto size = static_cast<DWORD>(bytes_.size());
        if (!bytes_.empty() && read(path.c_str(), 0, size, bytes_.data()) == FALSE) bytes_.clear();
    }

    /// "10.0.19043.1"; empty if it states none.
    std::string version() const {
        const auto* const fixed =
            static_cast<const VS_FIXEDFILEINFO*>(value(L"\\", sizeof(VS_FIXEDFILEINFO)));
        if (fixed == nullptr) return {};
        const auto part = [](DWORD word, unsigned shift) {
            return std::to_string((word >> shift) & 0xFFFFU);
        };
        return part(fixed->dwFileVersionMS, 16) + "." + part(fixed->dwFileVersionMS, 0) + "." +
               part(fixed->dwFileVersionLS, 16) + "." + part(fixed->dwFileVersionLS, 0);
    }
    /// In whatever language comes first.
    std::string text(const wchar_t* key) const {
        constexpr std::size_t longest = 100;
        const auto* const language =
            static_cast<const WORD*>(value(L"\\VarFileInfo\\Translation", 2 * sizeof(WORD)));
        if (language == nullptr) return {};
        std::array<wchar_t, 64> block{};
        std::swprintf(block.data(), block.size(), L"\\StringFileInfo\\%04x%04x\\", language[0],
                      language[1]);
        const auto* const text =
            static_cast<const wchar_t*>(value(std::wstring{block.data()} + key, sizeof(wchar_t)));
        return text == nullptr ? std::string{} : narrow(std::wstring{text}.substr(0, longest));
    }

  private:
    const void* value(const std::wstring& name, std::size_t least_bytes) const {
        void* found = nullptr;
        UINT size = 0;
        if (bytes_.empty() || query_(bytes_.data(), name.c_str(), &found, &size) == FALSE)
            return nullptr;
        // The size of a text is told in letters.
        return size == 0 || (least_bytes > sizeof(wchar_t) && size < least_bytes) ? nullptr : found;
    }

    decltype(VerQueryValueW)* query_ = nullptr;
    std::vector<std::byte> bytes_;
};

std::wstring in_lower_case(std::wstring path) {
    CharLowerBuffW(path.data(), static_cast<DWORD>(path.size()));
    return path;
}

std::vector<HMODULE> loaded_modules() {
    std::vector<HMODULE> modules(1024);
    DWORD bytes = 0;
    const auto room = static_cast<DWORD>(modules.size() * sizeof(HMODULE));
    if (K32EnumProcessModules(GetCurrentProcess(), modules.data(), room, &bytes) == FALSE)
        return {};
    modules.resize(std::min<std::size_t>(modules.size(), bytes / sizeof(HMODULE)));
    return modules;
}

}  // namespace

Json facts_of_dll(const std::string& name) {
    const std::wstring path = path_of_dll(name);
    const OpenFile file{path};
    const Statement statement{path};
    Json facts{{"file", narrow(path.substr(folder_of(path).size() + 1))},
               {"machine", word_for_machine(DllFile{path}.machine())},
               {"size", file.size()},
               {"sha256", sha256_of(file)},
               {"stamp", stamp_of(file)}};
    for (const auto& [key, text] : {std::pair{"version", statement.version()},
                                    std::pair{"product", statement.text(L"ProductName")},
                                    std::pair{"company", statement.text(L"CompanyName")}}) {
        if (!text.empty()) facts[key] = text;
    }
    return facts;
}

Json facts_of_companions(const std::vector<std::string>& dlls) {
    std::set<std::wstring> named;
    std::set<std::wstring> folders;
    for (const std::string& dll : dlls) {
        named.insert(in_lower_case(path_of_dll(dll)));
        folders.insert(in_lower_case(folder_of(path_of_dll(dll))));
    }
    folders.erase(in_lower_case(system_folder()));
    std::map<std::wstring, std::string> companions;
    for (const HMODULE module : loaded_modules()) {
        const std::wstring path = in_lower_case(path_of(module));
        const bool is_program = module == GetModuleHandleW(nullptr);
        if (!is_program && folders.contains(folder_of(path)) && !named.contains(path))
            companions[path] = narrow(path_of(module));
    }
    Json facts = Json::array();
    for (const auto& [path, name] : companions)
        facts.push_back(facts_of_dll(name));
    return facts;
}

void require_unchanged(const std::string& name, const std::string& stamp) {
    const std::wstring path = path_of_dll(name);
    if (stamp_of(OpenFile{path}) != stamp)
        throw WrongDll(narrow(path) + " has been changed since the run began; run again");
}

std::string words_for_system() {
    const HMODULE ntdll = GetModuleHandleW(L"ntdll.dll");
    const auto of_ntdll = [ntdll](const char* name) {
        return reinterpret_cast<void*>(GetProcAddress(ntdll, name));
    };
    using Build = const char*();
    if (auto* const build = reinterpret_cast<Build*>(of_ntdll("wine_get_build_id"))) return build();
    using Version = LONG WINAPI(OSVERSIONINFOW*);
    OSVERSIONINFOW version{};
    version.dwOSVersionInfoSize = sizeof version;
    if (auto* const ask = reinterpret_cast<Version*>(of_ntdll("RtlGetVersion"))) ask(&version);
    return "Windows " + std::to_string(version.dwMajorVersion) + "." +
           std::to_string(version.dwMinorVersion) + "." + std::to_string(version.dwBuildNumber);
}

}  // namespace wsconform::agent
