// SPDX-License-Identifier: Apache-2.0

// WSPStartup, the only export, and WSPCleanup.

#include <algorithm>
#include <string_view>

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

namespace {

constexpr WORD highest = MAKEWORD(2, 2);
constexpr std::wstring_view description = L"wsconform base transport provider";
static_assert(description.size() <= WSPDESCRIPTION_LEN);

/// Versions are compared by their major part first, which a WORD has in its low byte.
int rank(WORD version) {
    return LOBYTE(version) * 256 + HIBYTE(version);
}

int start(WORD requested, LPWSPDATA data, const WSAPROTOCOL_INFOW* protocol,
          const WSPUPCALLTABLE& upcalls, LPWSPPROC_TABLE table) {
    if (CallbackScope::is_active()) return WSAEINPROGRESS;
    if (data == nullptr || table == nullptr) return WSAEFAULT;
    if (rank(requested) < rank(MAKEWORD(1, 0))) return WSAVERNOTSUPPORTED;

    const std::lock_guard held(provider().startup_lock);
    WSADATA of_host{};
    if (const int code = ::WSAStartup(highest, &of_host); code != 0) return code;
    provider().latest_start.remember(upcalls, protocol);
    ++provider().startups;

    *data = WSPDATA{};
    data->wVersion = rank(requested) < rank(highest) ? requested : highest;
    data->wHighVersion = highest;
    std::ranges::copy(description, data->szDescription);
    *table = proc_table();
    return 0;
}

/// The connections that are still open are reset; those already closed are the host's affair, and
/// it goes on sending what they hold.
void close_all() {
    for (const auto& [handle, socket] : provider().sockets.all()) {
        provider().sockets.remove(handle);
        const std::lock_guard held(socket->lock);
        socket->closed = true;
        if (socket->is_stream && is_connected(*socket)) abort_connection(*socket, WSAECONNABORTED);
        if (socket->host != INVALID_SOCKET) ::closesocket(socket->host);
        socket->host = INVALID_SOCKET;
    }
}

/// Threads that wait in a call of ours see that their sockets are closed and leave. The DLL may be
/// unloaded afterwards, so they are given the time for it; not for ever, for one of them may be in
/// a callback that does not return. This thread's own calls cannot leave before it does.
void let_waiting_threads_leave() {
    constexpr int rounds = 200;
    for (int i = 0; i < rounds && provider().waiting != BlockingCall::count(); ++i)
        ::Sleep(5);
}

}  // namespace

int WSPAPI cleanup(LPINT error) {
    const std::lock_guard held(provider().startup_lock);
    if (provider().startups == 0) return answer(WSANOTINITIALISED, error);
    if (--provider().startups == 0) {
        close_all();
        let_waiting_threads_leave();
        provider().service.stop();
    }
    ::WSACleanup();
    return 0;
}

}  // namespace wsconform::base

int WSPAPI WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                      LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                      LPWSPPROC_TABLE lpProcTable) {
    return wsconform::base::start(wVersionRequested, lpWSPData, lpProtocolInfo, UpcallTable,
                                  lpProcTable);
}
