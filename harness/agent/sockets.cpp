// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/sockets.hpp"

#include "harness/agent/errors.hpp"
#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

SOCKET socket_named(const Session& session, const std::string& name) {
    if (name == "INVALID_SOCKET") return INVALID_SOCKET;
    if (name == "not_a_socket") return reinterpret_cast<SOCKET>(session.an_event);
    const auto found = session.sockets.find(name);
    // What would have opened it was to be done inside a call that did not run its hook.
    return found == session.sockets.end() ? INVALID_SOCKET : found->second.value;
}

SOCKET socket_at(const Turn& turn, const char* key) {
    return socket_named(turn.session, name_at(turn, key));
}

sockaddr_in address_at(const Turn& turn, const char* key) {
    const std::string& name = name_at(turn, key);
    const Session& session = turn.session;
    if (const auto peer = session.peer_ports.find(name); peer != session.peer_ports.end())
        return endpoint(session.ends.peer, peer->second);
    if (const auto own = session.sockets.find(name); own != session.sockets.end())
        return own_address(session, own->second.port);
    throw InputError("no peer and no socket is named " + name);
}

sockaddr_in own_address(const Session& session, std::uint16_t port) {
    return endpoint(session.ends.own, port);
}

void learn_port(Turn& turn, const char* key) {
    const auto found = turn.session.sockets.find(name_at(turn, key));
    if (found == turn.session.sockets.end() || found->second.port != 0) return;
    auto* function = turn.session.api.function<decltype(::getsockname)>("getsockname");
    if (function == nullptr) return;

    sockaddr_in address{};
    auto* const name = reinterpret_cast<sockaddr*>(&address);
    int length = sizeof address;
    int value = SOCKET_ERROR;
    const std::uint32_t raised = run(value, function, found->second.value, name, &length);
    restore_last_error(turn);
    if (raised == 0 && value == 0) found->second.port = swapped(address.sin_port);
}

}  // namespace wsconform::agent
