// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/spi/front_calls.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_functions.hpp"
#include "harness/agent/spi/hooking.hpp"
#include "harness/agent/spi/spi_calls.hpp"

namespace wsconform::agent::spi {

namespace {

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

const std::array functions{
    answers<decltype(::WSAStartup)>("WSAStartup", wsa_startup),
    answers<decltype(::WSACleanup)>("WSACleanup", wsa_cleanup),
    answers<decltype(::WSAGetLastError)>("WSAGetLastError", wsa_get_last_error),
    answers<decltype(::WSASetLastError)>("WSASetLastError", wsa_set_last_error),
    answers<FARPROC WSAAPI(FARPROC)>("WSASetBlockingHook", wsa_set_blocking_hook),
    answers<int WSAAPI()>("WSAUnhookBlockingHook", wsa_unhook_blocking_hook),
    answers<BOOL WSAAPI()>("WSAIsBlocking", wsa_is_blocking),
    answers<int WSAAPI()>("WSACancelBlockingCall", wsa_cancel_blocking_call,
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
    answers<decltype(::getpeername)>("getpeername", get_peer_name,
                                     lacks<&WSPPROC_TABLE::lpWSPGetPeerName>),
    answers<decltype(::getsockopt)>("getsockopt", get_sock_opt,
                                    lacks<&WSPPROC_TABLE::lpWSPGetSockOpt>),
    answers<decltype(::setsockopt)>("setsockopt", set_sock_opt,
                                    lacks<&WSPPROC_TABLE::lpWSPSetSockOpt>),
    answers<decltype(::ioctlsocket)>("ioctlsocket", ioctl_socket,
                                     lacks<&WSPPROC_TABLE::lpWSPIoctl>),
    // The headers of mingw-w64 disagree whether the time is const.
    answers<decltype(select_sockets)>("select", select_sockets, lacks<&WSPPROC_TABLE::lpWSPSelect>),
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
    answers<decltype(::WSAGetOverlappedResult)>("WSAGetOverlappedResult", get_overlapped_result,
                                                lacks<&WSPPROC_TABLE::lpWSPGetOverlappedResult>),
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
