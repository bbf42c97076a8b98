// SPDX-License-Identifier: Apache-2.0

// WSPStartup of a layer with a way of its own, which is the one in its file's name.

#include <array>
#include <string>

#include "harness/providers/particular/particular.hpp"

namespace wsconform::particular {

namespace {

/// Null if the file has the name of no way.
Way* way = nullptr;

std::string name_of(HMODULE module) {
    std::array<char, MAX_PATH> path{};
    const DWORD length = GetModuleFileNameA(module, path.data(), MAX_PATH);
    std::string name{path.data(), length};
    name.erase(0, name.find_last_of('\\') + 1);
    return name.substr(0, name.rfind('.'));
}

}  // namespace

}  // namespace wsconform::particular

extern "C" int WSPAPI particular_startup(WORD requested, LPWSPDATA data,
                                         LPWSAPROTOCOL_INFOW protocol, WSPUPCALLTABLE upcalls,
                                         LPWSPPROC_TABLE table) {
    using namespace wsconform::particular;
    if (way == nullptr) return WSASYSNOTREADY;
    // What the layer itself refuses is not this one's to look at.
    if (data != nullptr && table != nullptr && protocol != nullptr) {
        if (const int code = way(*protocol); code != 0) return code;
    }
    return ::WSPStartup(requested, data, protocol, upcalls, table);
}

/// As Microsoft's sample of a layer exports it, for its installer.
extern "C" void WSPAPI tell_own_id(GUID* id) {
    *id = wsconform::particular::own_id;
}

extern "C" BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID /*reserved*/) {
    using namespace wsconform::particular;
    if (reason != DLL_PROCESS_ATTACH) return TRUE;
    way = way_named(name_of(module));
    if (way == &find_entry_read_early) read_entries_early();
    return TRUE;
}
