// SPDX-License-Identifier: Apache-2.0

// The faults, each a way in which real providers were seen to be wrong.

#include <algorithm>
#include <array>
#include <atomic>
#include <iterator>
#include <utility>

#include "harness/providers/faulty/faulty.hpp"

namespace wsconform::faulty {

namespace {

// Start-up.

int gives_2_2_always(const Start& start) {
    const int code = start_clean(start);
    if (code == 0) start.data->wVersion = MAKEWORD(2, 2);
    return code;
}

int returns_socket_error(const Start& start) {
    return start_clean(start) == 0 ? 0 : SOCKET_ERROR;
}

int describes_itself_without_end(const Start& start) {
    const int code = start_clean(start);
    if (code == 0)
        std::fill(std::begin(start.data->szDescription), std::end(start.data->szDescription), L'x');
    return code;
}

int swaps_entries(const Start& start) {
    const int code = start_clean(start);
    if (code == 0) std::swap(start.table->lpWSPRecvDisconnect, start.table->lpWSPSendDisconnect);
    return code;
}

int starts_once(const Start& start) {
    static bool has_started = false;
    return std::exchange(has_started, true) ? WSASYSNOTREADY : start_clean(start);
}

// Clean-up.

/// With lpErrno as it was: for the caller, an unknown reason.
int WSPAPI failing_cleanup(LPINT /*error*/) {
    int ignored = 0;
    clean.lpWSPCleanup(&ignored);
    return SOCKET_ERROR;
}

DWORD WINAPI ask_late(void* /*nothing*/) {
    constexpr DWORD a_while_ms = 50;
    Sleep(a_while_ms);
    WSATHREADID thread{};
    int ignored = 0;
    if (upcalls.lpWPUOpenCurrentThread(&thread, &ignored) == 0)
        upcalls.lpWPUCloseThread(&thread, &ignored);
    return 0;
}

int WSPAPI late_upcall(LPINT error) {
    const int value = clean.lpWSPCleanup(error);
    if (HANDLE asking = CreateThread(nullptr, 0, ask_late, nullptr, 0, nullptr); asking != nullptr)
        CloseHandle(asking);
    return value;
}

/// Whoever else still needs it.
int WSPAPI final_cleanup(LPINT error) {
    const int value = clean.lpWSPCleanup(error);
    int ignored = 0;
    while (clean.lpWSPCleanup(&ignored) == 0) {
    }
    return value;
}

// Upcalls.

BOOL WSPAPI post_past_the_table(HWND window, UINT message, WPARAM word, LPARAM parameter) {
    return PostMessageW(window, message, word, parameter);
}

int posts_by_itself(const Start& start) {
    Start changed = start;
    changed.upcalls.lpWPUPostMessage = post_past_the_table;
    return start_clean(changed);
}

int keeps_the_first_table(const Start& start) {
    static const WSPUPCALLTABLE first = start.upcalls;
    Start changed = start;
    changed.upcalls = first;
    return start_clean(changed);
}

int asks_for_nobodys_path(const Start& start) {
    GUID nobody{};
    std::array<WCHAR, MAX_PATH> path{};
    int length = MAX_PATH;
    int ignored = 0;
    start.upcalls.lpWPUGetProviderPath(&nobody, path.data(), &length, &ignored);
    return start_clean(start);
}

// Sockets.

SOCKET WSPAPI demanding_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW info,
                               GROUP group, DWORD flags, LPINT error) {
    if (family == AF_INET)
        return clean.lpWSPSocket(family, type, protocol, info, group, flags, error);
    failed(error, WSAEAFNOSUPPORT);
    return INVALID_SOCKET;
}

// Cancelling.

/// And leaves lpErrno alone.
int WSPAPI cancel_of_anything(LPINT /*error*/) {
    return 0;
}

// Disconnecting.

int WSPAPI closing_shutdown(SOCKET s, int how, LPINT error) {
    const int value = clean.lpWSPShutdown(s, how, error);
    int ignored = 0;
    if (value == 0 && how != SD_SEND) clean.lpWSPCloseSocket(s, &ignored);
    return value;
}

std::atomic<SOCKET> shut{INVALID_SOCKET};

/// Only remembered, so that later sends are refused; the peer is not told.
int WSPAPI shutdown_without_fin(SOCKET s, int how, LPINT error) {
    sockaddr_in peer{};
    int length = sizeof peer;
    if (how != SD_SEND) return clean.lpWSPShutdown(s, how, error);
    if (clean.lpWSPGetPeerName(s, reinterpret_cast<sockaddr*>(&peer), &length, error) != 0)
        return SOCKET_ERROR;
    shut = s;
    return 0;
}

int WSPAPI send_unless_shut(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                            LPWSATHREADID thread, LPINT error) {
    if (s == shut) return failed(error, WSAESHUTDOWN);
    return clean.lpWSPSend(s, buffers, count, sent, flags, overlapped, routine, thread, error);
}

int sends_no_fin(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPShutdown = shutdown_without_fin;
    start.table->lpWSPSend = send_unless_shut;
    return 0;
}

int WSPAPI nothing(SOCKET /*s*/, LPWSABUF /*data*/, LPINT /*error*/) {
    return 0;
}

int WSPAPI disconnect_without_reason(SOCKET s, LPWSABUF data, LPINT /*error*/) {
    int unsaid = 0;
    return clean.lpWSPRecvDisconnect(s, data, &unsaid);
}

/// Waits for data first and looks at the socket afterwards.
int WSPAPI patient_receive(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                           LPWSATHREADID thread, LPINT error) {
    const int value =
        clean.lpWSPRecv(s, buffers, count, received, flags, overlapped, routine, thread, error);
    if (value != 0 && *error == WSAESHUTDOWN) Sleep(INFINITE);
    return value;
}

int WSPAPI receive_to_a_reset(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                              LPDWORD flags, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                              LPINT error) {
    const int value =
        clean.lpWSPRecv(s, buffers, count, received, flags, overlapped, routine, thread, error);
    const bool is_end = value == 0 && overlapped == nullptr && *received == 0;
    return is_end ? failed(error, WSAECONNRESET) : value;
}

// What a caller has to survive.

int raises(const Start& /*start*/) {
    constexpr DWORD code = 0xE0000001;
    RaiseException(code, 0, 0, nullptr);
    return 0;
}

int never_returns(const Start& /*start*/) {
    Sleep(INFINITE);
    return 0;
}

int talks_nonsense(const Start& start) {
    constexpr DWORD no_entry = 0xDEADBEEF;
    const WSPUPCALLTABLE& up = start.upcalls;
    auto* const nowhere = reinterpret_cast<LPINT>(DWORD_PTR{8});
    int error = 0;
    up.lpWPUModifyIFSHandle(no_entry, INVALID_SOCKET, &error);
    up.lpWPUModifyIFSHandle(no_entry, 0, nullptr);
    up.lpWPUQueryBlockingCallback(no_entry, nullptr, nullptr, &error);
    up.lpWPUQuerySocketHandleContext(INVALID_SOCKET, nullptr, &error);
    up.lpWPUCloseSocketHandle(INVALID_SOCKET, &error);
    up.lpWPUGetProviderPath(nullptr, nullptr, nullptr, &error);
    up.lpWPUPostMessage(nullptr, 0, 0, 0);
    up.lpWPUQueueApc(nullptr, nullptr, 0, &error);
    up.lpWPUFDIsSet(0, nullptr);
    up.lpWPUOpenCurrentThread(nullptr, &error);
    up.lpWPUCloseThread(nullptr, nowhere);
    return start_clean(start);
}

using Table = WSPPROC_TABLE;

constexpr auto faults = std::to_array<Fault>({
    {"asks_for_nobodys_path", asks_for_nobodys_path},
    {"cancels_nothing", with_entry<&Table::lpWSPCancelBlockingCall, cancel_of_anything>},
    {"cleans_up_at_once", with_entry<&Table::lpWSPCleanup, final_cleanup>},
    {"cleanup_always_fails", with_entry<&Table::lpWSPCleanup, failing_cleanup>},
    {"describes_itself_without_end", describes_itself_without_end},
    {"disconnect_gives_no_reason",
     with_entry<&Table::lpWSPRecvDisconnect, disconnect_without_reason>},
    {"end_reads_as_reset", with_entry<&Table::lpWSPRecv, receive_to_a_reset>},
    {"gives_2_2_always", gives_2_2_always},
    {"hangs_after_receive_shutdown", with_entry<&Table::lpWSPRecv, patient_receive>},
    {"keeps_the_first_table", keeps_the_first_table},
    {"leaves_out_an_entry", with_entry<&Table::lpWSPGetQOSByName, nullptr>},
    {"never_returns", never_returns},
    {"posts_by_itself", posts_by_itself},
    {"raises", raises},
    {"receive_shutdown_closes", with_entry<&Table::lpWSPShutdown, closing_shutdown>},
    {"recv_disconnect_does_nothing", with_entry<&Table::lpWSPRecvDisconnect, nothing>},
    {"refuses_wildcards", with_entry<&Table::lpWSPSocket, demanding_socket>},
    {"returns_socket_error", returns_socket_error},
    {"sd_send_sends_no_fin", sends_no_fin},
    {"send_disconnect_does_nothing", with_entry<&Table::lpWSPSendDisconnect, nothing>},
    {"starts_once", starts_once},
    {"swaps_entries", swaps_entries},
    {"talks_nonsense", talks_nonsense},
    {"upcall_after_cleanup", with_entry<&Table::lpWSPCleanup, late_upcall>},
});

}  // namespace

FaultyStart fault_named(std::string_view name) {
    for (const std::span<const Fault> all :
         {std::span<const Fault>{faults}, blocking_faults(), completion_faults(), event_faults(),
          select_faults(), stream_faults()}) {
        const auto found = std::ranges::find(all, name, &Fault::name);
        if (found != all.end()) return found->start;
    }
    return nullptr;
}

}  // namespace wsconform::faulty
