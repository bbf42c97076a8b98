#include "harness/agent/spi/upcalls.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <vector>

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/hooking.hpp"
#include "harness/agent/spi/socket_handles.hpp"
#include "harness/agent/spi/upcall_log.hpp"

namespace wsconform::agent::spi {

namespace {

const ProtocolCatalogue* the_catalogue = nullptr;

SocketHandles& handles() {
    return socket_handles();
}

/// A pointer of the provider's may lead anywhere.
bool is_writable(void* place, std::size_t size_bytes) {
    return place != nullptr && IsBadWritePtr(place, size_bytes) == FALSE;
}

void store(int* error_place, int error) {
    if (is_writable(error_place, sizeof error)) *error_place = error;
}

/// Notes what came of an upcall, and stores the reason if it failed (0 is no failure).
template <typename Value>
Value answered(const char* name, Value value, int told, int* error_place, int error) {
    if (error != 0) store(error_place, error);
    note_upcall(name, told, error);
    return value;
}

int answered(const char* name, int* error_place, int error) {
    const int value = error == 0 ? 0 : SOCKET_ERROR;
    return answered(name, value, value, error_place, error);
}

WINBOOL answered_as_bool(const char* name, WINBOOL value, int* error_place, int error) {
    const WINBOOL one_or_zero = value == FALSE ? FALSE : TRUE;
    return answered(name, one_or_zero, one_or_zero, error_place, one_or_zero == FALSE ? error : 0);
}

WINBOOL WSPAPI close_event(WSAEVENT event, LPINT error) {
    return answered_as_bool("WPUCloseEvent", CloseHandle(event), error, WSA_INVALID_HANDLE);
}

int WSPAPI close_socket_handle(SOCKET handle, LPINT error) {
    return answered("WPUCloseSocketHandle", error, handles().close(handle) ? 0 : WSAENOTSOCK);
}

WSAEVENT WSPAPI create_event(LPINT error) {
    const WSAEVENT event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    const bool is_made = event != WSA_INVALID_EVENT;
    return answered("WPUCreateEvent", event, is_made ? 0 : -1, error,
                    is_made ? 0 : WSA_NOT_ENOUGH_MEMORY);
}

SOCKET WSPAPI create_socket_handle(DWORD id, DWORD_PTR context, LPINT error) {
    const bool is_known = the_catalogue->knows(id);
    const SOCKET handle = is_known ? handles().make(context) : INVALID_SOCKET;
    const int reason = !is_known ? WSAEINVAL : handle == INVALID_SOCKET ? WSAENOBUFS : 0;
    if (reason == 0 && the_catalogue->is_end(id)) handles().note_made(handle);
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

/// 0, or why not.
int copy_path(const GUID* provider, WCHAR* path, int* length) {
    if (provider == nullptr || IsBadReadPtr(provider, sizeof *provider) != FALSE ||
        !is_writable(length, sizeof *length))
        return WSAEFAULT;
    const std::wstring* const known = the_catalogue->path_of(*provider);
    if (known == nullptr) return WSAEINVAL;
    const std::size_t needed = known->size() + 1;
    const auto room = static_cast<std::size_t>(std::max(0, *length));
    *length = static_cast<int>(needed);
    if (room < needed || !is_writable(path, needed * sizeof(WCHAR))) return WSAEFAULT;
    std::copy_n(known->c_str(), needed, path);
    return 0;
}

int WSPAPI get_provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) {
    return answered("WPUGetProviderPath", error, copy_path(provider, path, length));
}

SOCKET WSPAPI modify_ifs_handle(DWORD id, SOCKET proposed, LPINT error) {
    const bool is_good = the_catalogue->knows(id) && proposed != INVALID_SOCKET;
    if (is_good && the_catalogue->is_end(id)) handles().note_shown();
    return answered("WPUModifyIFSHandle", is_good ? proposed : INVALID_SOCKET, is_good ? 0 : -1,
                    error, is_good ? 0 : WSAEINVAL);
}

std::mutex lock_of_posted;
std::vector<MSG> posted;

bool is_same(const MSG& left, const MSG& right) {
    return left.hwnd == right.hwnd && left.message == right.message &&
           left.wParam == right.wParam && left.lParam == right.lParam;
}

WINBOOL WSPAPI post_message(HWND window, UINT message, WPARAM word, LPARAM parameter) {
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
    } else if (!the_catalogue->knows(id)) {
        reason = WSAEINVAL;
    } else {
        const Callback ours = callback_of_this_thread();
        *callback = ours.function;
        *context = ours.context;
    }
    return answered("WPUQueryBlockingCallback", error, reason);
}

int WSPAPI query_socket_handle_context(SOCKET handle, PDWORD_PTR context, LPINT error) {
    const auto known = handles().context_of(handle);
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

WINBOOL WSPAPI reset_event(WSAEVENT event, LPINT error) {
    return answered_as_bool("WPUResetEvent", ResetEvent(event), error, WSA_INVALID_HANDLE);
}

WINBOOL WSPAPI set_event(WSAEVENT event, LPINT error) {
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

// What providers call by import, not through the table.

/// 0 and how many there are, or why there are none.
int copy_entries(const int* protocols, WSAPROTOCOL_INFOW* buffer, DWORD* length, int& count) {
    const auto is_wanted = [protocols](const WSAPROTOCOL_INFOW& entry) {
        if (protocols == nullptr) return true;
        const int* wanted = protocols;
        while (*wanted != 0 && *wanted != entry.iProtocol)
            ++wanted;
        return *wanted != 0;
    };
    if (!is_writable(length, sizeof *length)) return WSAEFAULT;
    const auto& entries = the_catalogue->entries();
    const auto found = static_cast<std::size_t>(std::ranges::count_if(entries, is_wanted));
    const std::size_t needed = found * sizeof(WSAPROTOCOL_INFOW);
    const std::size_t room = buffer == nullptr ? 0 : *length;
    *length = static_cast<DWORD>(needed);
    if (room < needed) return WSAENOBUFS;
    std::ranges::copy_if(entries, buffer, is_wanted);
    count = static_cast<int>(found);
    return 0;
}

int WSPAPI enum_protocols(LPINT protocols, LPWSAPROTOCOL_INFOW buffer, LPDWORD length,
                          LPINT error) {
    int count = SOCKET_ERROR;
    const int reason = copy_entries(protocols, buffer, length, count);
    return answered("WSCEnumProtocols", count, count, error, reason);
}

int WSPAPI provider_path(LPGUID provider, WCHAR* path, LPINT length, LPINT error) {
    return answered("WSCGetProviderPath", error, copy_path(provider, path, length));
}

int WSPAPI complete_overlapped_request(SOCKET handle, LPWSAOVERLAPPED overlapped, DWORD outcome,
                                       DWORD transferred, LPINT error) {
    const bool is_good =
        handles().context_of(handle).has_value() && is_writable(overlapped, sizeof *overlapped);
    if (is_good) {
        overlapped->InternalHigh = transferred;
        overlapped->Internal = outcome;
        if (overlapped->hEvent != nullptr) SetEvent(overlapped->hEvent);
    }
    return answered("WPUCompleteOverlappedRequest", error, is_good ? 0 : WSAEINVAL);
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

void answer_upcalls_from(const ProtocolCatalogue& catalogue) {
    the_catalogue = &catalogue;
}

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

std::span<const Replacement> answered_imports() {
    static const std::array imports{
        Replacement{"WSCEnumProtocols", reinterpret_cast<void*>(&enum_protocols)},
        Replacement{"WSCGetProviderPath", reinterpret_cast<void*>(&provider_path)},
        Replacement{"WPUCompleteOverlappedRequest",
                    reinterpret_cast<void*>(&complete_overlapped_request)}};
    return imports;
}

WSATHREADID thread_id() {
    thread_local const WSATHREADID id{handle_of_this_thread(), GetCurrentThreadId()};
    return id;
}

}  // namespace wsconform::agent::spi
