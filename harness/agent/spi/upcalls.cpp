// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/upcalls.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <vector>

#include "harness/agent/guarded_call.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/hooking.hpp"
#include "harness/agent/spi/socket_handles.hpp"
#include "harness/agent/spi/upcall_answers.hpp"

namespace wsconform::agent::spi {

namespace {

BOOL WSPAPI close_event(WSAEVENT event, LPINT error) {
    return answered_as_bool("WPUCloseEvent", CloseHandle(event), error, WSA_INVALID_HANDLE);
}

int WSPAPI close_socket_handle(SOCKET handle, LPINT error) {
    return answered("WPUCloseSocketHandle", error,
                    socket_handles().close(handle) ? 0 : WSAENOTSOCK);
}

WSAEVENT WSPAPI create_event(LPINT error) {
    auto* const event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    const bool is_made = event != WSA_INVALID_EVENT;
    return answered("WPUCreateEvent", event, is_made ? 0 : -1, error,
                    is_made ? 0 : WSA_NOT_ENOUGH_MEMORY);
}

SOCKET WSPAPI create_socket_handle(DWORD id, DWORD_PTR context, LPINT error) {
    const bool is_known = answering_catalogue().knows(id);
    const SOCKET handle = is_known ? socket_handles().make(context) : INVALID_SOCKET;
    const int reason = !is_known ? WSAEINVAL : handle == INVALID_SOCKET ? WSAENOBUFS : 0;
    if (reason == 0 && answering_catalogue().is_end(id)) socket_handles().note_made(handle);
    return answered("WPUCreateSocketHandle", handle, reason == 0 ? 0 : -1, error, reason);
}

int WSPAPI fd_is_set(SOCKET handle, fd_set* set) {
    int value = 0;
    if (set != nullptr) {
        const auto count = std::min<std::size_t>(set->fd_count, FD_SETSIZE);
        const auto members = std::span{set->fd_array}.first(count);
        value = std::ranges::find(members, handle) != members.end() ? 1 : 0;
    }
    return answered("WPUFDIsSet", value, value, nullptr, 0);
}

int WSPAPI get_provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) {
    return answered("WPUGetProviderPath", error, copy_path(provider, path, length));
}

SOCKET WSPAPI modify_ifs_handle(DWORD id, SOCKET proposed, LPINT error) {
    const bool is_good = answering_catalogue().knows(id) && proposed != INVALID_SOCKET;
    if (is_good && answering_catalogue().is_end(id)) socket_handles().note_shown();
    return answered("WPUModifyIFSHandle", is_good ? proposed : INVALID_SOCKET, is_good ? 0 : -1,
                    error, is_good ? 0 : WSAEINVAL);
}

std::mutex lock_of_posted;
std::vector<MSG> posted;

bool is_same(const MSG& left, const MSG& right) {
    return left.hwnd == right.hwnd && left.message == right.message &&
           left.wParam == right.wParam && left.lParam == right.lParam;
}

BOOL WSPAPI post_message(HWND window, UINT message, WPARAM word, LPARAM parameter) {
    {
        // Before it is in the queue, for it may be read at once.
        const std::scoped_lock hold{lock_of_posted};
        posted.push_back({window, message, word, parameter, 0, {}});
    }
    return answered_as_bool("WPUPostMessage", PostMessageW(window, message, word, parameter),
                            nullptr, 0);
}

int WSPAPI query_blocking_callback(DWORD id, LPBLOCKINGCALLBACK* callback, PDWORD_PTR context,
                                   LPINT error) {
    int reason = 0;
    if (!is_writable(static_cast<void*>(callback), sizeof *callback) ||
        !is_writable(context, sizeof *context)) {
        reason = WSAEFAULT;
    } else if (!answering_catalogue().knows(id)) {
        reason = WSAEINVAL;
    } else {
        const Callback ours = callback_of_this_thread();
        *callback = ours.function;
        *context = ours.context;
    }
    return answered("WPUQueryBlockingCallback", error, reason);
}

int WSPAPI query_socket_handle_context(SOCKET handle, PDWORD_PTR context, LPINT error) {
    const auto known = socket_handles().context_of(handle);
    int reason = known.has_value() ? 0 : WSAENOTSOCK;
    if (reason == 0 && !is_writable(context, sizeof *context)) reason = WSAEFAULT;
    if (reason == 0) *context = *known;
    return answered("WPUQuerySocketHandleContext", error, reason);
}

int WSPAPI queue_apc(LPWSATHREADID thread, LPWSAUSERAPC call, DWORD_PTR context, LPINT error) {
    const bool is_queued = thread != nullptr && call != nullptr &&
                           QueueUserAPC(call, thread->ThreadHandle, context) != 0;
    return answered("WPUQueueApc", error, is_queued ? 0 : WSAEFAULT);
}

BOOL WSPAPI reset_event(WSAEVENT event, LPINT error) {
    return answered_as_bool("WPUResetEvent", ResetEvent(event), error, WSA_INVALID_HANDLE);
}

BOOL WSPAPI set_event(WSAEVENT event, LPINT error) {
    return answered_as_bool("WPUSetEvent", SetEvent(event), error, WSA_INVALID_HANDLE);
}

HANDLE handle_of_this_thread() {
    HANDLE handle = nullptr;
    DuplicateHandle(GetCurrentProcess(), GetCurrentThread(), GetCurrentProcess(), &handle, 0, FALSE,
                    DUPLICATE_SAME_ACCESS);
    return handle;
}

int WSPAPI open_current_thread(LPWSATHREADID thread, LPINT error) {
    int reason = is_api_started() ? 0 : WSANOTINITIALISED;
    if (reason == 0 && !is_writable(thread, sizeof *thread)) reason = WSAEFAULT;
    if (reason == 0) *thread = {handle_of_this_thread(), GetCurrentThreadId()};
    return answered("WPUOpenCurrentThread", error, reason);
}

int WSPAPI close_thread(LPWSATHREADID thread, LPINT error) {
    int reason = is_api_started() ? 0 : WSANOTINITIALISED;
    if (reason == 0 && (thread == nullptr || CloseHandle(thread->ThreadHandle) == FALSE))
        reason = WSAEFAULT;
    return answered("WPUCloseThread", error, reason);
}

std::atomic<unsigned> expected_table = 0;
std::atomic<unsigned> old_upcalls = 0;

/// The upcalls as entries of one of two tables.
template <unsigned table, auto upcall>
struct Entry;

template <unsigned table, typename Return, typename... Parameters,
          Return(WSPAPI* upcall)(Parameters...)>
struct Entry<table, upcall> {
    static Return WSPAPI call(Parameters... parameters) {
        const Answering answering;
        if (table != expected_table) ++old_upcalls;
        return upcall(parameters...);
    }
};

template <unsigned table>
constexpr WSPUPCALLTABLE entries{Entry<table, close_event>::call,
                                 Entry<table, close_socket_handle>::call,
                                 Entry<table, create_event>::call,
                                 Entry<table, create_socket_handle>::call,
                                 Entry<table, fd_is_set>::call,
                                 Entry<table, get_provider_path>::call,
                                 Entry<table, modify_ifs_handle>::call,
                                 Entry<table, post_message>::call,
                                 Entry<table, query_blocking_callback>::call,
                                 Entry<table, query_socket_handle_context>::call,
                                 Entry<table, queue_apc>::call,
                                 Entry<table, reset_event>::call,
                                 Entry<table, set_event>::call,
                                 Entry<table, open_current_thread>::call,
                                 Entry<table, close_thread>::call};

}  // namespace

const WSPUPCALLTABLE& upcalls_of_startup(unsigned number) {
    return number % 2 == 0 ? entries<0> : entries<1>;
}

/// What was asked while the start-up was under way may have come through either table.
void expect_upcalls_of(unsigned number) {
    expected_table = number % 2;
    old_upcalls = 0;
}

unsigned count_of_old_upcalls() {
    return old_upcalls;
}

bool was_posted_by_upcall(const MSG& message) {
    const std::scoped_lock hold{lock_of_posted};
    const auto found = std::ranges::find_if(
        posted, [&](const MSG& candidate) { return is_same(candidate, message); });
    if (found == posted.end()) return false;
    posted.erase(found);
    return true;
}

WSATHREADID thread_id() {
    thread_local const WSATHREADID id{handle_of_this_thread(), GetCurrentThreadId()};
    return id;
}

}  // namespace wsconform::agent::spi
