// SPDX-License-Identifier: Apache-2.0

// Network events and overlapped results.

#include <new>

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

int WSPAPI async_select(SOCKET s, HWND hWnd, unsigned int wMsg, long lEvent, LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return SOCKET_ERROR;
    return notify(*call, hWnd, wMsg, lEvent, lpErrno);
}

/// The two ways to be notified exclude each other.
int WSPAPI event_select(SOCKET s, WSAEVENT hEventObject, long lNetworkEvents, LPINT lpErrno) {
    const auto call = call_on(s, lpErrno);
    if (!call) return SOCKET_ERROR;
    const int outcome = call->running->lower.lpWSPEventSelect(call->socket.lower, hEventObject,
                                                              lNetworkEvents, lpErrno);
    if (outcome == 0) Layer::of_process().notifier().forget(call->socket.number);
    return outcome;
}

int WSPAPI enum_network_events(SOCKET s, WSAEVENT hEventObject, LPWSANETWORKEVENTS lpNetworkEvents,
                               LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPEnumNetworkEvents, lpErrno, s, hEventObject,
                   lpNetworkEvents);
}

BOOL WSPAPI overlapped_result(SOCKET s, LPWSAOVERLAPPED lpOverlapped, LPDWORD lpcbTransfer,
                              BOOL fWait, LPDWORD lpdwFlags, LPINT lpErrno) {
    return forward<FALSE>(&WSPPROC_TABLE::lpWSPGetOverlappedResult, lpErrno, s, lpOverlapped,
                          lpcbTransfer, fWait, lpdwFlags);
}

}  // namespace

int notify(const Call& call, HWND window, UINT message, long events, LPINT error_number) {
    Notifier& notifier = Layer::of_process().notifier();
    const auto select = call.running->lower.lpWSPAsyncSelect;
    if (events == 0) {
        const int outcome = select(call.socket.lower, nullptr, 0, 0, error_number);
        if (outcome == 0) notifier.forget(call.socket.number);
        return outcome;
    }
    // What the one below is given is our window, so it cannot know that the client's is none.
    if (IsWindow(window) == FALSE) return refused(error_number, WSAEINVAL);
    auto* const ours = notifier.window();
    if (ours == nullptr) return refused(error_number, WSAENOBUFS);
    try {
        const UINT number =
            notifier.add({call.socket.number, call.socket.handle, call.socket.lower, window,
                          message, events, call.running->upcalls.lpWPUPostMessage});
        const int outcome = select(call.socket.lower, ours, number, events, error_number);
        if (outcome == 0)
            notifier.settle(number);
        else
            notifier.drop(number);
        return outcome;
    } catch (const std::bad_alloc&) {
        return refused(error_number, WSAENOBUFS);
    }
}

void fill_event_entries(WSPPROC_TABLE& table) {
    table.lpWSPAsyncSelect = async_select;
    table.lpWSPEventSelect = event_select;
    table.lpWSPEnumNetworkEvents = enum_network_events;
    table.lpWSPGetOverlappedResult = overlapped_result;
}

}  // namespace wsconform::layered
