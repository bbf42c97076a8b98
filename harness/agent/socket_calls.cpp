// SPDX-License-Identifier: Apache-2.0

// Making, naming, connecting and closing sockets; their options; select.

#include <algorithm>
#include <array>
#include <map>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/invoke.hpp"
#include "harness/agent/sockets.hpp"

namespace wsconform::agent {

namespace {

/// The number that stands for a word of the documentation, or the number that is given.
int number_at(const Turn& turn, const char* key, const std::map<std::string, int>& words) {
    const Json& argument = turn.arguments.at(key);
    if (argument.is_number_integer()) return argument.get<int>();
    const auto& word = argument.get_ref<const std::string&>();
    const auto found = words.find(word);
    if (found == words.end()) throw InputError("unknown " + std::string{key} + " " + word);
    return found->second;
}

/// A socket that could not be made has a name too: the name of INVALID_SOCKET.
void remember(Turn& turn, std::optional<SOCKET> made) {
    if (turn.arguments.contains("as"))
        turn.session.sockets[name_at(turn, "as")] = Socket{made.value_or(INVALID_SOCKET), 0};
}

void make_socket(Turn& turn) {
    constexpr int no_family = 0x1234;
    constexpr int no_type = 0x5678;
    constexpr int no_protocol = 0xEE;
    const int type = number_at(turn, "type",
                               {{"SOCK_STREAM", SOCK_STREAM},
                                {"SOCK_DGRAM", SOCK_DGRAM},
                                {"SOCK_SEQPACKET", SOCK_SEQPACKET},
                                {"unknown", no_type}});
    const int family = turn.arguments.contains("af") ? no_family : AF_INET;
    const int protocol = turn.arguments.contains("protocol")
                             ? number_at(turn, "protocol",
                                         {{"IPPROTO_TCP", static_cast<int>(IPPROTO_TCP)},
                                          {"IPPROTO_UDP", static_cast<int>(IPPROTO_UDP)},
                                          {"unknown", no_protocol}})
                             : 0;
    remember(turn, invoke<decltype(::socket)>(turn, "socket", family, type, protocol));
}

void close_socket(Turn& turn) {
    invoke<decltype(::closesocket)>(turn, "closesocket", socket_at(turn, "s"));
}

void bind_socket(Turn& turn) {
    const bool is_given = turn.arguments.contains("name");
    const sockaddr_in address = is_given ? address_at(turn, "name") : own_address(turn.session, 0);
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    const int length = sizeof address;
    const auto value = invoke<decltype(::bind)>(turn, "bind", socket_at(turn, "s"), name, length);
    if (value == 0) learn_port(turn, "s");
}

void listen_on(Turn& turn) {
    const int backlog = turn.arguments.at("backlog").get<int>();
    invoke<decltype(::listen)>(turn, "listen", socket_at(turn, "s"), backlog);
}

void accept_from(Turn& turn) {
    remember(turn,
             invoke<decltype(::accept)>(turn, "accept", socket_at(turn, "s"), nullptr, nullptr));
}

void connect_to(Turn& turn) {
    const std::string& whom = name_at(turn, "name");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    if (whom == "port_zero") address = own_address(turn.session, 0);
    if (whom != "port_zero" && whom != "zeros") address = address_at(turn, "name");
    const auto* name = reinterpret_cast<const sockaddr*>(&address);
    const int length = sizeof address;
    const auto value =
        invoke<decltype(::connect)>(turn, "connect", socket_at(turn, "s"), name, length);
    if (value == 0) learn_port(turn, "s");
}

void shut_down(Turn& turn) {
    const int how = number_at(
        turn, "how", {{"SD_RECEIVE", SD_RECEIVE}, {"SD_SEND", SD_SEND}, {"SD_BOTH", SD_BOTH}});
    invoke<decltype(::shutdown)>(turn, "shutdown", socket_at(turn, "s"), how);
}

void get_sock_name(Turn& turn) {
    sockaddr_in address{};
    auto* name = reinterpret_cast<sockaddr*>(&address);
    int length = sizeof address;
    invoke<decltype(::getsockname)>(turn, "getsockname", socket_at(turn, "s"), name, &length);
}

void get_peer_name(Turn& turn) {
    sockaddr_in address{};
    auto* name = reinterpret_cast<sockaddr*>(&address);
    int length = sizeof address;
    invoke<decltype(::getpeername)>(turn, "getpeername", socket_at(turn, "s"), name, &length);
}

void get_linger(Turn& turn) {
    linger optval{};
    int length = sizeof optval;
    const auto value =
        invoke<decltype(::getsockopt)>(turn, "getsockopt", socket_at(turn, "s"), SOL_SOCKET,
                                       SO_LINGER, reinterpret_cast<char*>(&optval), &length);
    if (value != 0) return;
    turn.facts["l_onoff"] = optval.l_onoff;
    turn.facts["l_linger"] = optval.l_linger;
    turn.facts["optlen"] = length;
}

void get_sock_opt(Turn& turn) {
    if (turn.arguments.at("optname") == "SO_LINGER") return get_linger(turn);
    const int optname =
        number_at(turn, "optname",
                  {{"SO_ERROR", SO_ERROR}, {"SO_TYPE", SO_TYPE}, {"SO_ACCEPTCONN", SO_ACCEPTCONN}});
    int optval = 0;
    int length = sizeof optval;
    const auto value =
        invoke<decltype(::getsockopt)>(turn, "getsockopt", socket_at(turn, "s"), SOL_SOCKET,
                                       optname, reinterpret_cast<char*>(&optval), &length);
    if (value == 0) turn.facts[optname == SO_ACCEPTCONN ? "option" : "optval"] = optval;
}

void set_dontlinger(Turn& turn) {
    const BOOL optval = turn.arguments.at("optval").get<BOOL>();
    const int length = sizeof optval;
    invoke<decltype(::setsockopt)>(turn, "setsockopt", socket_at(turn, "s"), SOL_SOCKET,
                                   static_cast<int>(SO_DONTLINGER),
                                   reinterpret_cast<const char*>(&optval), length);
}

void set_receive_timeout(Turn& turn) {
    const DWORD optval = turn.arguments.at("optval").get<DWORD>();
    const int length = sizeof optval;
    invoke<decltype(::setsockopt)>(turn, "setsockopt", socket_at(turn, "s"), SOL_SOCKET,
                                   SO_RCVTIMEO, reinterpret_cast<const char*>(&optval), length);
}

void set_sock_opt(Turn& turn) {
    if (turn.arguments.at("optname") == "SO_RCVTIMEO") return set_receive_timeout(turn);
    if (turn.arguments.at("optname") == "SO_DONTLINGER") return set_dontlinger(turn);
    const int optname = number_at(turn, "optname", {{"SO_LINGER", SO_LINGER}});
    linger optval{};
    optval.l_onoff = turn.arguments.at("l_onoff").get<u_short>();
    optval.l_linger = turn.arguments.at("l_linger").get<u_short>();
    const int length = sizeof optval;
    invoke<decltype(::setsockopt)>(turn, "setsockopt", socket_at(turn, "s"), SOL_SOCKET, optname,
                                   reinterpret_cast<const char*>(&optval), length);
}

void ioctl_socket(Turn& turn) {
    const int command = number_at(turn, "cmd", {{"FIONBIO", static_cast<int>(FIONBIO)}});
    auto argp = turn.arguments.at("argp").get<u_long>();
    invoke<decltype(::ioctlsocket)>(turn, "ioctlsocket", socket_at(turn, "s"), command, &argp);
}

/// One of the sets of select. FD_SET and FD_ISSET are not used: the second would link to ws2_32.
struct NamedSet {
    const char* key;
    std::vector<std::string> names;
    fd_set members{};

    /// NULL if the step does not name the set.
    fd_set* fill(const Turn& turn) {
        if (!turn.arguments.contains(key)) return nullptr;
        names = turn.arguments.at(key).get<std::vector<std::string>>();
        if (names.size() > FD_SETSIZE) throw InputError("too many sockets");
        for (const std::string& name : names)
            members.fd_array[members.fd_count++] = socket_named(turn.session, name);
        return &members;
    }
    /// Tells which of them are left.
    void tell(Turn& turn) const {
        if (!turn.arguments.contains(key)) return;
        turn.facts[key] = Json::array();
        const auto count = std::min<std::size_t>(members.fd_count, FD_SETSIZE);
        const auto left = std::span{members.fd_array}.first(count);
        for (const std::string& name : names) {
            if (std::ranges::find(left, socket_named(turn.session, name)) != left.end())
                turn.facts[key].push_back(name);
        }
    }
};

void select_sockets(Turn& turn) {
    std::array<NamedSet, 3> sets{{{"readfds", {}}, {"writefds", {}}, {"exceptfds", {}}}};
    const std::array places{sets[0].fill(turn), sets[1].fill(turn), sets[2].fill(turn)};
    const auto bound = turn.arguments.at("timeout_ms").get<std::uint32_t>();
    timeval timeout{};
    timeout.tv_sec = static_cast<long>(bound / 1000);
    timeout.tv_usec = static_cast<long>(bound % 1000 * 1000);
    constexpr int ignored = 0;

    const auto value = invoke<decltype(::select)>(turn, "select", ignored, places[0], places[1],
                                                  places[2], &timeout);

    if (!value.has_value() || *value == SOCKET_ERROR) return;
    for (const NamedSet& set : sets)
        set.tell(turn);
}

constexpr auto forms = std::to_array<Form>({
    {"call", "socket", "type af? protocol? as?", make_socket},
    {"call", "closesocket", "s", close_socket},
    {"call", "bind", "s name?", bind_socket},
    {"call", "listen", "s backlog", listen_on},
    {"call", "accept", "s as?", accept_from},
    {"call", "connect", "s name", connect_to},
    {"call", "shutdown", "s how", shut_down},
    {"call", "getsockname", "s", get_sock_name},
    {"call", "getpeername", "s", get_peer_name},
    {"call", "getsockopt", "s optname", get_sock_opt},
    {"call", "setsockopt", "s optname l_onoff? l_linger? optval?", set_sock_opt},
    {"call", "ioctlsocket", "s cmd argp", ioctl_socket},
    {"call", "select", "readfds? writefds? exceptfds? timeout_ms", select_sockets},
});

}  // namespace

std::span<const Form> socket_forms() {
    return forms;
}

}  // namespace wsconform::agent
