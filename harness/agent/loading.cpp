// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/loading.hpp"

#include <set>

#include "harness/agent/dll_file.hpp"
#include "harness/agent/errors.hpp"
#include "harness/agent/load_failure.hpp"
#include "harness/agent/load_watch.hpp"
#include "harness/agent/paths.hpp"

namespace wsconform::agent {

namespace {

/// From now on what is loaded by a bare name is found there too, whenever that is. Windows has room
/// for one such folder, which is the first one's; those of further DLLs are put into PATH.
void search_in(const std::wstring& folder) {
    static std::set<std::wstring> searched;
    if (folder == system_folder() || !searched.insert(folder).second) return;
    if (searched.size() == 1)
        SetDllDirectoryW(folder.c_str());
    else
        search_first(folder);
}

/// Wine's own DLLs are in its system folder by name only; Wine then takes them from another one.
bool is_wines_own(const std::wstring& path, const DllFile& file) {
    return file.is_of_wine() && folder_of(path) == system_folder();
}

void require_same(HMODULE module, const std::wstring& path, const DllFile& file,
                  const LoadWatch& watch) {
    const std::string named = narrow(path) + " was named, and ";
    const std::wstring loaded = path_of(module);
    if (!is_same_file(path, loaded))
        throw WrongDll(named + narrow(loaded) + " was loaded in its place");
    if (is_wines_own(path, file) || watch.has_seen(module) || file.is_mapped_at(module)) return;
    if (is_built_by_wine(module))
        throw WrongDll(named + "Wine loaded its own DLL of that name in its place" +
                       (file.is_of_wine() ? "; the file was built by Wine for its own folders, so "
                                            "test it with the Wine that it belongs to"
                                          : ""));
    throw WrongDll(named + "what was loaded from there is not what the file holds");
}

}  // namespace

std::string described(DWORD error) {
    std::string sentence(256, '\0');
    sentence.resize(FormatMessageA(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
                                   nullptr, error, 0, sentence.data(),
                                   static_cast<DWORD>(sentence.size()), nullptr));
    sentence.erase(sentence.find_last_not_of(" \r\n") + 1);
    return "error " + std::to_string(error) + (sentence.empty() ? "" : ": " + sentence);
}

HMODULE loaded_dll(const std::string& name) {
    const std::wstring path = path_of_dll(name);
    const std::string fault = "cannot load " + narrow(path) + ": ";
    if (!is_file(path)) throw HarnessError(fault + "there is no such file");
    const DllFile file{path};
    search_in(folder_of(path));
    const LoadWatch watch{file, fault};
    const HMODULE module = LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    const DWORD error = GetLastError();
    if (module == nullptr)
        throw HarnessError(fault + why_not_loaded(path, error, watch.exception()));
    require_same(module, path, file, watch);
    const std::string lacking = lacking_function(module);
    if (!lacking.empty()) throw HarnessError(fault + lacking);
    return module;
}

}  // namespace wsconform::agent
