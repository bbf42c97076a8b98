#include "harness/station/peer.hpp"

#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <thread>

#include "harness/harness_error.hpp"
#include "harness/station/descriptor.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_read_bytes = 65536;

Descriptor opened(int type) {
    Descriptor descriptor{socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!descriptor.is_open()) throw HarnessError{because("socket", errno)};
    return descriptor;
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

void bind_to_any_port(const Descriptor& descriptor) {
    const sockaddr_in address = loopback(0);
    if (bind(descriptor.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw HarnessError{because("bind", errno)};
}

std::uint16_t port_of(const Descriptor& descriptor) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    getsockname(descriptor.value(), reinterpret_cast<sockaddr*>(&address), &length);
    return ntohs(address.sin_port);
}

/// False when the bound passed first.
bool is_ready(const Descriptor& descriptor, short events, Clock::time_point deadline) {
    pollfd source{descriptor.value(), events, 0};
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        const int count = poll(&source, 1, static_cast<int>(left > 0 ? left : 0));
        if (count > 0) return true;
        if (count == 0) return false;
    }
}

/// Takes the error that the kernel holds for a socket; there is none when it is 0.
int error_of(const Descriptor& descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    getsockopt(descriptor.value(), SOL_SOCKET, SO_ERROR, &error, &length);
    return error;
}

bool means_reset(int error) {
    return error == ECONNRESET || error == EPIPE;
}

int unacknowledged_bytes(const Descriptor& descriptor) {
    int count = 0;
    ioctl(descriptor.value(), SIOCOUTQ, &count);
    return count;
}

int tcp_state_of(const Descriptor& descriptor) {
    tcp_info info{};
    socklen_t length = sizeof info;
    getsockopt(descriptor.value(), IPPROTO_TCP, TCP_INFO, &info, &length);
    return info.tcpi_state;
}

/// The kernel queues ICMP errors with their datagrams besides telling them. The bare fact is enough
/// here, but what stays queued is told again.
void drop_queued_error(const Descriptor& descriptor) {
    std::array<char, 512> control{};
    msghdr message{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    recvmsg(descriptor.value(), &message, MSG_ERRQUEUE);
}

}  // namespace

void PeerSockets::listens(const std::string& name) {
    Socket socket{opened(SOCK_STREAM)};
    bind_to_any_port(socket.descriptor);
    if (listen(socket.descriptor.value(), SOMAXCONN) != 0)
        throw HarnessError{because("listen", errno)};
    keep(name, std::move(socket));
}

/// A queue of no length takes one connection all the same. Whoever comes then is not answered.
void PeerSockets::listens_full(const std::string& name) {
    Socket listener{opened(SOCK_STREAM)};
    bind_to_any_port(listener.descriptor);
    if (listen(listener.descriptor.value(), 0) != 0) throw HarnessError{because("listen", errno)};
    const sockaddr_in address = loopback(port_of(listener.descriptor));
    constexpr std::size_t most = 16;
    while (true) {
        Descriptor filler = opened(SOCK_STREAM);
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
        if (is_ready(listener.descriptor, POLLIN, Clock::now() + bounds_.connection))
            Descriptor{accept(listener.descriptor.value(), nullptr, nullptr)};
    }
    listener.fillers.clear();
}

bool PeerSockets::connects(std::uint16_t port, const std::string& name) {
    Socket socket{opened(SOCK_STREAM)};
    const sockaddr_in address = loopback(port);
    int error = 0;
    if (connect(socket.descriptor.value(), reinterpret_cast<const sockaddr*>(&address),
                sizeof address) != 0)
        error = errno;
    if (error == EINPROGRESS) {
        if (!is_ready(socket.descriptor, POLLOUT, Clock::now() + bounds_.connection))
            throw HarnessError{"connect: nobody answered in time"};
        error = error_of(socket.descriptor);
    }
    if (error == ECONNREFUSED) {
        unmet_.insert(name);
        return false;
    }
    if (error != 0) throw HarnessError{because("connect", error)};
    keep(name, std::move(socket));
    return true;
}

bool PeerSockets::accepts(const std::string& listener, const std::string& name) {
    const Descriptor& listening = named(listener).descriptor;
    if (!is_ready(listening, POLLIN, Clock::now() + bounds_.connection)) {
        unmet_.insert(name);
        return false;
    }
    Socket socket{
        Descriptor{accept4(listening.value(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)}};
    if (!socket.descriptor.is_open()) throw HarnessError{because("accept", errno)};
    keep(name, std::move(socket));
    return true;
}

void PeerSockets::binds(const std::string& name) {
    Socket socket{.descriptor = opened(SOCK_DGRAM), .is_stream = false};
    const int on = 1;
    setsockopt(socket.descriptor.value(), IPPROTO_IP, IP_RECVERR, &on, sizeof on);
    bind_to_any_port(socket.descriptor);
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
    const sockaddr_in address = loopback(port);
    const auto send_it = [&] {
        return sendto(socket.descriptor.value(), bytes.data(), bytes.size(), MSG_NOSIGNAL,
                      reinterpret_cast<const sockaddr*>(&address), sizeof address);
    };
    if (send_it() >= 0) return;
    if (errno != ECONNREFUSED) throw HarnessError{because("sendto", errno)};
    // That was the answer to an earlier datagram: it is kept for whoever observes.
    ++socket.refusals;
    drop_queued_error(socket.descriptor);
    if (send_it() < 0) throw HarnessError{because("sendto", errno)};
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
    named(name);
    sockets_.erase(name);
}

void PeerSockets::resets(const std::string& name) {
    const linger at_once{1, 0};
    setsockopt(named(name).descriptor.value(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    sockets_.erase(name);
}

Sighting PeerSockets::observes(const std::string& name) {
    if (unmet_.contains(name)) return {Sighting::Kind::nothing};
    Socket& socket = named(name);
    if (!socket.is_stream) return observe_datagram(socket);
    if (socket.end_told || socket.reset_told) return observe_reset_only(socket);
    return observe_stream(socket);
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

PeerSockets::Socket& PeerSockets::named(const std::string& name) {
    const auto found = sockets_.find(name);
    if (found == sockets_.end()) throw HarnessError{"the peer has no open socket '" + name + "'"};
    return found->second;
}

void PeerSockets::keep(const std::string& name, Socket socket) {
    sockets_.insert_or_assign(name, std::move(socket));
}

/// Bytes that a reset threw away are no longer queued either, so the error is asked for last.
bool PeerSockets::all_acknowledged(Socket& socket) const {
    if (unacknowledged_bytes(socket.descriptor) != 0) return false;
    socket.was_reset = socket.was_reset || means_reset(error_of(socket.descriptor));
    return !socket.was_reset;
}

Sighting PeerSockets::observe_stream(Socket& socket) const {
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (is_ready(socket.descriptor, POLLIN, deadline)) {
        std::string bytes(longest_read_bytes, '\0');
        const ssize_t count = recv(socket.descriptor.value(), bytes.data(), bytes.size(), 0);
        if (count > 0) {
            bytes.resize(static_cast<std::size_t>(count));
            return {Sighting::Kind::bytes, std::move(bytes)};
        }
        socket.was_reset = socket.was_reset || (count < 0 && means_reset(errno));
        if (socket.was_reset) {
            socket.reset_told = true;
            return {Sighting::Kind::reset};
        }
        if (count == 0) {
            socket.end_told = true;
            return {Sighting::Kind::end};
        }
        if (errno != EAGAIN && errno != EINTR) throw HarnessError{because("recv", errno)};
    }
    return {Sighting::Kind::nothing};
}

/// A stream past its end is always readable, so it is looked at from time to time instead.
Sighting PeerSockets::observe_reset_only(Socket& socket) const {
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (!socket.reset_told) {
        socket.was_reset = socket.was_reset || means_reset(error_of(socket.descriptor));
        if (socket.was_reset) {
            socket.reset_told = true;
            return {Sighting::Kind::reset};
        }
        if (Clock::now() >= deadline) break;
        std::this_thread::sleep_for(1ms);
    }
    std::this_thread::sleep_until(deadline);
    return {Sighting::Kind::nothing};
}

Sighting PeerSockets::observe_datagram(Socket& socket) const {
    if (socket.refusals > 0) {
        --socket.refusals;
        return {Sighting::Kind::refused};
    }
    const auto deadline = Clock::now() + bounds_.quiescence;
    while (is_ready(socket.descriptor, POLLIN, deadline)) {
        std::string bytes(longest_read_bytes, '\0');
        const ssize_t count = recv(socket.descriptor.value(), bytes.data(), bytes.size(), 0);
        if (count >= 0) {
            bytes.resize(static_cast<std::size_t>(count));
            return {Sighting::Kind::bytes, std::move(bytes)};
        }
        const int error = errno;
        drop_queued_error(socket.descriptor);
        if (error == ECONNREFUSED) return {Sighting::Kind::refused};
        if (error != EAGAIN && error != EINTR) throw HarnessError{because("recv", error)};
    }
    return {Sighting::Kind::nothing};
}

}  // namespace wsconform
