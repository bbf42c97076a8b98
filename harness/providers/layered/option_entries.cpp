// SPDX-License-Identifier: Apache-2.0

// Options, controls and quality of service.

#include <cstring>

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

constexpr int so_protocol_infow = 0x2005;

/// SO_PROTOCOL_INFOW tells which entry the socket was made of: here the chain, not what the lower
/// provider was given for it. It has checked the client's pointers when it succeeds.
int WSPAPI get_option(SOCKET s, int level, int optname, char* optval, LPINT optlen, LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return SOCKET_ERROR;
    const int outcome = call->running->lower.lpWSPGetSockOpt(call->socket.lower, level, optname,
                                                             optval, optlen, lpErrno);
    const WSAPROTOCOL_INFOW& entry = call->socket.chain->entry();
    if (outcome == 0 && level == SOL_SOCKET && optname == so_protocol_infow &&
        *optlen >= static_cast<int>(sizeof entry)) {
        std::memcpy(optval, &entry, sizeof entry);
    }
    return outcome;
}

int WSPAPI set_option(SOCKET s, int level, int optname, const char* optval, int optlen,
                      LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPSetSockOpt, lpErrno, s, level, optname, optval, optlen);
}

/// Extension functions (AcceptEx and its like) are refused. The client would call them with its
/// own handles past this table, and the lower provider does not know these handles.
int WSPAPI control(SOCKET s, DWORD dwIoControlCode, LPVOID lpvInBuffer, DWORD cbInBuffer,
                   LPVOID lpvOutBuffer, DWORD cbOutBuffer, LPDWORD lpcbBytesReturned,
                   LPWSAOVERLAPPED lpOverlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                   LPINT lpErrno) {
    if (dwIoControlCode == SIO_GET_EXTENSION_FUNCTION_POINTER) {
        if (!call_on(s, lpErrno)) return SOCKET_ERROR;
        return refused(lpErrno, WSAEOPNOTSUPP);
    }
    return forward(&WSPPROC_TABLE::lpWSPIoctl, lpErrno, s, dwIoControlCode, lpvInBuffer, cbInBuffer,
                   lpvOutBuffer, cbOutBuffer, lpcbBytesReturned, lpOverlapped, lpCompletionRoutine,
                   lpThreadId);
}

BOOL WSPAPI qos_by_name(SOCKET s, LPWSABUF lpQOSName, LPQOS lpQOS, LPINT lpErrno) {
    return forward<FALSE>(&WSPPROC_TABLE::lpWSPGetQOSByName, lpErrno, s, lpQOSName, lpQOS);
}

}  // namespace

void fill_option_entries(WSPPROC_TABLE& table) {
    table.lpWSPGetSockOpt = get_option;
    table.lpWSPGetQOSByName = qos_by_name;
    table.lpWSPIoctl = control;
    table.lpWSPSetSockOpt = set_option;
}

}  // namespace wsconform::layered
