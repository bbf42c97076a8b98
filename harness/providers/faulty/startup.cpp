// SPDX-License-Identifier: Apache-2.0

// WSPStartup of a faulty DLL, whose fault is the one in its file's name: faulty_NAME.dll or
// faulty_layer_NAME.dll.

#include <array>
#include <string>

#include "harness/providers/faulty/faulty.hpp"

namespace wsconform::faulty {

WSPPROC_TABLE clean;
WSPUPCALLTABLE upcalls;

namespace {

constexpr std::string_view faulty_loader = "hangs_in_dllmain";

std::string name_of(HMODULE module) {
    std::array<char, MAX_PATH> path{};
    const DWORD length = GetModuleFileNameA(module, path.data(), MAX_PATH);
    std::string name{path.data(), length};
    name.erase(0, name.find_last_of('\\') + 1);
    for (const std::string_view prefix : {"faulty_", "layer_"}) {
        if (name.starts_with(prefix)) name.erase(0, prefix.size());
    }
    return name.substr(0, name.rfind('.'));
}

/// Null if the file has the name of no fault.
FaultyStart fault = nullptr;

}  // namespace

int start_clean(const Start& start) {
    upcalls = start.upcalls;
    const int code =
        ::WSPStartup(start.requested, start.data, start.protocol, start.upcalls, start.table);
    if (code == 0 && start.table != nullptr) clean = *start.table;
    return code;
}

}  // namespace wsconform::faulty

extern "C" int WSPAPI faulty_startup(WORD requested, LPWSPDATA data, LPWSAPROTOCOL_INFOW protocol,
                                     WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
    using namespace wsconform::faulty;
    if (fault == nullptr) return WSASYSNOTREADY;
    return fault({requested, data, protocol, upcalls, table});
}

extern "C" BOOL WINAPI DllMain(HINSTANCE module, DWORD reason, LPVOID /*reserved*/) {
    using namespace wsconform::faulty;
    if (reason != DLL_PROCESS_ATTACH) return TRUE;
    const std::string name = name_of(module);
    if (name == faulty_loader) Sleep(INFINITE);
    fault = fault_named(name);
    return TRUE;
}
