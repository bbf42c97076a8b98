// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/load_failure.hpp"

#include <set>

#include "harness/agent/dll_file.hpp"
#include "harness/agent/loading.hpp"
#include "harness/agent/paths.hpp"

namespace wsconform::agent {

namespace {

using Visited = std::set<std::wstring>;

std::string fault_in_imports(HMODULE mapped, const std::wstring& folder, Visited& visited);

std::string in_words(const Wanted& function) {
    if (const auto* const name = std::get_if<std::string>(&function)) return *name;
    return "ordinal " + std::to_string(std::get<WORD>(function));
}

bool exports(HMODULE module, const Wanted& function) {
    if (const auto* const name = std::get_if<std::string>(&function))
        return GetProcAddress(module, name->c_str()) != nullptr;
    return GetProcAddress(module, MAKEINTRESOURCEA(std::get<WORD>(function))) != nullptr;
}

/// The first function of an import that its DLL does not have.
std::string lacking(HMODULE module, const Import& import) {
    for (const Wanted& function : import.functions) {
        if (!exports(module, function))
            return "it needs " + in_words(function) + " of " + import.dll +
                   ", which the one here does not export; give it the " + import.dll +
                   " it was built for";
    }
    return {};
}

std::string why_wrong_machine(const std::wstring& path, bool is_companion) {
    const WORD machine = DllFile{path}.machine();
    if (machine == 0) return "it is no DLL of Windows; give the provider's DLL";
    constexpr bool is_64_bits = sizeof(void*) == 8;
    constexpr WORD own = is_64_bits ? IMAGE_FILE_MACHINE_AMD64 : IMAGE_FILE_MACHINE_I386;
    if (machine == own) return {};
    const std::string bits = is_64_bits ? "64" : "32";
    if (machine != IMAGE_FILE_MACHINE_I386 && machine != IMAGE_FILE_MACHINE_AMD64)
        return "it is made for another machine, " + word_for_machine(machine) +
               "; build it for x86_64 or i386";
    const std::string other = is_64_bits ? "32" : "64";
    if (is_companion)
        return "it is a " + other + "-bit DLL, and what needs it a " + bits + "-bit one; put the " +
               bits + "-bit one there";
    return "it is a " + other + "-bit DLL, and the agent is a " + bits +
           "-bit program; start the wsconform-agent.exe for " + other + " bits" +
           (is_64_bits ? ", which lies in the folder 32" : "");
}

std::string why_refused(DWORD error, const std::string& raised) {
    if (error == ERROR_DLL_INIT_FAILED)
        return "its DllMain refuses, by returning FALSE" +
               (raised.empty() ? "" : ", after " + raised);
    if (!raised.empty()) return "its DllMain raised " + raised;
    return described(error);
}

/// What is wrong with a DLL that is beside the one that needs it.
std::string fault_of_companion(const std::wstring& path, DWORD error, const std::string& exception,
                               Visited& visited) {
    const bool is_companion = !visited.empty();
    if (!visited.insert(path).second) return described(error);
    if (const std::string machine = why_wrong_machine(path, is_companion); !machine.empty())
        return machine;
    // Nothing of a DLL runs that is loaded so.
    const HMODULE mapped = LoadLibraryExW(path.c_str(), nullptr, DONT_RESOLVE_DLL_REFERENCES);
    if (mapped == nullptr) return why_refused(error, exception);
    const std::string fault = fault_in_imports(mapped, folder_of(path), visited);
    FreeLibrary(mapped);
    return fault.empty() ? why_refused(error, exception) : fault;
}

/// As Windows looks for what a DLL needs that is not beside it: not in the agent's folder.
HMODULE found_elsewhere(const std::wstring& name) {
    if (const HMODULE module = LoadLibraryExW(name.c_str(), nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32))
        return module;
    const DWORD error = GetLastError();
    const std::wstring path = in_search_path(name);
    if (!path.empty()) return LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    SetLastError(error);
    return nullptr;
}

std::string fault_of_import(const Import& import, const std::wstring& folder, Visited& visited) {
    const std::wstring name = wide(import.dll);
    const std::wstring beside = folder + L"\\" + name;
    const bool is_beside = is_file(beside);
    const HMODULE module =
        is_beside ? LoadLibraryExW(beside.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH)
                  : found_elsewhere(name);
    if (module != nullptr) return lacking(module, import);
    const DWORD error = GetLastError();
    const std::string needs = "it needs " + import.dll + ", ";
    if (is_beside)
        return needs + "which is beside it and cannot be loaded: " +
               fault_of_companion(beside, error, "", visited);
    if (error == ERROR_MOD_NOT_FOUND)
        return needs + "which is neither in " + narrow(folder) + " nor in " +
               narrow(system_folder()) + " nor in PATH; put it into the first";
    return needs + "which cannot be loaded: " + described(error);
}

std::string fault_in_imports(HMODULE mapped, const std::wstring& folder, Visited& visited) {
    for (const Import& import : imports_of(mapped)) {
        const std::string fault = fault_of_import(import, folder, visited);
        if (!fault.empty()) return fault;
    }
    return {};
}

bool is_wine() {
    return GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != nullptr;
}

std::string lacking_in(HMODULE module, const std::wstring& folder, std::set<HMODULE>& visited) {
    if (!visited.insert(module).second) return {};
    for (const Import& import : imports_of(module)) {
        const std::wstring name = wide(import.dll);
        const HMODULE needed = GetModuleHandleW(name.c_str());
        if (needed == nullptr) continue;
        if (std::string fault = lacking(needed, import); !fault.empty()) return fault;
        if (!is_file(folder + L"\\" + name)) continue;
        const std::string below = lacking_in(needed, folder, visited);
        if (!below.empty()) return "it needs " + import.dll + ", and of that: " + below;
    }
    return {};
}

}  // namespace

std::string why_not_loaded(const std::wstring& path, DWORD error, const std::string& exception) {
    Visited visited;
    return fault_of_companion(path, error, exception, visited);
}

std::string lacking_function(HMODULE module) {
    if (!is_wine()) return {};
    const std::wstring folder = folder_of(path_of(module));
    std::set<HMODULE> visited;
    return folder == system_folder() ? std::string{} : lacking_in(module, folder, visited);
}

}  // namespace wsconform::agent
