// SPDX-License-Identifier: Apache-2.0

// Faults of calls that wait: the callback, the cancel, and what a cancel leaves behind.

#include <array>
#include <atomic>
#include <cstring>

#include "harness/providers/faulty/faulty.hpp"
#include "harness/providers/faulty/receive.hpp"

namespace wsconform::faulty {

namespace {

using Table = WSPPROC_TABLE;

// The callback.

int WSPAPI no_callback(DWORD /*id*/, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                       LPINT /*error*/) {
    *callback = nullptr;
    *context = 0;
    return 0;
}

int WSPAPI callback_with_another_context(DWORD id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                                         LPINT error) {
    const int value = upcalls.lpWPUQueryBlockingCallback(id, callback, context, error);
    if (value == 0) ++*context;
    return value;
}

thread_local LPBLOCKINGCALLBACK asked_callback = nullptr;

BOOL CALLBACK deaf_callback(DWORD_PTR context) {
    asked_callback(context);
    return TRUE;
}

BOOL CALLBACK nervous_callback(DWORD_PTR context) {
    asked_callback(context);
    return FALSE;
}

template <LPBLOCKINGCALLBACK instead>
int WSPAPI other_callback(DWORD id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context, LPINT error) {
    const int value = upcalls.lpWPUQueryBlockingCallback(id, callback, context, error);
    if (value != 0 || *callback == nullptr) return value;
    asked_callback = *callback;
    *callback = instead;
    return 0;
}

/// The clean provider is given this upcall in the place of the real one.
template <auto query>
int with_query(const Start& start) {
    Start changed = start;
    changed.upcalls.lpWPUQueryBlockingCallback = query;
    const int code = start_clean(changed);
    upcalls = start.upcalls;
    return code;
}

int WSPAPI cancel_of_nothing(LPINT /*error*/) {
    return 0;
}

int ignores_the_cancel(const Start& start) {
    const int code = with_query<other_callback<deaf_callback>>(start);
    if (code == 0) start.table->lpWSPCancelBlockingCall = cancel_of_nothing;
    return code;
}

/// Of the entry that the socket belongs to.
DWORD entry_of(SOCKET s) {
    WSAPROTOCOL_INFOW info{};
    int length = sizeof info;
    int ignored = 0;
    clean.lpWSPGetSockOpt(s, SOL_SOCKET, SO_PROTOCOL_INFOW, reinterpret_cast<char*>(&info), &length,
                          &ignored);
    return info.dwCatalogEntryId;
}

// Receiving.

/// Lets the callback run before it looks whether there is anything to wait for.
int receive_after_a_callback(const Receive& call) {
    LPBLOCKINGCALLBACK callback = nullptr;
    DWORD_PTR context = 0;
    int error = 0;
    const int value =
        upcalls.lpWPUQueryBlockingCallback(entry_of(call.s), &callback, &context, &error);
    if (value == 0 && callback != nullptr) callback(context);
    return call.clean_value();
}

std::atomic<bool> was_interrupted = false;

int receive_without_the_first_byte(const Receive& call) {
    const int value = call.clean_value();
    if (value != 0) {
        was_interrupted = was_interrupted || *call.error == WSAEINTR;
        return value;
    }
    if (!was_interrupted.exchange(false) || *call.received == 0) return value;
    --*call.received;
    std::memmove(call.buffers->buf, call.buffers->buf + 1, *call.received);
    return value;
}

std::atomic<int> waiting = 0;

int counted_receive(const Receive& call) {
    ++waiting;
    const int value = call.clean_value();
    --waiting;
    return value;
}

/// Any call that waits will do, whoever's it is.
int WSPAPI cancel_of_any_thread(LPINT error) {
    const int value = clean.lpWSPCancelBlockingCall(error);
    return waiting > 0 ? 0 : value;
}

int cancels_other_threads(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPRecv = receive_entry<counted_receive>;
    start.table->lpWSPCancelBlockingCall = cancel_of_any_thread;
    return 0;
}

// Accepting.

SOCKET no_socket(LPINT error, int code) {
    failed(error, code);
    return INVALID_SOCKET;
}

SOCKET WSPAPI accept_once(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                          DWORD_PTR data, LPINT error) {
    const SOCKET made = clean.lpWSPAccept(s, name, length, condition, data, error);
    int ignored = 0;
    if (made == INVALID_SOCKET && *error == WSAEINTR) clean.lpWSPCloseSocket(s, &ignored);
    return made;
}

thread_local bool cancel_is_left_over = false;

int WSPAPI cancel_twice(LPINT error) {
    const int value = clean.lpWSPCancelBlockingCall(error);
    cancel_is_left_over = value == 0;
    return value;
}

SOCKET WSPAPI accept_unless_cancelled(SOCKET s, sockaddr* name, LPINT length,
                                      LPCONDITIONPROC condition, DWORD_PTR data, LPINT error) {
    if (cancel_is_left_over) {
        cancel_is_left_over = false;
        return no_socket(error, WSAEINTR);
    }
    return clean.lpWSPAccept(s, name, length, condition, data, error);
}

int cancels_the_next_call(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPCancelBlockingCall = cancel_twice;
    start.table->lpWSPAccept = accept_unless_cancelled;
    return 0;
}

// Nesting.

int WSPAPI nested_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                       LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                       LPWSATHREADID thread, LPINT error) {
    const int value =
        clean.lpWSPSend(s, buffers, count, sent, flags, overlapped, routine, thread, error);
    if (value == 0 || *error != WSAEINPROGRESS) return value;
    *sent = buffers->len;
    return 0;
}

constexpr auto faults = std::to_array<Fault>({
    {"accepts_nested_calls", with_entry<&Table::lpWSPSend, nested_send>},
    {"calls_back_needlessly",
     with_entry<&Table::lpWSPRecv, receive_entry<receive_after_a_callback>>},
    {"cancel_closes_the_listener", with_entry<&Table::lpWSPAccept, accept_once>},
    {"cancels_other_threads", cancels_other_threads},
    {"cancels_the_next_call", cancels_the_next_call},
    {"changes_the_context", with_query<callback_with_another_context>},
    {"ignores_the_callback", with_query<no_callback>},
    {"ignores_the_cancel", ignores_the_cancel},
    {"interrupts_uncancelled_calls", with_query<other_callback<nervous_callback>>},
    {"loses_a_byte_when_cancelled",
     with_entry<&Table::lpWSPRecv, receive_entry<receive_without_the_first_byte>>},
});

}  // namespace

std::span<const Fault> blocking_faults() {
    return faults;
}

}  // namespace wsconform::faulty
