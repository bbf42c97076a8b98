#include "harness/agent/spi/upcall_calls.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/sockets.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/socket_handles.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent {

namespace spi {

namespace {

using MakeUpcall = DWORD_PTR(unsigned slot, DWORD_PTR, DWORD_PTR, DWORD_PTR, DWORD_PTR);
using TellProtocol = BOOL(WSAPROTOCOL_INFOW*);
using FailNextCall = void(int code);
using TellUpcalls = void(WSPUPCALLTABLE*);

struct Probe {
    MakeUpcall* make_upcall = nullptr;
    TellProtocol* tell_protocol = nullptr;
    FailNextCall* fail_next_call = nullptr;
    TellUpcalls* tell_upcalls = nullptr;
};

Probe& probe() {
    static Probe found;
    return found;
}

template <typename Function>
Function* export_of(HMODULE module, const char* name) {
    return reinterpret_cast<Function*>(reinterpret_cast<void*>(GetProcAddress(module, name)));
}

}  // namespace

void look_for_probe(HMODULE module) {
    const Probe found{export_of<MakeUpcall>(module, "wsconform_make_upcall"),
                      export_of<TellProtocol>(module, "wsconform_tell_protocol"),
                      export_of<FailNextCall>(module, "wsconform_fail_next_call"),
                      export_of<TellUpcalls>(module, "wsconform_tell_upcalls")};
    if (found.make_upcall != nullptr && found.tell_protocol != nullptr &&
        found.tell_upcalls != nullptr)
        probe() = found;
}

void* probe_for(const char* symbol) {
    const std::string_view name{symbol};
    if (name == fault_symbol) return reinterpret_cast<void*>(probe().fail_next_call);
    const bool is_upcall = name.starts_with(upcall_prefix);
    return is_upcall ? reinterpret_cast<void*>(probe().make_upcall) : nullptr;
}

}  // namespace spi

namespace {

using spi::probe;

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

/// Which entry the provider was started for; nothing before it was started.
std::optional<WSAPROTOCOL_INFOW> protocol_of(Turn& turn) {
    WSAPROTOCOL_INFOW info{};
    if (probe().tell_protocol != nullptr && probe().tell_protocol(&info) != FALSE) return info;
    turn.facts["missing"] = true;
    return std::nullopt;
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
    const std::uint32_t raised = run(value, probe().make_upcall, static_cast<unsigned>(slot),
                                     all[0], all[1], all[2], all[3]);
    turn.facts["error"] = error;
    if (raised != 0) {
        turn.facts["raised"] = raised;
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
    make_upcall<WINBOOL>(turn, slot, handle_at(turn, "hEvent"));
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
    make_upcall<WINBOOL>(turn, post_message, turn.session.windows.handle_of(name_at(turn, "hWnd")),
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

void bring_network_down(Turn& /*turn*/) {
    if (probe().fail_next_call == nullptr) throw InputError("only a probe can be told to fail");
    probe().fail_next_call(WSAENETDOWN);
}

void count_handles(Turn& turn) {
    const spi::HandleCount count = spi::socket_handles().count();
    turn.facts["value"] = count.passed;
    turn.facts["kept"] = count.kept;
}

constexpr std::array entries{"WSPAccept",          "WSPAddressToString",
                             "WSPAsyncSelect",     "WSPBind",
                             "WSPCleanup",         "WSPCancelBlockingCall",
                             "WSPCloseSocket",     "WSPConnect",
                             "WSPDuplicateSocket", "WSPEnumNetworkEvents",
                             "WSPEventSelect",     "WSPGetOverlappedResult",
                             "WSPGetPeerName",     "WSPGetSockName",
                             "WSPGetSockOpt",      "WSPGetQOSByName",
                             "WSPIoctl",           "WSPJoinLeaf",
                             "WSPListen",          "WSPRecv",
                             "WSPRecvDisconnect",  "WSPRecvFrom",
                             "WSPSelect",          "WSPSend",
                             "WSPSendDisconnect",  "WSPSendTo",
                             "WSPSetSockOpt",      "WSPShutdown",
                             "WSPSocket",          "WSPStringToAddress"};
static_assert(entries.size() == sizeof(WSPPROC_TABLE) / sizeof(void*));

void count_exports(Turn& turn) {
    turn.facts["value"] = std::ranges::count_if(entries, [](const char* name) {
        return GetProcAddress(spi::front().module, name) != nullptr;
    });
}

void count_old_upcalls(Turn& turn) {
    turn.facts["value"] = spi::count_of_old_upcalls();
}

void compare_upcalls_below(Turn& turn) {
    if (!protocol_of(turn)) return;
    WSPUPCALLTABLE below{};
    probe().tell_upcalls(&below);
    using Words = std::array<DWORD_PTR, sizeof below / sizeof(DWORD_PTR)>;
    const auto given = std::bit_cast<Words>(spi::front().upcalls);
    const auto arrived = std::bit_cast<Words>(below);
    unsigned changed = 0;
    for (std::size_t i = 0; i < given.size(); ++i)
        changed += given[i] == arrived[i] ? 0U : 1U;
    turn.facts["value"] = changed;
}

/// A base provider is started for an entry of its own, the same to the last bit.
void compare_protocol_below(Turn& turn) {
    const auto info = protocol_of(turn);
    if (!info) return;
    const auto& known = spi::front().catalogue->entries();
    const bool is_its_own = std::ranges::any_of(known, [&](const WSAPROTOCOL_INFOW& entry) {
        return entry.ProtocolChain.ChainLen == BASE_PROTOCOL && entry.iSocketType == SOCK_STREAM &&
               std::memcmp(&entry, &*info, sizeof entry) == 0;
    });
    turn.facts["value"] = is_its_own ? 0 : 1;
}

constexpr Form forms[] = {
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
    {"fault", "network_down", "", bring_network_down},
    {"handles", "counts", "", count_handles},
    {"table", "exports", "", count_exports},
    {"table", "old_upcalls", "", count_old_upcalls},
    {"table", "upcalls_below", "", compare_upcalls_below},
    {"table", "protocol_below", "", compare_protocol_below},
};

}  // namespace

std::span<const Form> upcall_forms() {
    return forms;
}

}  // namespace wsconform::agent
