// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/answered_imports.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "harness/agent/spi/questions.hpp"
#include "harness/agent/spi/socket_handles.hpp"
#include "harness/agent/spi/upcall_answers.hpp"

namespace wsconform::agent::spi {

namespace {

/// 0 and how many there are, or why there are none.
int copy_entries(const int* protocols, WSAPROTOCOL_INFOW* buffer, DWORD* length, int& count) {
    const auto is_wanted = [protocols](const WSAPROTOCOL_INFOW& entry) {
        if (protocols == nullptr) return true;
        const int* wanted = protocols;
        while (*wanted != 0 && *wanted != entry.iProtocol)
            ++wanted;
        return *wanted != 0;
    };
    if (!is_writable(length, sizeof *length)) return WSAEFAULT;
    note_enumeration();
    const auto& entries = answering_catalogue().entries();
    const auto found = static_cast<std::size_t>(std::ranges::count_if(entries, is_wanted));
    const std::size_t needed = found * sizeof(WSAPROTOCOL_INFOW);
    const std::size_t room = buffer == nullptr ? 0 : *length;
    *length = static_cast<DWORD>(needed);
    if (room < needed) return WSAENOBUFS;
    std::ranges::copy_if(entries, buffer, is_wanted);
    count = static_cast<int>(found);
    return 0;
}

int WSPAPI enum_protocols(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length,
                          LPINT error) {
    int count = SOCKET_ERROR;
    const int reason = copy_entries(protocols, buffer, length, count);
    return answered("WSCEnumProtocols", count, count, error, reason);
}

int WSPAPI provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) {
    return answered("WSCGetProviderPath", error, copy_path(provider, path, length));
}

/// None of these providers belongs to any category.
int copy_category(const GUID* provider, WSC_PROVIDER_INFO_TYPE type, BYTE* info, size_t* size) {
    constexpr DWORD no_category = 0;
    if (provider == nullptr || IsBadReadPtr(provider, sizeof *provider) != FALSE ||
        !is_writable(size, sizeof *size))
        return WSAEFAULT;
    if (type != ProviderInfoLspCategories) return ERROR_CALL_NOT_IMPLEMENTED;
    if (answering_catalogue().entry_of(*provider) == nullptr) {
        note_unknown_provider(*provider);
        return WSAEINVALIDPROVIDER;
    }
    const std::size_t room = info == nullptr ? 0 : *size;
    *size = sizeof no_category;
    if (room < sizeof no_category || !is_writable(info, sizeof no_category)) return WSAEFAULT;
    std::memcpy(info, &no_category, sizeof no_category);
    return 0;
}

int WSPAPI provider_info(LPGUID provider, WSC_PROVIDER_INFO_TYPE type, PBYTE info, size_t* size,
                         DWORD /*flags*/, LPINT error) {
    return answered("WSCGetProviderInfo", error, copy_category(provider, type, info, size));
}

/// The agent is an application that was never put into a category.
int WSPAPI application_category(LPCWSTR path, DWORD /*path_length*/, LPCWSTR /*extra*/,
                                DWORD /*extra_length*/, DWORD* permitted, LPINT error) {
    const bool is_good = path != nullptr && is_writable(permitted, sizeof *permitted);
    return answered("WSCGetApplicationCategory", error, is_good ? WSASERVICE_NOT_FOUND : WSAEINVAL);
}

int WSPAPI complete_overlapped_request(SOCKET handle, LPWSAOVERLAPPED overlapped, DWORD outcome,
                                       DWORD transferred, LPINT error) {
    const bool is_good = socket_handles().context_of(handle).has_value() &&
                         is_writable(overlapped, sizeof *overlapped);
    if (is_good) {
        overlapped->InternalHigh = transferred;
        overlapped->Internal = outcome;
        if (overlapped->hEvent != nullptr) SetEvent(overlapped->hEvent);
    }
    return answered("WPUCompleteOverlappedRequest", error, is_good ? 0 : WSAEINVAL);
}

}  // namespace

/// The functions that end in 32 ask for the other catalogue, which holds the same here: a provider
/// is in both, if it is installed for both.
std::span<const Replacement> answered_imports() {
    static constexpr const wchar_t* winsock = L"ws2_32.dll";
    auto* const enumerate = reinterpret_cast<void*>(&enum_protocols);
    auto* const path = reinterpret_cast<void*>(&provider_path);
    auto* const info = reinterpret_cast<void*>(&provider_info);
    static const std::array imports{
        Replacement{winsock, "WSCEnumProtocols", enumerate},
        Replacement{winsock, "WSCEnumProtocols32", enumerate},
        Replacement{winsock, "WSCGetProviderPath", path},
        Replacement{winsock, "WSCGetProviderPath32", path},
        Replacement{winsock, "WPUGetProviderPath", path},
        Replacement{winsock, "WSCGetProviderInfo", info},
        Replacement{winsock, "WSCGetProviderInfo32", info},
        Replacement{winsock, "WSCGetApplicationCategory",
                    reinterpret_cast<void*>(&application_category)},
        Replacement{winsock, "WPUCompleteOverlappedRequest",
                    reinterpret_cast<void*>(&complete_overlapped_request)}};
    return imports;
}

}  // namespace wsconform::agent::spi
