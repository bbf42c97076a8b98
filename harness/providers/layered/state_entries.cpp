// SPDX-License-Identifier: Apache-2.0

// What changes a connection's state, and the two entries that are about no socket.

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

int WSPAPI connect_socket(SOCKET s, const sockaddr* name, int namelen, LPWSABUF lpCallerData,
                          LPWSABUF lpCalleeData, LPQOS lpSQOS, LPQOS lpGQOS, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPConnect, lpErrno, s, name, namelen, lpCallerData,
                   lpCalleeData, lpSQOS, lpGQOS);
}

int WSPAPI listen_on(SOCKET s, int backlog, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPListen, lpErrno, s, backlog);
}

int WSPAPI shut_down(SOCKET s, int how, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPShutdown, lpErrno, s, how);
}

int WSPAPI receive_disconnect(SOCKET s, LPWSABUF lpInboundDisconnectData, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPRecvDisconnect, lpErrno, s, lpInboundDisconnectData);
}

int WSPAPI send_disconnect(SOCKET s, LPWSABUF lpOutboundDisconnectData, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPSendDisconnect, lpErrno, s, lpOutboundDisconnectData);
}

/// The provider below is the only one that a call of this layer can wait in, and it knows whether
/// this thread does. Before startup nothing can wait; this entry has no word for that but
/// WSAEINVAL.
int WSPAPI cancel_blocking_call(LPINT lpErrno) {
    const auto running = Layer::of_process().running();
    if (!running) return refused(lpErrno, WSAEINVAL);
    return running->lower.lpWSPCancelBlockingCall(lpErrno);
}

int WSPAPI clean_up(LPINT lpErrno) {
    return Layer::of_process().clean_up(lpErrno);
}

}  // namespace

void fill_state_entries(WSPPROC_TABLE& table) {
    table.lpWSPCancelBlockingCall = cancel_blocking_call;
    table.lpWSPCleanup = clean_up;
    table.lpWSPConnect = connect_socket;
    table.lpWSPListen = listen_on;
    table.lpWSPRecvDisconnect = receive_disconnect;
    table.lpWSPSendDisconnect = send_disconnect;
    table.lpWSPShutdown = shut_down;
}

}  // namespace wsconform::layered
