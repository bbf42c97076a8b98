// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/lower_module.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace wsconform::layered {
namespace {

using Pointers = std::array<const void*, 30>;
static_assert(sizeof(Pointers) == sizeof(WSPPROC_TABLE));

bool is_complete(const WSPPROC_TABLE& table) {
    return std::ranges::count(std::bit_cast<Pointers>(table), nullptr) == 0;
}

}  // namespace

std::shared_ptr<const LowerModule> LowerModule::at(const std::wstring& path) {
    // With its own directory first, where the other DLLs of a provider lie.
    HMODULE const module = LoadLibraryExW(path.c_str(), nullptr, LOAD_WITH_ALTERED_SEARCH_PATH);
    if (module == nullptr) return {};
    const auto found = reinterpret_cast<void (*)()>(GetProcAddress(module, "WSPStartup"));
    if (found == nullptr) {
        FreeLibrary(module);
        return {};
    }
    return std::make_shared<const LowerModule>(path, module, reinterpret_cast<LPWSPSTARTUP>(found));
}

LowerModule::LowerModule(std::wstring path, HMODULE module, LPWSPSTARTUP startup)
    : path_(std::move(path)), module_(module), startup_(startup) {}

LowerModule::~LowerModule() {
    FreeLibrary(module_);
}

int LowerModule::start(WORD version, const WSAPROTOCOL_INFOW& entry, const WSPUPCALLTABLE& upcalls,
                       WSPDATA& data, WSPPROC_TABLE& table) const {
    WSAPROTOCOL_INFOW given = entry;
    table = {};
    const int reason = startup_(version, &data, &given, upcalls, &table);
    if (reason != 0 || is_complete(table)) return reason;
    int ignored = 0;
    if (table.lpWSPCleanup != nullptr) table.lpWSPCleanup(&ignored);
    return WSASYSNOTREADY;
}

}  // namespace wsconform::layered
