// SPDX-License-Identifier: Apache-2.0

// What a step says to the provider, in C.

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

#include "reports/reproduce/arguments.hpp"

namespace wsconform::reproduce {

namespace {

using nlohmann::json;

/// A call in C. `$key` stands for the argument of that name, `$room` for room for received data.
struct Wording {
    std::string_view call;
    std::string_view reply;
};

constexpr auto wordings = std::to_array<Wording>({
    {"WSACleanup", "outcome(WSACleanup() == 0)"},
    {"WSAGetLastError", "code(WSAGetLastError())"},
    {"GetLastError", "code(GetLastError())"},
    {"WSASetLastError", "WSASetLastError($iError);"},
    {"SetLastError", "SetLastError($dwErrCode);"},
    {"WSAIsBlocking", R"((provided_WSAIsBlocking() ? "TRUE" : "FALSE"))"},
    {"WSACancelBlockingCall", "outcome(provided_WSACancelBlockingCall() == 0)"},
    {"WSAUnhookBlockingHook", "outcome(provided_WSAUnhookBlockingHook() == 0)"},
    {"gethostbyname", "outcome(gethostbyname($name) != NULL)"},
    {"socket", "outcome(($as = socket($af, $type, $protocol)) != INVALID_SOCKET)"},
    {"closesocket", "outcome(closesocket($s) == 0)"},
    {"bind", "outcome(bind($s, $name, sizeof(struct sockaddr_in)) == 0)"},
    {"listen", "outcome(listen($s, $backlog) == 0)"},
    {"accept", "outcome(($as = accept($s, NULL, NULL)) != INVALID_SOCKET)"},
    {"connect", "outcome(connect($s, $destination, sizeof(struct sockaddr_in)) == 0)"},
    {"send", "outcome(send($s, $buf, $size, 0) != SOCKET_ERROR)"},
    {"sendto",
     "outcome(sendto($s, $buf, $size, 0, address_of($to), sizeof(struct sockaddr_in)) != "
     "SOCKET_ERROR)"},
    {"recv", "received(recv($s, $room, $len, $flags), $room)"},
    {"recvfrom", "received(recvfrom($s, $room, $len, $flags, NULL, NULL), $room)"},
    {"WSARecv", "received(wsa_recv($s, $room, $first, $rest, $lpFlags, $lpOverlapped), $room)"},
    {"WSAGetOverlappedResult", "overlapped_result($s, $lpOverlapped)"},
    {"WSARecvDisconnect", "outcome(WSARecvDisconnect($s, $lpInboundDisconnectData) == 0)"},
    {"WSASendDisconnect", "outcome(WSASendDisconnect($s, $lpOutboundDisconnectData) == 0)"},
    {"shutdown", "outcome(shutdown($s, $how) == 0)"},
    {"getsockname",
     "outcome(getsockname($s, (struct sockaddr *)&(struct sockaddr_in){0}, "
     "&(int){sizeof(struct sockaddr_in)}) == 0)"},
    {"getpeername",
     "outcome(getpeername($s, (struct sockaddr *)&(struct sockaddr_in){0}, "
     "&(int){sizeof(struct sockaddr_in)}) == 0)"},
    {"getsockopt",
     "outcome(getsockopt($s, SOL_SOCKET, $optname, (char *)&(int){0}, &(int){sizeof(int)}) == 0)"},
    {"setsockopt",
     "outcome(setsockopt($s, SOL_SOCKET, $optname, (const char *)&(struct linger){$l_onoff, "
     "$l_linger}, sizeof(struct linger)) == 0)"},
    {"ioctlsocket", "outcome(ioctlsocket($s, $cmd, &(u_long){$argp}) == 0)"},
    {"WSAAsyncSelect", "outcome(WSAAsyncSelect($s, $hWnd, $wMsg, $lEvent) == 0)"},
    {"WSAEventSelect", "outcome(WSAEventSelect($s, $hEventObject, $lNetworkEvents) == 0)"},
    {"WSAEnumNetworkEvents", "network_events($s, $hEventObject)"},
    {"WSAAsyncGetHostByName",
     "outcome(($as = WSAAsyncGetHostByName($hWnd, $wMsg, $name, $buf, $buflen)) != NULL)"},
    {"WSAAsyncGetHostByAddr",
     "outcome(($as = WSAAsyncGetHostByAddr($hWnd, $wMsg, $addr, $len, $type, $buf, $buflen)) != "
     "NULL)"},
    {"WSAAsyncGetProtoByName",
     "outcome(($as = WSAAsyncGetProtoByName($hWnd, $wMsg, $name, $buf, $buflen)) != NULL)"},
    {"WSAAsyncGetProtoByNumber",
     "outcome(($as = WSAAsyncGetProtoByNumber($hWnd, $wMsg, $number, $buf, $buflen)) != NULL)"},
    {"WSAAsyncGetServByName",
     "outcome(($as = WSAAsyncGetServByName($hWnd, $wMsg, $name, $proto, $buf, $buflen)) != NULL)"},
    {"WSAAsyncGetServByPort",
     "outcome(($as = WSAAsyncGetServByPort($hWnd, $wMsg, htons($port), $proto, $buf, $buflen)) != "
     "NULL)"},
    {"WSACancelAsyncRequest", "outcome(WSACancelAsyncRequest($hAsyncTaskHandle) == 0)"},
});

/// The same of options whose value is of a type of its own.
constexpr std::string_view reading_of_linger = "linger_of($s)";
constexpr std::string_view reading_of_number = "option_of($s, $optname)";
constexpr std::string_view setting_of_number =
    "outcome(setsockopt($s, SOL_SOCKET, $optname, (const char *)&(int){$optval}, "
    "sizeof(int)) == 0)";

bool is_of_a_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string filled_in(std::string_view wording, const json& step, const std::string& room,
                      DeclaredNames& names) {
    std::string text;
    while (!wording.empty()) {
        const std::size_t dollar = std::min(wording.find('$'), wording.size());
        text += wording.substr(0, dollar);
        wording.remove_prefix(dollar);
        if (wording.empty()) break;
        const auto* const end = std::find_if_not(wording.begin() + 1, wording.end(), is_of_a_name);
        const std::string key{wording.begin() + 1, end};
        wording.remove_prefix(static_cast<std::size_t>(end - wording.begin()));
        if (key == "room") names.rooms.insert(room);
        text += key == "room" ? room : argument_of(step, key, names);
    }
    return text;
}

/// Whether the author expects a reply that has this key, or is this word.
bool claims(const json& step, const char* key) {
    const json returns = step.value("returns", json{});
    const auto has_it = [&](const json& one) {
        return one == key || (one.is_object() && one.contains(key));
    };
    return returns.is_array() ? std::ranges::any_of(returns, has_it) : has_it(returns);
}

std::string startup(const json& step) {
    const std::string version = step.at("wVersionRequested");
    const std::size_t dot = version.find('.');
    const std::string call = "WSAStartup(MAKEWORD(" + version.substr(0, dot) + ", " +
                             version.substr(dot + 1) + "), " +
                             (step.contains("lpWSAData") ? "NULL" : "&startup") + ")";
    if (claims(step, "wVersion")) return "versions(" + call + ", &startup)";
    return "started(" + call + ")";
}

std::string hook_setting(const json& step, DeclaredNames& names) {
    const json& hook = step.at("lpBlockFunc");
    std::string argument = "NULL";
    std::string repeats;
    if (hook.is_string()) {
        names.hooks.insert(hook.get<std::string>());
        argument = "(FARPROC)run_" + hook.get<std::string>();
        if (step.contains("repeats"))
            repeats = identifier(hook) + ".repeats = " + step.at("repeats").dump() + ", ";
    }
    const std::string call = "provided_WSASetBlockingHook(" + argument + ")";
    const std::string text =
        claims(step, "hook") ? "hook_text(" + call + ")" : "outcome(" + call + " != NULL)";
    return repeats.empty() ? text : "(" + repeats + text + ")";
}

std::string selection(const json& step, DeclaredNames& names) {
    std::string counts;
    std::string sockets;
    for (const char* key : {"readfds", "writefds", "exceptfds"}) {
        counts += ", " + (step.contains(key) ? std::to_string(step.at(key).size()) : "-1");
        for (const std::string name : step.value(key, json::array()))
            sockets += ", " + socket_named(name, names) + ", " + literal(name);
    }
    return "selected(" + step.at("timeout_ms").dump() + counts + sockets + ")";
}

std::string host_name(const json& step, DeclaredNames& names) {
    const std::string name = step.value("as", "own_name");
    names.hosts.insert(name);
    return "outcome(gethostname(" + identifier(name) + ", " +
           std::to_string(step.value("namelen", 256)) + ") == 0)";
}

std::string enumeration(const json& step) {
    std::string filter = "NULL";
    if (step.contains("lpiProtocols")) {
        filter = "(int[]){";
        for (const json& protocol : step.at("lpiProtocols"))
            filter += protocol.dump() + ", ";
        filter += "0}";
    }
    const std::string call =
        "WSAEnumProtocolsA(" + filter + ", protocols, &protocol_bytes) != SOCKET_ERROR";
    const json length = step.value("lpdwBufferLength", json{"sizeof protocols"});
    if (length == "required") return "outcome(" + call + ")";
    if (length.is_object())
        return "outcome((protocol_bytes -= " + length.at("less").dump() + ", " + call + "))";
    const std::string bytes = length.is_number() ? length.dump() : "sizeof protocols";
    return "outcome((protocol_bytes = " + bytes + ", " + call + "))";
}

/// An accepted socket has the messages of the listening one.
void add_inherited_message(const json& step, DeclaredNames& names) {
    const auto of_listener = std::ranges::find(names.notified, step.value("s", ""),
                                               [](const auto& notified) { return notified.first; });
    if (of_listener != names.notified.end() && step.contains("as"))
        names.notified.emplace(step.at("as").get<std::string>(), of_listener->second);
}

std::string_view wording_of(const json& step) {
    const std::string call = step.at("call");
    if (call == "setsockopt" && step.contains("optval")) return setting_of_number;
    if (call == "getsockopt" && claims(step, "l_onoff")) return reading_of_linger;
    if (call == "getsockopt" && claims(step, "optval")) return reading_of_number;
    return std::ranges::find(wordings, call, &Wording::call)->reply;
}

/// Whether the reply tells more than that the call was done.
bool is_detailed(const std::string& reply) {
    return reply.starts_with("received(") || reply.starts_with("selected(") ||
           reply.starts_with("network_events(") || reply.starts_with("overlapped_result(");
}

}  // namespace

std::string call_of(const json& step, const std::string& room, DeclaredNames& names) {
    const std::string call = step.at("call");
    if (call == "WSAAsyncSelect")
        names.notified.emplace(step.at("s").get<std::string>(), step.at("wMsg").get<int>());
    if (call == "accept") add_inherited_message(step, names);
    names.has_event |= call == "WSAEventSelect" && !step.contains("hEventObject");
    std::string reply;
    if (call == "WSAStartup") {
        reply = startup(step);
    } else if (call == "WSASetBlockingHook") {
        reply = hook_setting(step, names);
    } else if (call == "select") {
        reply = selection(step, names);
    } else if (call == "gethostname") {
        reply = host_name(step, names);
    } else if (call == "WSAEnumProtocols") {
        reply = enumeration(step);
    } else {
        reply = filled_in(wording_of(step), step, room, names);
    }
    if (reply.find("provided_" + call) != std::string::npos) names.functions.insert(call);
    return is_detailed(reply) && claims(step, "ok") ? "ok_if_done(" + reply + ")" : reply;
}

}  // namespace wsconform::reproduce
