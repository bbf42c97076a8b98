// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/answered_imports.hpp"

#include <algorithm>
#include <array>

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

std::span<const Replacement> answered_imports() {
    static const std::array imports{
        Replacement{"WSCEnumProtocols", reinterpret_cast<void*>(&enum_protocols)},
        Replacement{"WSCGetProviderPath", reinterpret_cast<void*>(&provider_path)},
        Replacement{"WPUCompleteOverlappedRequest",
                    reinterpret_cast<void*>(&complete_overlapped_request)}};
    return imports;
}

}  // namespace wsconform::agent::spi
