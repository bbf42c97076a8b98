// SPDX-License-Identifier: Apache-2.0

// The ways by name.

#include <algorithm>
#include <array>

#include "harness/providers/particular/particular.hpp"

namespace wsconform::particular {

namespace {

/// As a program's own parameters are kept: without the key there is nothing to do for the layer.
int read_parameters(const WSAPROTOCOL_INFOW& /*chosen*/) {
    DWORD enabled = 0;
    DWORD size = sizeof enabled;
    const LSTATUS status = RegGetValueW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\wsconform\\Layer",
                                        L"Enabled", RRF_RT_REG_DWORD, nullptr, &enabled, &size);
    return status == ERROR_SUCCESS && enabled == 1 ? 0 : WSAEPROVIDERFAILEDINIT;
}

int load_engine(const WSAPROTOCOL_INFOW& /*chosen*/) {
    return LoadLibraryW(L"engine_of_a_layer.dll") != nullptr ? 0 : WSASYSNOTREADY;
}

/// Whether it is wanted for this application: it is not known to have any category.
int ask_for_categories(const WSAPROTOCOL_INFOW& chosen) {
    using Tell = int(WSPAPI*)(LPCWSTR, DWORD, LPCWSTR, DWORD, DWORD*, LPINT);
    const auto tell = reinterpret_cast<Tell>(reinterpret_cast<void*>(
        GetProcAddress(GetModuleHandleW(L"ws2_32.dll"), "WSCGetApplicationCategory")));
    std::array<wchar_t, MAX_PATH> path{};
    const DWORD length = GetModuleFileNameW(nullptr, path.data(), MAX_PATH);
    DWORD permitted = 0;
    int reason = 0;
    const bool is_unknown = tell != nullptr &&
                            tell(path.data(), length, nullptr, 0, &permitted, &reason) != 0 &&
                            reason == WSASERVICE_NOT_FOUND;
    DWORD category = 1;
    std::size_t size = sizeof category;
    GUID id = chosen.ProviderId;
    const int told = WSCGetProviderInfo(&id, ProviderInfoLspCategories,
                                        reinterpret_cast<BYTE*>(&category), &size, 0, &reason);
    return is_unknown && told == 0 && category == 0 ? 0 : WSAEPROVIDERFAILEDINIT;
}

int refuse(const WSAPROTOCOL_INFOW& /*chosen*/) {
    return WSAVERNOTSUPPORTED;
}

int refuse_once(const WSAPROTOCOL_INFOW& /*chosen*/) {
    static int calls = 0;
    return ++calls == 1 ? WSASYSNOTREADY : 0;
}

int never_return(const WSAPROTOCOL_INFOW& /*chosen*/) {
    Sleep(INFINITE);
    return 0;
}

int raise_exception(const WSAPROTOCOL_INFOW& /*chosen*/) {
    RaiseException(STATUS_ACCESS_VIOLATION, 0, 0, nullptr);
    return 0;
}

struct Named {
    std::string_view name;
    Way* way;
};

constexpr std::array ways{Named{"particular_layer", find_own_entry},
                          Named{"guided_layer", find_own_entry},
                          Named{"layer_looks_up", look_up_own_entry},
                          Named{"layer_reads_early", find_entry_read_early},
                          Named{"layer_reads_registry", read_parameters},
                          Named{"layer_loads_engine", load_engine},
                          Named{"layer_asks_categories", ask_for_categories},
                          Named{"layer_makes_window", make_window},
                          Named{"layer_makes_port", make_port},
                          Named{"layer_refuses", refuse},
                          Named{"layer_refuses_once", refuse_once},
                          Named{"layer_hangs", never_return},
                          Named{"layer_raises", raise_exception}};

}  // namespace

Way* way_named(std::string_view name) {
    const auto* const found = std::ranges::find(ways, name, &Named::name);
    return found == ways.end() ? nullptr : found->way;
}

}  // namespace wsconform::particular
