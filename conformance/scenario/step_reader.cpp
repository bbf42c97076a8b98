// SPDX-License-Identifier: Apache-2.0

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>

#include "conformance/scenario/reader.hpp"

namespace wsconform::reading {

using nlohmann::json;

SocketId known_socket(const Context& context, const std::string& name) {
    for (const auto& [flight, socket] : context.promised) {
        if (socket != name) continue;
        context.fail(
            "\"" + name + "\" is the socket that \"" + flight + "\", still in flight, gives",
            "await \"" + flight + "\" first");
    }
    return known(context, context.sockets, name);
}

/// "INVALID_SOCKET" and "not_a_socket" are no sockets; any other name was introduced.
SocketId socket_in(const Context& context, const json& name) {
    if (name == "INVALID_SOCKET" || name == "not_a_socket") return SocketId::none;
    return known_socket(context, name);
}

namespace {

PeerId peer_or_none(const Context& context, const json& name) {
    return context.peers.find(name.get<std::string>()).value_or(PeerId::none);
}

std::uint16_t size_of(const json& text) {
    return static_cast<std::uint16_t>(text.get_ref<const std::string&>().size());
}

std::int32_t direction_of(const json& how) {
    if (how.is_number()) return how;
    return how == "SD_RECEIVE" ? 0 : how == "SD_SEND" ? 1 : 2;
}

calls::Send send_to_in(Context& context, const json& node) {
    context.add_sent(node.at("s"), node.at("buf"), false);
    const std::string to = node.at("to");
    calls::Send send{socket_in(context, node.at("s")), size_of(node.at("buf")), true,
                     peer_or_none(context, to)};
    if (send.to == PeerId::none) send.to_socket = known_socket(context, to);
    return send;
}

calls::SendDisconnect send_disconnect_in(Context& context, const json& node) {
    const json& data = node.at("lpOutboundDisconnectData");
    calls::SendDisconnect send{socket_in(context, node.at("s")), data.is_null()};
    if (data.is_null()) return send;
    send.bytes = size_of(data);
    context.disconnect_data.push_back(data);
    return send;
}

calls::RecvDisconnect receive_disconnect_in(const Context& context, const json& node) {
    const json& data = node.at("lpInboundDisconnectData");
    calls::RecvDisconnect receive{socket_in(context, node.at("s")), data.is_null()};
    if (!data.is_null()) receive.room = data.at("len");
    return receive;
}

calls::CancelAsync cancel_in(const Context& context, const json& node) {
    const auto& handle = node.at("hAsyncTaskHandle");
    if (handle.is_number()) return {RequestId::none, handle == 0};
    if (handle == "an_event") return {};
    return {known(context, context.requests, handle), false};
}

calls::EnumProtocols protocols_in(const json& node) {
    const json room = node.value("lpdwBufferLength", json{});
    const auto kind = room.is_null()     ? calls::ProtocolRoom::ample
                      : room == 0        ? calls::ProtocolRoom::none
                      : room.is_object() ? calls::ProtocolRoom::lacking
                                         : calls::ProtocolRoom::required;
    return {kind, node.contains("lpiProtocols")};
}

using Reader = std::function<Call(Context&, const json&)>;

const std::map<std::string_view, Reader>& call_readers() {
    static const std::map<std::string_view, Reader> readers{
        {"WSAStartup",
         [](Context& c, const json& j) -> Call {
             return calls::Startup{read_version(c, j.at("wVersionRequested")),
                                   j.contains("lpWSAData")};
         }},
        {"WSACleanup", [](Context&, const json&) -> Call { return calls::Cleanup{}; }},
        {"WSAGetLastError", [](Context&, const json&) -> Call { return calls::GetLastError{}; }},
        {"GetLastError", [](Context&, const json&) -> Call { return calls::GetLastError{true}; }},
        {"WSASetLastError",
         [](Context&, const json& j) -> Call {
             return calls::SetLastError{Error{j.at("iError").get<std::int32_t>()}};
         }},
        {"SetLastError",
         [](Context&, const json& j) -> Call {
             return calls::SetLastError{Error{j.at("dwErrCode").get<std::int32_t>()}, true};
         }},
        {"WSAIsBlocking", [](Context&, const json&) -> Call { return calls::IsBlocking{}; }},
        {"WSACancelBlockingCall",
         [](Context&, const json&) -> Call { return calls::CancelBlockingCall{}; }},
        {"WSPStartup",
         [](Context& c, const json& j) -> Call {
             return calls::SpiStartup{read_version(c, j.at("wVersionRequested")),
                                      j.contains("lpWSPData") || j.contains("lpProcTable")};
         }},
        {"WSPCleanup", [](Context&, const json&) -> Call { return calls::SpiCleanup{}; }},
        {"WSPCancelBlockingCall",
         [](Context&, const json&) -> Call { return calls::SpiCancelBlockingCall{}; }},
        {"WSASetBlockingHook",
         [](Context& c, const json& j) -> Call {
             const json& hook = j.at("lpBlockFunc");
             return calls::SetBlockingHook{
                 hook.is_null() ? HookId::none : introduced(c, c.hooks, hook),
                 j.contains("repeats")};
         }},
        {"WSAUnhookBlockingHook",
         [](Context&, const json&) -> Call { return calls::UnhookBlockingHook{}; }},
        {"gethostname",
         [](Context&, const json& j) -> Call {
             return calls::GetHostName{j.value("namelen", 256U)};
         }},
        {"gethostbyname",
         [](Context& c, const json& j) -> Call {
             return calls::GetHostByName{known(c, c.names, j.at("name"))};
         }},
        {"socket", [](Context& c, const json& j) -> Call { return read_socket(c, j); }},
        {"WSPSocket",
         [](Context& c, const json& j) -> Call {
             return calls::CreateSocket{introduced(c, c.sockets, j.at("as")), Transport::tcp, true};
         }},
        {"closesocket",
         [](Context& c, const json& j) -> Call {
             return calls::CloseSocket{socket_in(c, j.at("s"))};
         }},
        {"bind",
         [](Context& c, const json& j) -> Call {
             return calls::Bind{socket_in(c, j.at("s")), j.contains("name")
                                                             ? known_socket(c, j.at("name"))
                                                             : SocketId::none};
         }},
        {"listen",
         [](Context& c, const json& j) -> Call { return calls::Listen{socket_in(c, j.at("s"))}; }},
        {"connect", [](Context& c, const json& j) -> Call { return read_connect(c, j); }},
        {"accept",
         [](Context& c, const json& j) -> Call {
             return calls::Accept{socket_in(c, j.at("s")), introduced(c, c.sockets, j.at("as"))};
         }},
        {"send",
         [](Context& c, const json& j) -> Call {
             c.add_sent(j.at("s"), j.at("buf"), false);
             return calls::Send{socket_in(c, j.at("s")), size_of(j.at("buf"))};
         }},
        {"sendto", [](Context& c, const json& j) -> Call { return send_to_in(c, j); }},
        {"recv",
         [](Context& c, const json& j) -> Call {
             return read_receive(c, j, calls::ReceiveCall::recv);
         }},
        {"recvfrom",
         [](Context& c, const json& j) -> Call {
             return read_receive(c, j, calls::ReceiveCall::recvfrom);
         }},
        {"WSARecv",
         [](Context& c, const json& j) -> Call {
             return read_receive(c, j, calls::ReceiveCall::wsarecv);
         }},
        {"WSARecvDisconnect",
         [](Context& c, const json& j) -> Call { return receive_disconnect_in(c, j); }},
        {"WSASendDisconnect",
         [](Context& c, const json& j) -> Call { return send_disconnect_in(c, j); }},
        {"shutdown",
         [](Context& c, const json& j) -> Call {
             return calls::Shutdown{socket_in(c, j.at("s")), direction_of(j.at("how"))};
         }},
        {"getsockname",
         [](Context& c, const json& j) -> Call {
             return calls::GetSockName{socket_in(c, j.at("s"))};
         }},
        {"getpeername",
         [](Context& c, const json& j) -> Call {
             return calls::GetSockName{socket_in(c, j.at("s")), true};
         }},
        {"getsockopt",
         [](Context& c, const json& j) -> Call {
             if (j.at("optname") == "SO_LINGER") return calls::GetLinger{socket_in(c, j.at("s"))};
             return calls::GetSockError{socket_in(c, j.at("s")), j.at("optname") == "SO_TYPE"};
         }},
        {"setsockopt",
         [](Context& c, const json& j) -> Call {
             const SocketId socket = socket_in(c, j.at("s"));
             if (j.at("optname") == "SO_RCVTIMEO") return calls::SetTimeout{socket, j.at("optval")};
             if (j.at("optname") == "SO_DONTLINGER")
                 return calls::SetLinger{socket, true, j.at("optval") != 0};
             return calls::SetLinger{socket, false, j.at("l_onoff") != 0, j.at("l_linger")};
         }},
        {"ioctlsocket",
         [](Context& c, const json& j) -> Call {
             return calls::SetNonblocking{socket_in(c, j.at("s")), j.at("argp") != 0};
         }},
        {"select", [](Context& c, const json& j) -> Call { return read_select(c, j); }},
        {"WSAEventSelect",
         [](Context& c, const json& j) -> Call { return read_event_select(c, j); }},
        {"WSAEnumNetworkEvents",
         [](Context& c, const json& j) -> Call { return read_enum_events(c, j); }},
        {"WSAGetOverlappedResult",
         [](Context& c, const json& j) -> Call { return read_result(c, j); }},
        {"WSACancelAsyncRequest",
         [](Context& c, const json& j) -> Call { return cancel_in(c, j); }},
        {"WSAEnumProtocols", [](Context&, const json& j) -> Call { return protocols_in(j); }},
    };
    return readers;
}

Call read_peer(Context& context, const json& node) {
    const std::string action = node.at("peer");
    const auto made = [&] { return introduced(context, context.peers, node.at("as")); };
    const auto on = [&] { return known(context, context.peers, node.at("on")); };
    if (action == "listens") return calls::PeerListens{made(), node.contains("full")};
    if (action == "binds") return calls::PeerBinds{made()};
    if (action == "connects")
        return calls::PeerConnects{made(), known_socket(context, node.at("to"))};
    if (action == "accepts") return calls::PeerAccepts{on(), made()};
    if (action == "sends") {
        context.add_sent(node.at("on"), node.at("bytes"), true);
        const SocketId to =
            node.contains("to") ? known_socket(context, node.at("to")) : SocketId::none;
        return calls::PeerSends{on(), size_of(node.at("bytes")), to};
    }
    if (action == "drains") return calls::PeerDrains{on()};
    if (action == "shuts_down") return calls::PeerShutsDown{on()};
    if (action == "closes") return calls::PeerCloses{on()};
    if (action == "resets") return calls::PeerResets{on()};
    return calls::PeerObserves{on()};
}

Call read_other(Context& context, const json& node) {
    if (node.contains("window")) return read_window(context, node);
    if (node.contains("await")) return calls::Await{};
    if (node.contains("peek")) return calls::Await{true};
    if (node.contains("wait")) return calls::WaitForQuiescence{};
    if (node.contains("memory"))
        return calls::FreeMemory{known(context, context.buffers, node.at("on"))};
    if (node.contains("export")) return read_export(context, node);
    if (node.contains("constant") || node.contains("macro")) return read_header(context, node);
    if (node.contains("overlapped"))
        return calls::LookAtOverlapped{known(context, context.overlapped, node.at("on"))};
    if (node.contains("event_object"))
        return calls::LookAtEventObject{known(context, context.events, node.at("on"))};
    if (node.contains("hook"))
        return calls::ObserveHook{known(context, context.hooks, node.at("on"))};
    if (node.contains("process")) return calls::EndProcess{};
    if (node.contains("fault")) return calls::BringNetworkDown{};
    if (node.contains("peer")) return read_peer(context, node);
    if (node.contains("name_server")) return read_name_server(context, node);
    return calls::DatabaseHides{node.at("on") == "services" ? Database::services
                                                            : Database::protocol};
}

}  // namespace

Call read_call(Context& context, const json& node, Step& step) {
    if (auto upcall = read_upcall(context, node, step)) return *upcall;
    if (!node.contains("call")) return read_other(context, node);
    step.function = node.at("call");
    if (step.function.starts_with("WSAAsyncGet")) return read_lookup(context, node, step);
    if (step.function == "WSAAsyncSelect") return read_async_select(context, node, step);
    const auto reader = call_readers().find(step.function);
    if (reader == call_readers().end())
        context.fail("\"" + step.function + "\" is no call of this suite",
                     "see scenarios/README.md");
    return reader->second(context, node);
}

}  // namespace wsconform::reading
