// SPDX-License-Identifier: Apache-2.0

// Sending and receiving. Only the handle is exchanged; see call.hpp.

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

int WSPAPI receive(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesRecvd,
                   LPDWORD lpFlags, LPWSAOVERLAPPED lpOverlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                   LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPRecv, lpErrno, s, lpBuffers, dwBufferCount,
                   lpNumberOfBytesRecvd, lpFlags, lpOverlapped, lpCompletionRoutine, lpThreadId);
}

int WSPAPI receive_from(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                        LPDWORD lpNumberOfBytesRecvd, LPDWORD lpFlags, sockaddr* lpFrom,
                        LPINT lpFromlen, LPWSAOVERLAPPED lpOverlapped,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
                        LPWSATHREADID lpThreadId, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPRecvFrom, lpErrno, s, lpBuffers, dwBufferCount,
                   lpNumberOfBytesRecvd, lpFlags, lpFrom, lpFromlen, lpOverlapped,
                   lpCompletionRoutine, lpThreadId);
}

int WSPAPI send_buffers(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount,
                        LPDWORD lpNumberOfBytesSent, DWORD dwFlags, LPWSAOVERLAPPED lpOverlapped,
                        LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine,
                        LPWSATHREADID lpThreadId, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPSend, lpErrno, s, lpBuffers, dwBufferCount,
                   lpNumberOfBytesSent, dwFlags, lpOverlapped, lpCompletionRoutine, lpThreadId);
}

int WSPAPI send_to(SOCKET s, LPWSABUF lpBuffers, DWORD dwBufferCount, LPDWORD lpNumberOfBytesSent,
                   DWORD dwFlags, const sockaddr* lpTo, int iTolen, LPWSAOVERLAPPED lpOverlapped,
                   LPWSAOVERLAPPED_COMPLETION_ROUTINE lpCompletionRoutine, LPWSATHREADID lpThreadId,
                   LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPSendTo, lpErrno, s, lpBuffers, dwBufferCount,
                   lpNumberOfBytesSent, dwFlags, lpTo, iTolen, lpOverlapped, lpCompletionRoutine,
                   lpThreadId);
}

}  // namespace

void fill_transfer_entries(WSPPROC_TABLE& table) {
    table.lpWSPRecv = receive;
    table.lpWSPRecvFrom = receive_from;
    table.lpWSPSend = send_buffers;
    table.lpWSPSendTo = send_to;
}

}  // namespace wsconform::layered
