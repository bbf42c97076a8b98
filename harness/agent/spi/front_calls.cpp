#include "harness/agent/spi/front_calls.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/hooking.hpp"
#include "harness/agent/spi/spi_calls.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent::spi {

namespace {

// Start-up and the last error: what a transport provider has no part in.

/// 2.1 is greater than 1.2: the major version is in the low byte.
WORD comparable(WORD version) {
    return static_cast<WORD>((version << 8U) | (version >> 8U));
}

int WSAAPI wsa_startup(WORD requested, LPWSADATA data) {
    if (is_in_hook()) return WSAEINPROGRESS;
    if (comparable(requested) < comparable(0x0001)) return WSAVERNOTSUPPORTED;
    if (data == nullptr) return WSAEFAULT;
    const bool is_higher = comparable(requested) > comparable(highest_version);
    *data = WSADATA{};
    data->wVersion = is_higher ? highest_version : requested;
    data->wHighVersion = highest_version;
    std::strcpy(data->szDescription, "wsconform in front of a transport provider");
    std::strcpy(data->szSystemStatus, "Running");
    if ((data->wVersion & 0xFFU) < 2) {
        constexpr unsigned short many = 32767;
        data->iMaxSockets = many;
        data->iMaxUdpDg = many;
    }
    Front& ours = front();
    const bool is_lowest = comparable(data->wVersion) < comparable(ours.lowest_version);
    if (ours.api_startups == 0 || is_lowest) ours.lowest_version = data->wVersion;
    ++ours.api_startups;
    return 0;
}

/// The provider's clean-up is for its own good: what it returns changes nothing here.
int WSAAPI wsa_cleanup() {
    Front& ours = front();
    if (ours.api_startups == 0) {
        set_last_error(WSANOTINITIALISED);
        return SOCKET_ERROR;
    }
    if (is_in_hook()) {
        set_last_error(WSAEINPROGRESS);
        return SOCKET_ERROR;
    }
    if (--ours.api_startups > 0) return 0;
    int ignored = 0;
    ++ours.starting_or_ending;
    for (; ours.own_startups > 0; --ours.own_startups)
        ours.table->lpWSPCleanup(&ignored);
    --ours.starting_or_ending;
    return 0;
}

int WSAAPI wsa_get_last_error() {
    return last_error();
}

void WSAAPI wsa_set_last_error(int error) {
    set_last_error(error);
}

// Calls that the table has an entry for.

SOCKET WSAAPI make_socket(int family, int type, int protocol) {
    if (!is_api_started()) {
        set_last_error(WSANOTINITIALISED);
        return INVALID_SOCKET;
    }
    int reason = 0;
    const WSAPROTOCOL_INFOW* entry = front().catalogue->entry_for(family, type, protocol, reason);
    if (entry != nullptr) reason = start_provider(*entry);
    if (entry == nullptr || reason != 0) {
        set_last_error(reason);
        return INVALID_SOCKET;
    }
    WSAPROTOCOL_INFOW info = *entry;
    return through(front().table->lpWSPSocket, family, type, protocol, &info, GROUP{0},
                   DWORD{WSA_FLAG_OVERLAPPED});
}

int WSAAPI close_socket(SOCKET s) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPCloseSocket, s);
}

int WSAAPI bind_socket(SOCKET s, const sockaddr* name, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPBind, s, name, length);
}

int WSAAPI listen_on(SOCKET s, int backlog) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPListen, s, backlog);
}

SOCKET WSAAPI accept_from(SOCKET s, sockaddr* name, int* length) {
    if (!is_ready()) return INVALID_SOCKET;
    return through(front().table->lpWSPAccept, s, name, length, nullptr, DWORD_PTR{0});
}

int WSAAPI connect_to(SOCKET s, const sockaddr* name, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPConnect, s, name, length, nullptr, nullptr, nullptr,
                   nullptr);
}

int WSAAPI shut_down(SOCKET s, int how) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPShutdown, s, how);
}

int WSAAPI get_sock_name(SOCKET s, sockaddr* name, int* length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPGetSockName, s, name, length);
}

int WSAAPI get_sock_opt(SOCKET s, int level, int option, char* value, int* length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPGetSockOpt, s, level, option, value, length);
}

int WSAAPI set_sock_opt(SOCKET s, int level, int option, const char* value, int length) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSetSockOpt, s, level, option, value, length);
}

int WSAAPI ioctl_socket(SOCKET s, long command, u_long* argument) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    DWORD returned = 0;
    constexpr DWORD size = sizeof *argument;
    return through(front().table->lpWSPIoctl, s, static_cast<DWORD>(command), argument, size,
                   argument, size, &returned, nullptr, nullptr, &thread);
}

int WSAAPI async_select(SOCKET s, HWND window, u_int message, long events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPAsyncSelect, s, window, message, events);
}

int WSAAPI event_select(SOCKET s, WSAEVENT event, long events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPEventSelect, s, event, events);
}

int WSAAPI enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPEnumNetworkEvents, s, event, events);
}

int WSAAPI select_sockets(int ignored, fd_set* read, fd_set* write, fd_set* except,
                          const PTIMEVAL timeout) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSelect, ignored, read, write, except, timeout);
}

/// The bytes of a call that passes one plain buffer. A provider only reads what it is to send.
WSABUF buffer_of(const char* bytes, int length) {
    return {static_cast<u_long>(length), const_cast<char*>(bytes)};
}

int WSAAPI send_bytes(SOCKET s, const char* bytes, int length, int flags) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD sent = 0;
    const int value = through(front().table->lpWSPSend, s, &buffer, DWORD{1}, &sent,
                              static_cast<DWORD>(flags), nullptr, nullptr, &thread);
    return value == 0 ? static_cast<int>(sent) : value;
}

int WSAAPI send_bytes_to(SOCKET s, const char* bytes, int length, int flags, const sockaddr* to,
                         int to_length) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD sent = 0;
    const int value = through(front().table->lpWSPSendTo, s, &buffer, DWORD{1}, &sent,
                              static_cast<DWORD>(flags), to, to_length, nullptr, nullptr, &thread);
    return value == 0 ? static_cast<int>(sent) : value;
}

/// What the provider marks as a part of a message, the old calls have no other word for.
int received_or_failed(int value, DWORD received, DWORD flags) {
    if (value != 0) return value;
    if ((flags & MSG_PARTIAL) == 0) return static_cast<int>(received);
    set_last_error(WSAEMSGSIZE);
    return SOCKET_ERROR;
}

int WSAAPI receive(SOCKET s, char* bytes, int length, int flags) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD received = 0;
    auto marks = static_cast<DWORD>(flags);
    const int value = through(front().table->lpWSPRecv, s, &buffer, DWORD{1}, &received, &marks,
                              nullptr, nullptr, &thread);
    return received_or_failed(value, received, marks);
}

int WSAAPI receive_from(SOCKET s, char* bytes, int length, int flags, sockaddr* from,
                        int* from_length) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    WSABUF buffer = buffer_of(bytes, length);
    DWORD received = 0;
    auto marks = static_cast<DWORD>(flags);
    const int value = through(front().table->lpWSPRecvFrom, s, &buffer, DWORD{1}, &received, &marks,
                              from, from_length, nullptr, nullptr, &thread);
    return received_or_failed(value, received, marks);
}

int WSAAPI wsa_receive(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                       LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine) {
    if (!is_ready()) return SOCKET_ERROR;
    WSATHREADID thread = thread_id();
    return through(front().table->lpWSPRecv, s, buffers, count, received, flags, overlapped,
                   routine, &thread);
}

int WSAAPI send_disconnect(SOCKET s, LPWSABUF data) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPSendDisconnect, s, data);
}

int WSAAPI receive_disconnect(SOCKET s, LPWSABUF data) {
    if (!is_ready()) return SOCKET_ERROR;
    return through(front().table->lpWSPRecvDisconnect, s, data);
}

/// Whether the table has nothing in the place of an entry.
using Lacks = bool (*)(const WSPPROC_TABLE& table);

template <auto entry>
bool lacks(const WSPPROC_TABLE& table) {
    return table.*entry == nullptr;
}

bool lacks_nothing(const WSPPROC_TABLE& /*table*/) {
    return false;
}

struct Function {
    std::string_view name;
    void* address;
    Lacks is_left_out;
};

/// `Declared` is the type the script calls it as.
template <typename Declared>
Function answers(std::string_view name, std::type_identity_t<Declared>* function,
                 Lacks is_left_out = lacks_nothing) {
    return {name, reinterpret_cast<void*>(function), is_left_out};
}

const Function functions[] = {
    answers<decltype(::WSAStartup)>("WSAStartup", wsa_startup),
    answers<decltype(::WSACleanup)>("WSACleanup", wsa_cleanup),
    answers<decltype(::WSAGetLastError)>("WSAGetLastError", wsa_get_last_error),
    answers<decltype(::WSASetLastError)>("WSASetLastError", wsa_set_last_error),
    answers<FARPROC(FARPROC)>("WSASetBlockingHook", wsa_set_blocking_hook),
    answers<int()>("WSAUnhookBlockingHook", wsa_unhook_blocking_hook),
    answers<BOOL()>("WSAIsBlocking", wsa_is_blocking),
    answers<int()>("WSACancelBlockingCall", wsa_cancel_blocking_call,
                   lacks<&WSPPROC_TABLE::lpWSPCancelBlockingCall>),
    answers<decltype(::socket)>("socket", make_socket, lacks<&WSPPROC_TABLE::lpWSPSocket>),
    answers<decltype(::closesocket)>("closesocket", close_socket,
                                     lacks<&WSPPROC_TABLE::lpWSPCloseSocket>),
    answers<decltype(::bind)>("bind", bind_socket, lacks<&WSPPROC_TABLE::lpWSPBind>),
    answers<decltype(::listen)>("listen", listen_on, lacks<&WSPPROC_TABLE::lpWSPListen>),
    answers<decltype(::accept)>("accept", accept_from, lacks<&WSPPROC_TABLE::lpWSPAccept>),
    answers<decltype(::connect)>("connect", connect_to, lacks<&WSPPROC_TABLE::lpWSPConnect>),
    answers<decltype(::shutdown)>("shutdown", shut_down, lacks<&WSPPROC_TABLE::lpWSPShutdown>),
    answers<decltype(::getsockname)>("getsockname", get_sock_name,
                                     lacks<&WSPPROC_TABLE::lpWSPGetSockName>),
    answers<decltype(::getsockopt)>("getsockopt", get_sock_opt,
                                    lacks<&WSPPROC_TABLE::lpWSPGetSockOpt>),
    answers<decltype(::setsockopt)>("setsockopt", set_sock_opt,
                                    lacks<&WSPPROC_TABLE::lpWSPSetSockOpt>),
    answers<decltype(::ioctlsocket)>("ioctlsocket", ioctl_socket,
                                     lacks<&WSPPROC_TABLE::lpWSPIoctl>),
    answers<decltype(::select)>("select", select_sockets, lacks<&WSPPROC_TABLE::lpWSPSelect>),
    answers<decltype(::WSAAsyncSelect)>("WSAAsyncSelect", async_select,
                                        lacks<&WSPPROC_TABLE::lpWSPAsyncSelect>),
    answers<decltype(::WSAEventSelect)>("WSAEventSelect", event_select,
                                        lacks<&WSPPROC_TABLE::lpWSPEventSelect>),
    answers<decltype(::WSAEnumNetworkEvents)>("WSAEnumNetworkEvents", enum_network_events,
                                              lacks<&WSPPROC_TABLE::lpWSPEnumNetworkEvents>),
    answers<decltype(::send)>("send", send_bytes, lacks<&WSPPROC_TABLE::lpWSPSend>),
    answers<decltype(::sendto)>("sendto", send_bytes_to, lacks<&WSPPROC_TABLE::lpWSPSendTo>),
    answers<decltype(::recv)>("recv", receive, lacks<&WSPPROC_TABLE::lpWSPRecv>),
    answers<decltype(::recvfrom)>("recvfrom", receive_from, lacks<&WSPPROC_TABLE::lpWSPRecvFrom>),
    answers<decltype(::WSARecv)>("WSARecv", wsa_receive, lacks<&WSPPROC_TABLE::lpWSPRecv>),
    answers<decltype(::WSASendDisconnect)>("WSASendDisconnect", send_disconnect,
                                           lacks<&WSPPROC_TABLE::lpWSPSendDisconnect>),
    answers<decltype(::WSARecvDisconnect)>("WSARecvDisconnect", receive_disconnect,
                                           lacks<&WSPPROC_TABLE::lpWSPRecvDisconnect>),
    answers<DirectStartup>(direct_startup_name, direct_startup),
    answers<DirectCall>(direct_cleanup_name, direct_cleanup, lacks<&WSPPROC_TABLE::lpWSPCleanup>),
    answers<DirectCall>(direct_cancel_name, direct_cancel,
                        lacks<&WSPPROC_TABLE::lpWSPCancelBlockingCall>),
    answers<DirectSocket>(direct_socket_name, direct_socket, lacks<&WSPPROC_TABLE::lpWSPSocket>),
};

}  // namespace

void* front_function(const char* name) {
    const auto* const found = std::ranges::find(functions, std::string_view{name}, &Function::name);
    if (found == std::end(functions)) return nullptr;
    const auto& table = front().table;
    const bool is_left_out = table.has_value() && found->is_left_out(*table);
    return is_left_out ? nullptr : found->address;
}

}  // namespace wsconform::agent::spi
