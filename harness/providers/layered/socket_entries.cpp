// SPDX-License-Identifier: Apache-2.0

// Where sockets, hence handles, come and go.

#include <new>
#include <utility>

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/pointers.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

SOCKET no_socket(LPINT error_number, int reason) {
    store(error_number, reason);
    return INVALID_SOCKET;
}

void abandon(const Running& running, SOCKET lower) {
    int ignored = 0;
    running.lower.lpWSPCloseSocket(lower, &ignored);
}

/// A handle of ws2_32 for a socket below. The client never sees the lower handle, so if there is
/// no handle for it the socket below is closed.
SOCKET adopted(const Running& running, SOCKET lower, std::shared_ptr<const Chain> chain,
               LPINT error_number) {
    SocketTable& sockets = Layer::of_process().sockets();
    const DWORD_PTR number = sockets.fresh_number();
    int reason = WSAENOBUFS;
    const SOCKET handle = running.upcalls.lpWPUCreateSocketHandle(chain->id(), number, &reason);
    if (handle == INVALID_SOCKET) {
        abandon(running, lower);
        return no_socket(error_number, reason);
    }
    try {
        sockets.add({number, handle, lower, std::move(chain)});
    } catch (const std::bad_alloc&) {
        abandon(running, lower);
        int ignored = 0;
        running.upcalls.lpWPUCloseSocketHandle(handle, &ignored);
        return no_socket(error_number, WSAENOBUFS);
    }
    return handle;
}

SOCKET WSPAPI make_socket(int af, int type, int protocol, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                          GROUP g, DWORD dwFlags, LPINT lpErrno) {
    Layer& layer = Layer::of_process();
    const auto running = layer.running();
    if (!running) return no_socket(lpErrno, WSANOTINITIALISED);
    // Without it there is no telling which chain is meant; the other three may all be wildcards.
    if (lpProtocolInfo == nullptr) return no_socket(lpErrno, WSAEINVAL);
    if (!is_accessible(lpProtocolInfo, Access::read)) return no_socket(lpErrno, WSAEFAULT);
    const auto chain = layer.chain_of(*lpProtocolInfo, *running);
    if (!chain) return no_socket(lpErrno, WSAEINVAL);

    WSAPROTOCOL_INFOW lower_entry = chain->lower_entry(*lpProtocolInfo);
    const SOCKET lower =
        running->lower.lpWSPSocket(af, type, protocol, &lower_entry, g, dwFlags, lpErrno);
    if (lower == INVALID_SOCKET) return INVALID_SOCKET;
    return adopted(*running, lower, chain, lpErrno);
}

/// An accepted socket notifies as the listener does. Below it does so under the listener's message,
/// by which its own would not be known, so it is registered anew, and what is due is posted again.
void inherit_notifications(const Call& listener, SOCKET made) {
    const Registration known = Layer::of_process().notifier().of(listener.socket.number);
    if (known.events == 0) return;
    int ignored = 0;
    const auto call = call_on(made, &ignored);
    if (call) notify(*call, known.window, known.message, known.events, &ignored);
}

/// The condition function sees addresses, data and its own context, but no handle: the lower
/// provider calls it directly, on this thread.
SOCKET WSPAPI accept_socket(SOCKET s, sockaddr* addr, LPINT addrlen, LPCONDITIONPROC lpfnCondition,
                            DWORD_PTR dwCallbackData, LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return INVALID_SOCKET;
    const SOCKET lower = call->running->lower.lpWSPAccept(call->socket.lower, addr, addrlen,
                                                          lpfnCondition, dwCallbackData, lpErrno);
    if (lower == INVALID_SOCKET) return INVALID_SOCKET;
    const SOCKET made = adopted(*call->running, lower, call->socket.chain, lpErrno);
    if (made != INVALID_SOCKET) inherit_notifications(*call, made);
    return made;
}

/// A provider without roots, as that of IP, joins the very socket it was given and returns it.
SOCKET WSPAPI join_leaf(SOCKET s, const sockaddr* name, int namelen, LPWSABUF lpCallerData,
                        LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, DWORD dwFlags,
                        LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return INVALID_SOCKET;
    const SOCKET lower =
        call->running->lower.lpWSPJoinLeaf(call->socket.lower, name, namelen, lpCallerData,
                                           lpCalleeData, lpSQOS, lpGQOS, dwFlags, lpErrno);
    if (lower == INVALID_SOCKET) return INVALID_SOCKET;
    if (lower == call->socket.lower) return s;
    return adopted(*call->running, lower, call->socket.chain, lpErrno);
}

/// While the socket below is there the handle is too: a close that would have to linger fails
/// with WSAEWOULDBLOCK and is called again. WSAENOTSOCK tells that nothing is there any more.
int WSPAPI close_socket(SOCKET s, LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return SOCKET_ERROR;
    int reason = unexplained;
    const int outcome = call->running->lower.lpWSPCloseSocket(call->socket.lower, &reason);
    const bool is_gone = outcome == 0 || reason == WSAENOTSOCK;
    if (is_gone && Layer::of_process().sockets().remove(call->socket.number)) {
        Layer::of_process().notifier().forget(call->socket.number);
        // What it says does not matter: the socket is closed.
        int ignored = 0;
        call->running->upcalls.lpWPUCloseSocketHandle(s, &ignored);
    }
    if (outcome != 0) store(lpErrno, reason);
    return outcome;
}

/// The other process has to come through the chain again, so what it gets is the chain's entry,
/// with the mark by which the lower provider there will know the socket.
int WSPAPI duplicate_socket(SOCKET s, DWORD dwProcessId, LPWSAPROTOCOL_INFOW lpProtocolInfo,
                            LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return SOCKET_ERROR;
    if (!is_accessible(lpProtocolInfo, Access::write)) return refused(lpErrno, WSAEFAULT);
    WSAPROTOCOL_INFOW shared{};
    const int outcome = call->running->lower.lpWSPDuplicateSocket(call->socket.lower, dwProcessId,
                                                                  &shared, lpErrno);
    if (outcome != 0) return outcome;
    *lpProtocolInfo = call->socket.chain->entry();
    lpProtocolInfo->dwProviderReserved = shared.dwProviderReserved;
    return 0;
}

}  // namespace

void fill_socket_entries(WSPPROC_TABLE& table) {
    table.lpWSPAccept = accept_socket;
    table.lpWSPCloseSocket = close_socket;
    table.lpWSPDuplicateSocket = duplicate_socket;
    table.lpWSPJoinLeaf = join_leaf;
    table.lpWSPSocket = make_socket;
}

}  // namespace wsconform::layered
