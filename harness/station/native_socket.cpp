// SPDX-License-Identifier: Apache-2.0

#include "harness/station/native_socket.hpp"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "harness/harness_error.hpp"

namespace wsconform::native {

Descriptor opened(int type) {
    Descriptor descriptor{socket(AF_INET, type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!descriptor.is_open()) throw HarnessError{because("socket", errno)};
    return descriptor;
}

sockaddr_in endpoint(in_addr address, std::uint16_t port) {
    sockaddr_in whole{};
    whole.sin_family = AF_INET;
    whole.sin_addr = address;
    whole.sin_port = htons(port);
    return whole;
}

sockaddr_in loopback(std::uint16_t port) {
    return endpoint({htonl(INADDR_LOOPBACK)}, port);
}

std::string words_for(in_addr address) {
    std::array<char, INET_ADDRSTRLEN> words{};
    return inet_ntop(AF_INET, &address, words.data(), words.size());
}

void bind_to_any_port(const Descriptor& descriptor, in_addr address) {
    const sockaddr_in whole = endpoint(address, 0);
    if (bind(descriptor.value(), reinterpret_cast<const sockaddr*>(&whole), sizeof whole) != 0)
        throw HarnessError{because("bind", errno)};
}

Descriptor accepted_from(const Descriptor& listener, in_addr& from) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    Descriptor accepted{accept4(listener.value(), reinterpret_cast<sockaddr*>(&address), &length,
                                SOCK_CLOEXEC | SOCK_NONBLOCK)};
    from = address.sin_addr;
    return accepted;
}

ssize_t received_from(const Descriptor& descriptor, std::string& bytes, in_addr& from) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    const ssize_t count = recvfrom(descriptor.value(), bytes.data(), bytes.size(), 0,
                                   reinterpret_cast<sockaddr*>(&address), &length);
    from = address.sin_addr;
    return count;
}

std::uint16_t port_of(const Descriptor& descriptor) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (getsockname(descriptor.value(), reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw HarnessError{because("getsockname", errno)};
    return ntohs(address.sin_port);
}

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

int error_of(const Descriptor& descriptor) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(descriptor.value(), SOL_SOCKET, SO_ERROR, &error, &length) != 0)
        throw HarnessError{because("SO_ERROR", errno)};
    return error;
}

bool means_reset(int error) {
    return error == ECONNRESET || error == EPIPE;
}

int unacknowledged_bytes(const Descriptor& descriptor) {
    int count = 0;
    if (ioctl(descriptor.value(), SIOCOUTQ, &count) != 0)
        throw HarnessError{because("SIOCOUTQ", errno)};
    return count;
}

int tcp_state_of(const Descriptor& descriptor) {
    tcp_info info{};
    socklen_t length = sizeof info;
    if (getsockopt(descriptor.value(), IPPROTO_TCP, TCP_INFO, &info, &length) != 0)
        throw HarnessError{because("TCP_INFO", errno)};
    return info.tcpi_state;
}

void drop_queued_error(const Descriptor& descriptor) {
    std::array<char, 512> control{};
    msghdr message{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    [[maybe_unused]] const ssize_t count = recvmsg(descriptor.value(), &message, MSG_ERRQUEUE);
}

}  // namespace wsconform::native
