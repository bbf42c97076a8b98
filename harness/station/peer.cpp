// SPDX-License-Identifier: Apache-2.0

#include "harness/station/peer.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string_view>
#include <thread>

#include "harness/harness_error.hpp"
#include "harness/station/native_socket.hpp"

namespace wsconform {

using namespace std::chrono_literals;
using namespace native;

void PeerSockets::listens(const std::string& name) {
    Socket socket{opened(SOCK_STREAM)};
    bind_to_any_port(socket.descriptor, addresses_.peer);
    if (listen(socket.descriptor.value(), SOMAXCONN) != 0)
        throw HarnessError{because("listen", errno)};
    keep(name, std::move(socket));
}

/// A queue of no length takes one connection all the same. Whoever comes then is not answered.
void PeerSockets::listens_full(const std::string& name) {
    Socket listener{opened(SOCK_STREAM)};
    bind_to_any_port(listener.descriptor, addresses_.peer);
    if (listen(listener.descriptor.value(), 0) != 0) throw HarnessError{because("listen", errno)};
    const sockaddr_in address = endpoint(addresses_.peer, port_of(listener.descriptor));
    constexpr std::size_t most = 16;
    while (true) {
        Descriptor filler = opened(SOCK_STREAM);
        // Whether it was accepted is asked at once, and not what this call says.
        [[maybe_unused]] const int begun =
            connect(filler.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
        if (!is_ready(filler, POLLOUT, Clock::now() + std::chrono::milliseconds{50})) break;
        listener.fillers.push_back(std::move(filler));
        if (listener.fillers.size() > most) throw HarnessError{"listen: the queue takes all"};
    }
    keep(name, std::move(listener));
}

void PeerSockets::drains(const std::string& name) {
    Socket& listener = named(name);
    for (std::size_t i = 0; i < listener.fillers.size(); ++i) {
        if (!is_ready(listener.descriptor, POLLIN, Clock::now() + bounds_.connection)) continue;
        Descriptor filler{accept(listener.descriptor.value(), nullptr, nullptr)};
        if (!filler.is_open() && errno != EAGAIN) throw HarnessError{because("accept", errno)};
    }
    listener.fillers.clear();
}

bool PeerSockets::connects(std::uint16_t port, const std::string& name) {
    Socket socket{opened(SOCK_STREAM)};
    const sockaddr_in address = endpoint(addresses_.agent, port);
    int error = 0;
    if (connect(socket.descriptor.value(), reinterpret_cast<const sockaddr*>(&address),
                sizeof address) != 0)
        error = errno;
    if (error == EINPROGRESS) {
        if (!is_ready(socket.descriptor, POLLOUT, Clock::now() + bounds_.connection))
            throw Unable{"connect: nobody answered in time"};
        error = error_of(socket.descriptor);
    }
    if (error == ECONNREFUSED) {
        unmet_.insert(name);
        return false;
    }
    // A connection that was reset as soon as it was made was made all the same.
    socket.was_reset = means_reset(error);
    if (error != 0 && !socket.was_reset) throw HarnessError{because("connect", error)};
    keep(name, std::move(socket));
    return true;
}

bool PeerSockets::accepts(const std::string& listener, const std::string& name) {
    const Descriptor& listening = named(listener).descriptor;
    const auto deadline = Clock::now() + bounds_.connection;
    while (is_ready(listening, POLLIN, deadline)) {
        in_addr from{};
        Socket socket{accepted_from(listening, from)};
        if (socket.descriptor.is_open()) {
            if (!addresses_.is_from_the_agent(from)) continue;
            keep(name, std::move(socket));
            return true;
        }
        // Who connected has gone again.
        const bool is_gone = errno == EAGAIN || errno == EINTR || errno == ECONNABORTED;
        if (!is_gone) throw HarnessError{because("accept", errno)};
    }
    unmet_.insert(name);
    return false;
}

void PeerSockets::binds(const std::string& name) {
    Socket socket{.descriptor = opened(SOCK_DGRAM), .is_stream = false};
    const int on = 1;
    if (setsockopt(socket.descriptor.value(), IPPROTO_IP, IP_RECVERR, &on, sizeof on) != 0)
        throw HarnessError{because("IP_RECVERR", errno)};
    bind_to_any_port(socket.descriptor, addresses_.peer);
    keep(name, std::move(socket));
}

bool PeerSockets::sends(const std::string& name, const std::string& bytes) {
    Socket& socket = named(name);
    const auto deadline = Clock::now() + bounds_.acknowledgement;
    std::string_view left = bytes;
    while (!left.empty()) {
        const ssize_t count =
            send(socket.descriptor.value(), left.data(), left.size(), MSG_NOSIGNAL);
        if (count > 0) {
            left.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            if (!is_ready(socket.descriptor, POLLOUT, deadline)) return false;
        } else if (means_reset(errno)) {
            socket.was_reset = true;
            return false;
        } else {
            throw HarnessError{because("send", errno)};
        }
    }
    while (!all_acknowledged(socket)) {
        if (socket.was_reset || Clock::now() >= deadline) return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

void PeerSockets::sends_datagram(const std::string& name, const std::string& bytes,
                                 std::uint16_t port) {
    Socket& socket = named(name);
    const sockaddr_in address = endpoint(addresses_.agent, port);
    while (sendto(socket.descriptor.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) {
        if (errno != ECONNREFUSED) throw HarnessError{because("sendto", errno)};
        // That was the answer to an earlier datagram: it is kept for whoever observes.
        ++socket.refusals;
        drop_queued_error(socket.descriptor);
    }
}

bool PeerSockets::shuts_down(const std::string& name) {
    Socket& socket = named(name);
    const auto deadline = Clock::now() + bounds_.acknowledgement;
    if (shutdown(socket.descriptor.value(), SHUT_WR) != 0) {
        if (errno != ENOTCONN) throw HarnessError{because("shutdown", errno)};
        socket.was_reset = true;
        return false;
    }
    while (true) {
        const int state = tcp_state_of(socket.descriptor);
        if (state == TCP_FIN_WAIT2 || state == TCP_TIME_WAIT) return true;
        if (state == TCP_CLOSE) {
            // After the acknowledgement of a last FIN, and after a reset: only that leaves an
            // error.
            socket.was_reset = socket.was_reset || means_reset(error_of(socket.descriptor));
            return !socket.was_reset;
        }
        if (Clock::now() >= deadline) return false;
        std::this_thread::sleep_for(1ms);
    }
}

void PeerSockets::closes(const std::string& name) {
    sockets_.erase(existing(name));
}

void PeerSockets::resets(const std::string& name) {
    const linger at_once{1, 0};
    const auto socket = existing(name);
    if (setsockopt(socket->second.descriptor.value(), SOL_SOCKET, SO_LINGER, &at_once,
                   sizeof at_once) != 0)
        throw HarnessError{because("SO_LINGER", errno)};
    sockets_.erase(socket);
}

void PeerSockets::forget_all() {
    sockets_.clear();
    unmet_.clear();
}

std::map<std::string, std::uint16_t> PeerSockets::ports() const {
    std::map<std::string, std::uint16_t> ports;
    for (const auto& [name, socket] : sockets_)
        ports[name] = port_of(socket.descriptor);
    return ports;
}

PeerSockets::Sockets::iterator PeerSockets::existing(const std::string& name) {
    const auto found = sockets_.find(name);
    if (found == sockets_.end() && unmet_.contains(name))
        throw Unable{"the connection '" + name + "' was never made"};
    if (found == sockets_.end()) throw HarnessError{"the peer has no open socket '" + name + "'"};
    return found;
}

PeerSockets::Socket& PeerSockets::named(const std::string& name) {
    return existing(name)->second;
}

void PeerSockets::keep(const std::string& name, Socket socket) {
    sockets_.insert_or_assign(name, std::move(socket));
}

/// Bytes that a reset threw away are no longer queued either, so the error is asked for last.
bool PeerSockets::all_acknowledged(Socket& socket) {
    if (unacknowledged_bytes(socket.descriptor) != 0) return false;
    socket.was_reset = socket.was_reset || means_reset(error_of(socket.descriptor));
    return !socket.was_reset;
}

}  // namespace wsconform
