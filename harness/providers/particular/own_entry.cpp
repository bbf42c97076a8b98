// SPDX-License-Identifier: Apache-2.0

// How a layer that knows its id finds its place: as in Microsoft's documentation of chains, by the
// hidden entry that its installer made.

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "harness/providers/particular/particular.hpp"

namespace wsconform::particular {

const GUID own_id{0x6f2b4a10, 0x51c3, 0x4d7e, {0x9a, 0x0b, 0x77, 0x73, 0x63, 0x66, 0x00, 0x01}};

namespace {

using Entries = std::vector<WSAPROTOCOL_INFOW>;

/// The functions that it asks, as it found them.
struct Asked {
    decltype(&WSCEnumProtocols) enumerate;
    decltype(&WSCGetProviderPath) path;
};

Entries entries_by(decltype(&WSCEnumProtocols) enumerate) {
    DWORD bytes = 0;
    int reason = 0;
    if (enumerate(nullptr, nullptr, &bytes, &reason) != SOCKET_ERROR || reason != WSAENOBUFS)
        return {};
    Entries entries(bytes / sizeof(WSAPROTOCOL_INFOW));
    if (enumerate(nullptr, entries.data(), &bytes, &reason) == SOCKET_ERROR) return {};
    return entries;
}

const WSAPROTOCOL_INFOW* entry_with(const Entries& entries, DWORD id) {
    const auto found = std::ranges::find(entries, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found == entries.end() ? nullptr : &*found;
}

/// The provider below us, by our chain and not by the one that was chosen: a layer above us may
/// have put another one there.
const WSAPROTOCOL_INFOW* entry_below(const Entries& entries, const WSAPROTOCOL_INFOW& chosen) {
    const auto hidden = std::ranges::find_if(entries, [](const WSAPROTOCOL_INFOW& entry) {
        return std::memcmp(&entry.ProviderId, &own_id, sizeof own_id) == 0;
    });
    if (hidden == entries.end() || hidden->ProtocolChain.ChainLen != LAYERED_PROTOCOL)
        return nullptr;
    const auto chain = std::ranges::find_if(entries, [&](const WSAPROTOCOL_INFOW& entry) {
        return entry.ProtocolChain.ChainLen > BASE_PROTOCOL &&
               entry.ProtocolChain.ChainEntries[0] == hidden->dwCatalogEntryId &&
               entry.iSocketType == chosen.iSocketType && entry.iProtocol == chosen.iProtocol;
    });
    return chain == entries.end() ? nullptr
                                  : entry_with(entries, chain->ProtocolChain.ChainEntries[1]);
}

bool is_provider_at(const std::wstring& path) {
    std::array<wchar_t, MAX_PATH> expanded{};
    if (ExpandEnvironmentStringsW(path.c_str(), expanded.data(), MAX_PATH) == 0) return false;
    HMODULE const module = LoadLibraryW(expanded.data());
    return module != nullptr && GetProcAddress(module, "WSPStartup") != nullptr;
}

int find_entry(const Entries& entries, const Asked& asked, const WSAPROTOCOL_INFOW& chosen) {
    const WSAPROTOCOL_INFOW* const below = entry_below(entries, chosen);
    if (below == nullptr) return WSAEPROVIDERFAILEDINIT;
    GUID id = below->ProviderId;
    std::array<wchar_t, MAX_PATH> path{};
    int length = MAX_PATH;
    int reason = 0;
    if (asked.path(&id, path.data(), &length, &reason) != 0) return WSAEPROVIDERFAILEDINIT;
    return is_provider_at(path.data()) ? 0 : WSAEPROVIDERFAILEDINIT;
}

template <typename Function>
Function looked_up(const char* name) {
    return reinterpret_cast<Function>(
        reinterpret_cast<void*>(GetProcAddress(LoadLibraryW(L"ws2_32.dll"), name)));
}

Entries& early_entries() {
    static Entries entries;
    return entries;
}

}  // namespace

int find_own_entry(const WSAPROTOCOL_INFOW& chosen) {
    return find_entry(entries_by(&WSCEnumProtocols), {&WSCEnumProtocols, &WSCGetProviderPath},
                      chosen);
}

int look_up_own_entry(const WSAPROTOCOL_INFOW& chosen) {
    const Asked asked{looked_up<decltype(&WSCEnumProtocols)>("WSCEnumProtocols32"),
                      looked_up<decltype(&WSCGetProviderPath)>("WSCGetProviderPath")};
    if (asked.enumerate == nullptr || asked.path == nullptr) return WSAEPROVIDERFAILEDINIT;
    return find_entry(entries_by(asked.enumerate), asked, chosen);
}

void read_entries_early() {
    early_entries() = entries_by(&WSCEnumProtocols);
}

int find_entry_read_early(const WSAPROTOCOL_INFOW& chosen) {
    return find_entry(early_entries(), {&WSCEnumProtocols, &WSCGetProviderPath}, chosen);
}

}  // namespace wsconform::particular
