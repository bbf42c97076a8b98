// Network events and overlapped results.

#include "harness/providers/layered/call.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform {
namespace {

/// Refused: the lower provider would post its own handle in wParam, which the client has never
/// seen. To exchange it takes a window and a thread of the layer; the event-based entries do not.
int WSPAPI async_select(SOCKET s, HWND, unsigned int, long, LPINT lpErrno) {
    if (!call_on(s, lpErrno)) return SOCKET_ERROR;
    return refused(lpErrno, WSAEOPNOTSUPP);
}

int WSPAPI event_select(SOCKET s, WSAEVENT hEventObject, long lNetworkEvents, LPINT lpErrno) {
    return forward(&WSPPROC_TABLE::lpWSPEventSelect, lpErrno, s, hEventObject, lNetworkEvents);
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

void fill_event_entries(WSPPROC_TABLE& table) {
    table.lpWSPAsyncSelect = async_select;
    table.lpWSPEventSelect = event_select;
    table.lpWSPEnumNetworkEvents = enum_network_events;
    table.lpWSPGetOverlappedResult = overlapped_result;
}

}  // namespace wsconform
