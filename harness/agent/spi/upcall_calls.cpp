// SPDX-License-Identifier: Apache-2.0

// Upcalls that a script has a provider make: it can, if it is a probe.

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/sockets.hpp"
#include "harness/agent/spi/probe.hpp"

namespace wsconform::agent {

namespace {

using spi::probe;
using spi::protocol_of;

/// The table's order.
enum Slot : unsigned {
    close_event,
    close_socket_handle,
    create_event,
    create_socket_handle,
    fd_is_set,
    get_provider_path,
    modify_ifs_handle,
    post_message,
    query_blocking_callback,
    query_socket_handle_context,
    queue_apc,
    reset_event,
    set_event,
    open_current_thread,
    close_thread,
};

template <typename Value>
DWORD_PTR word_of(Value value) {
    if constexpr (std::is_pointer_v<Value>)
        return reinterpret_cast<DWORD_PTR>(value);
    else
        return static_cast<DWORD_PTR>(value);
}

/// Makes the upcall, with its words and a place for the reason behind them; nothing if that
/// raised. What it returns is as wide as Returned.
template <typename Returned, typename... Words>
std::optional<Returned> make_upcall(Turn& turn, Slot slot, Words... words) {
    if (!protocol_of(turn)) return std::nullopt;
    int error = static_cast<int>(poison);
    std::array<DWORD_PTR, 4> all{word_of(words)...};
    if constexpr (sizeof...(words) < 4) all[sizeof...(words)] = word_of(&error);
    DWORD_PTR value = 0;
    Fault fault;
    const std::uint32_t raised =
        run_and_take_down(&fault, value, probe().make_upcall, static_cast<unsigned>(slot), all[0],
                          all[1], all[2], all[3]);
    turn.facts["error"] = error;
    if (raised != 0) {
        note_raised(turn, fault);
        return std::nullopt;
    }
    const auto returned = static_cast<Returned>(value);
    note_value(turn, returned);
    return returned;
}

ProviderObject& object_at(Turn& turn, const char* key) {
    return turn.session.provider_objects[name_at(turn, key)];
}

/// A handle that an upcall made; null, or what a socket is called.
DWORD_PTR handle_at(Turn& turn, const char* key) {
    if (turn.arguments.at(key).is_null()) return 0;
    const auto found = turn.session.provider_objects.find(name_at(turn, key));
    if (found != turn.session.provider_objects.end()) return found->second.handle;
    return static_cast<DWORD_PTR>(socket_at(turn, key));
}

/// Makes an upcall of the thread that the script names; of no thread, if that is null.
template <typename... Words>
void make_upcall_of_thread(Turn& turn, Slot slot, Words... words) {
    if (turn.arguments.at("lpThreadId").is_null()) {
        make_upcall<int>(turn, slot, DWORD_PTR{0}, words...);
        return;
    }
    const ProviderObject& object = object_at(turn, "lpThreadId");
    WSATHREADID thread{reinterpret_cast<HANDLE>(object.handle), object.reserved};
    make_upcall<int>(turn, slot, &thread, words...);
}

bool is_null(const Turn& turn, const char* key) {
    return turn.arguments.contains(key) && turn.arguments.at(key).is_null();
}

bool is_unknown(const Turn& turn, const char* key) {
    return turn.arguments.contains(key) && turn.arguments.at(key) == "unknown";
}

template <Slot slot>
void with_event(Turn& turn) {
    make_upcall<BOOL>(turn, slot, handle_at(turn, "hEvent"));
}

void wpu_create_event(Turn& turn) {
    const auto event = make_upcall<DWORD_PTR>(turn, create_event);
    object_at(turn, "as").handle = event.value_or(0);
}

void look_at_event(Turn& turn) {
    auto* const event = reinterpret_cast<HANDLE>(handle_at(turn, "on"));
    turn.facts["value"] = WaitForSingleObject(event, 0) == WAIT_OBJECT_0 ? 1 : 0;
}

void wpu_create_socket_handle(Turn& turn) {
    const auto info = protocol_of(turn);
    if (!info) return;
    const auto context = turn.arguments.at("dwContext").get<DWORD_PTR>();
    const auto handle =
        make_upcall<SOCKET>(turn, create_socket_handle, info->dwCatalogEntryId, context);
    object_at(turn, "as").handle = static_cast<DWORD_PTR>(handle.value_or(INVALID_SOCKET));
}

void wpu_close_socket_handle(Turn& turn) {
    make_upcall<int>(turn, close_socket_handle, handle_at(turn, "s"));
}

void wpu_query_socket_handle_context(Turn& turn) {
    DWORD_PTR context = poison;
    const auto value =
        make_upcall<int>(turn, query_socket_handle_context, handle_at(turn, "s"), &context);
    if (value == 0) turn.facts["stored"] = static_cast<DWORD>(context);
}

void wpu_fd_is_set(Turn& turn) {
    fd_set set{};
    for (const Json& name : turn.arguments.at("fdset"))
        set.fd_array[set.fd_count++] = socket_named(turn.session, name.get<std::string>());
    make_upcall<int>(turn, fd_is_set, socket_at(turn, "s"), &set);
}

void wpu_get_provider_path(Turn& turn) {
    auto info = protocol_of(turn);
    if (!info) return;
    GUID provider = info->ProviderId;
    if (is_unknown(turn, "lpProviderId")) provider.Data1 = ~provider.Data1;
    std::array<wchar_t, MAX_PATH> path{};
    path.fill(L'?');
    int length = is_null(turn, "lpProviderDllPathLen")
                     ? 0
                     : turn.arguments.value("lpProviderDllPathLen", static_cast<int>(path.size()));
    GUID* const id = is_null(turn, "lpProviderId") ? nullptr : &provider;
    wchar_t* const place = is_null(turn, "lpszProviderDllPath") ? nullptr : path.data();
    int* const length_place = is_null(turn, "lpProviderDllPathLen") ? nullptr : &length;
    const auto value = make_upcall<int>(turn, get_provider_path, id, place, length_place);
    if (value == 0) turn.facts["terminated"] = std::ranges::find(path, L'\0') != path.end();
}

void wpu_modify_ifs_handle(Turn& turn) {
    const auto info = protocol_of(turn);
    if (info)
        make_upcall<SOCKET>(turn, modify_ifs_handle, info->dwCatalogEntryId,
                            socket_at(turn, "ProposedHandle"));
}

void wpu_post_message(Turn& turn) {
    const auto message = turn.arguments.at("Msg").get<UINT>();
    make_upcall<BOOL>(turn, post_message, turn.session.windows.handle_of(name_at(turn, "hWnd")),
                      message, WPARAM{0}, LPARAM{0});
}

/// NULL, another value, or still what was there before.
int kind_of(DWORD_PTR callback, DWORD_PTR context) {
    if (callback == poison || context == poison) return 2;
    return callback == 0 ? 0 : 1;
}

void wpu_query_blocking_callback(Turn& turn) {
    const auto info = protocol_of(turn);
    if (!info) return;
    const DWORD known = info->dwCatalogEntryId;
    DWORD_PTR callback = poison;
    DWORD_PTR context = poison;
    const auto value = make_upcall<int>(turn, query_blocking_callback,
                                        is_unknown(turn, "dwCatalogEntryId") ? ~known : known,
                                        is_null(turn, "lplpfnCallback") ? nullptr : &callback,
                                        is_null(turn, "lpdwContext") ? nullptr : &context);
    if (value == 0 && !turn.arguments.contains("dwCatalogEntryId"))
        turn.facts["stored"] = kind_of(callback, context);
}

/// On the thread it was queued to.
thread_local int apcs_run = 0;

void CALLBACK count_apc(DWORD_PTR /*context*/) {
    ++apcs_run;
}

void wpu_queue_apc(Turn& turn) {
    make_upcall_of_thread(turn, queue_apc, &count_apc, DWORD_PTR{0});
}

void count_apcs(Turn& turn) {
    turn.facts["value"] = apcs_run;
}

void wait_and_count_apcs(Turn& turn) {
    SleepEx(0, TRUE);
    count_apcs(turn);
}

void wpu_open_current_thread(Turn& turn) {
    WSATHREADID thread{};
    make_upcall<int>(turn, open_current_thread, &thread);
    object_at(turn, "as") = {word_of(thread.ThreadHandle), thread.Reserved};
}

void wpu_close_thread(Turn& turn) {
    make_upcall_of_thread(turn, close_thread);
}

constexpr auto forms = std::to_array<Form>({
    {"upcall", "WPUCloseEvent", "hEvent", with_event<close_event>},
    {"upcall", "WPUCloseSocketHandle", "s", wpu_close_socket_handle},
    {"upcall", "WPUCreateEvent", "as", wpu_create_event},
    {"upcall", "WPUCreateSocketHandle", "dwContext as", wpu_create_socket_handle},
    {"upcall", "WPUFDIsSet", "s fdset", wpu_fd_is_set},
    {"upcall", "WPUGetProviderPath", "lpProviderId? lpszProviderDllPath? lpProviderDllPathLen?",
     wpu_get_provider_path},
    {"upcall", "WPUModifyIFSHandle", "ProposedHandle", wpu_modify_ifs_handle},
    {"upcall", "WPUPostMessage", "hWnd Msg", wpu_post_message},
    {"upcall", "WPUQueryBlockingCallback", "dwCatalogEntryId? lplpfnCallback? lpdwContext?",
     wpu_query_blocking_callback},
    {"upcall", "WPUQuerySocketHandleContext", "s", wpu_query_socket_handle_context},
    {"upcall", "WPUQueueApc", "lpThreadId", wpu_queue_apc},
    {"upcall", "WPUResetEvent", "hEvent", with_event<reset_event>},
    {"upcall", "WPUSetEvent", "hEvent", with_event<set_event>},
    {"upcall", "WPUOpenCurrentThread", "as", wpu_open_current_thread},
    {"upcall", "WPUCloseThread", "lpThreadId", wpu_close_thread},
    {"event", "looks", "on", look_at_event},
    {"apcs", "look", "", count_apcs},
    {"apcs", "wait", "", wait_and_count_apcs},
});

}  // namespace

std::span<const Form> upcall_forms() {
    return forms;
}

}  // namespace wsconform::agent
