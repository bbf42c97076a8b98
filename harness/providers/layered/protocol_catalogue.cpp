// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/protocol_catalogue.hpp"

#include <algorithm>

namespace wsconform::layered {
namespace {

/// Windows knows no longer path.
constexpr std::size_t longest_path = 32768;

/// `write` fills a buffer of so many characters and tells how many it used, without the NUL.
template <typename Write>
std::wstring text_from(Write write) {
    std::wstring text(longest_path, L'\0');
    const DWORD length = write(text.data(), static_cast<DWORD>(text.size()));
    text.resize(length < text.size() ? length : 0);
    return text;
}

std::wstring expanded(const std::wstring& path) {
    std::wstring text = text_from([&](wchar_t* buffer, DWORD size) {
        const DWORD with_nul = ExpandEnvironmentStringsW(path.c_str(), buffer, size);
        return with_nul == 0 ? 0 : with_nul - 1;
    });
    return text;
}

std::wstring full(const std::wstring& path) {
    return text_from([&](wchar_t* buffer, DWORD size) {
        return GetFullPathNameW(path.c_str(), size, buffer, nullptr);
    });
}

}  // namespace

ProtocolCatalogue::ProtocolCatalogue() {
    DWORD bytes = 0;
    int reason = 0;
    // The catalogue may grow between asking for its size and reading it.
    while (true) {
        entries_.resize(bytes / sizeof(WSAPROTOCOL_INFOW) + 1);
        bytes = static_cast<DWORD>(entries_.size() * sizeof(WSAPROTOCOL_INFOW));
        const DWORD offered = bytes;
        const int count = WSCEnumProtocols(nullptr, entries_.data(), &bytes, &reason);
        if (count != SOCKET_ERROR) {
            entries_.resize(static_cast<std::size_t>(count));
            return;
        }
        if (reason != WSAENOBUFS || bytes <= offered) break;
    }
    entries_.clear();
}

const WSAPROTOCOL_INFOW* ProtocolCatalogue::entry(DWORD id) const {
    const auto found = std::ranges::find(entries_, id, &WSAPROTOCOL_INFOW::dwCatalogEntryId);
    return found == entries_.end() ? nullptr : &*found;
}

std::optional<std::wstring> provider_path(GUID provider, const WSPUPCALLTABLE& upcalls) {
    std::wstring path(longest_path, L'\0');
    int length = static_cast<int>(path.size());
    int reason = 0;
    if (upcalls.lpWPUGetProviderPath(&provider, path.data(), &length, &reason) != 0) return {};
    path.resize(std::min(path.find(L'\0'), path.size()));
    path = full(expanded(path));
    if (path.empty()) return {};
    return path;
}

std::wstring own_path() {
    HMODULE self = nullptr;
    // Any address inside this DLL names it.
    const auto* const inside = reinterpret_cast<LPCWSTR>(&WSPStartup);
    if (GetModuleHandleExW(
            GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
            inside, &self) == 0) {
        return {};
    }
    return full(text_from(
        [&](wchar_t* buffer, DWORD size) { return GetModuleFileNameW(self, buffer, size); }));
}

bool is_same_file(const std::wstring& left, const std::wstring& right) {
    return CompareStringOrdinal(left.c_str(), static_cast<int>(left.size()), right.c_str(),
                                static_cast<int>(right.size()), TRUE) == CSTR_EQUAL;
}

}  // namespace wsconform::layered
