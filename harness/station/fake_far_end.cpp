// SPDX-License-Identifier: Apache-2.0

#include "harness/station/fake_far_end.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "harness/station/native_socket.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using namespace native;
using Json = nlohmann::json;

void say(const Json& line) {
    std::cout << line.dump() << std::endl;
}

void go(const Descriptor& socket, const sockaddr_in& there) {
    const auto* const name = reinterpret_cast<const sockaddr*>(&there);
    [[maybe_unused]] const int begun = connect(socket.value(), name, sizeof there);
    is_ready(socket, POLLOUT, Clock::now() + 1s);
}

}  // namespace

void try_fake_far_end(const std::string& behaviour, const std::string& where) {
    if (behaviour == "is_refused") return say({{"failed", "connect"}, {"error", 10061}});
    if (behaviour == "is_ignored") return say({{"failed", "connect"}, {"error", 0}});
    if (behaviour == "cannot_bind") return say({{"failed", "bind"}, {"error", 10049}});
    if (behaviour == "babbles") return say({{"own", 7}});
    if (behaviour == "complains") {
        std::cerr << "out of cheese\n";
        return;
    }
    const auto first = where.find(':');
    const auto second = where.find(':', first + 1);
    const in_addr peer{inet_addr(where.substr(0, first).c_str())};
    const in_addr own{htonl(INADDR_LOOPBACK)};
    const auto port = [&where](std::size_t colon) {
        return static_cast<std::uint16_t>(std::stoul(where.substr(colon + 1)));
    };
    Descriptor connection = opened(SOCK_STREAM);
    const Descriptor listener = opened(SOCK_STREAM);
    const Descriptor mailbox = opened(SOCK_DGRAM);
    bind_to_any_port(listener, own);
    bind_to_any_port(mailbox, own);
    if (behaviour != "lets_nobody_in") listen(listener.value(), 1);
    go(connection, endpoint(peer, port(first)));
    const sockaddr_in there = endpoint(peer, port(second));
    if (behaviour != "sends_no_datagram")
        sendto(mailbox.value(), "x", 1, 0, reinterpret_cast<const sockaddr*>(&there), sizeof there);
    say({{"own", behaviour == "is_translated" ? "10.0.2.15" : "127.0.0.1"},
         {"tcp", port_of(listener)},
         {"udp", port_of(mailbox)}});
    const bool is_reached = is_ready(listener, POLLIN, Clock::now() + 5s);
    in_addr from{};
    const Descriptor accepted = accepted_from(listener, from);
    say({{"accepted", is_reached && behaviour != "sees_no_connection"},
         {"datagram",
          is_ready(mailbox, POLLIN, Clock::now() + 5s) && behaviour != "sees_no_datagram"}});
    const linger at_once{1, 0};
    if (behaviour != "resets_nothing")
        setsockopt(connection.value(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    connection.close();
    if (behaviour != "ends_nothing") shutdown(accepted.value(), SHUT_WR);
    is_ready(accepted, POLLIN, Clock::now() + 10s);
}

}  // namespace wsconform
