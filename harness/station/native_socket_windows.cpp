// SPDX-License-Identifier: Apache-2.0

#include "harness/station/native_socket.hpp"

#include <iphlpapi.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <vector>

#include "harness/harness_error.hpp"
#include "windows/posix_sockets.hpp"

namespace wsconform::native {

namespace {

/// Winsock is there as long as the process is.
void start_winsock() {
    static const int error = [] {
        WSADATA about{};
        return WSAStartup(MAKEWORD(2, 2), &about);
    }();
    if (error != 0) throw HarnessError{"this machine has no Winsock 2.2 to be the far end"};
}

/// Of the protocol catalogue the entry of a provider that is no layer and no chain, so that what
/// somebody has installed above it has no part in what the peer sees.
std::optional<WSAPROTOCOL_INFOW> base_entry(int type) {
    std::array<int, 2> protocols{type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP, 0};
    DWORD size = 0;
    WSAEnumProtocolsW(protocols.data(), nullptr, &size);
    std::vector<WSAPROTOCOL_INFOW> entries(size / sizeof(WSAPROTOCOL_INFOW) + 1);
    size = static_cast<DWORD>(entries.size() * sizeof(WSAPROTOCOL_INFOW));
    const int count = WSAEnumProtocolsW(protocols.data(), entries.data(), &size);
    for (int i = 0; i < count; ++i) {
        const WSAPROTOCOL_INFOW& entry = entries[static_cast<std::size_t>(i)];
        const bool is_it = entry.ProtocolChain.ChainLen == 1 && entry.iAddressFamily == AF_INET &&
                           entry.iSocketType == type;
        if (is_it) return entry;
    }
    return std::nullopt;
}

SOCKET whole(const Descriptor& descriptor) {
    return static_cast<SOCKET>(descriptor.value());
}

/// Windows 10 1703 and later tell of a connection what POSIX systems do.
struct ConnectionFacts {
    int state;
    std::uint32_t mss;
    std::uint64_t age_ms;
    unsigned char has_time_stamps;
    std::uint32_t round_trip_us;
    std::uint32_t least_round_trip_us;
    std::uint32_t bytes_in_flight;
    std::array<std::uint32_t, 24> rest;
};

std::optional<ConnectionFacts> facts_of(const Descriptor& descriptor) {
    constexpr DWORD tcp_info = 0xD8000027;
    DWORD version = 0;
    DWORD size = 0;
    ConnectionFacts facts{};
    if (WSAIoctl(whole(descriptor), tcp_info, &version, sizeof version, &facts, sizeof facts, &size,
                 nullptr, nullptr) != 0)
        return std::nullopt;
    return facts;
}

int state_of(int windows_state) {
    switch (windows_state) {
        case 4:
            return TCP_ESTABLISHED;
        case 5:
            return TCP_FIN_WAIT1;
        case 6:
            return TCP_FIN_WAIT2;
        case 10:
            return TCP_TIME_WAIT;
        case 0:
            return TCP_CLOSE;
        default:
            return TCP_FIN_WAIT1;  // Whatever it is, nothing is acknowledged yet.
    }
}

/// Of an older system: the table of all connections, in which one that is over does not stand.
int state_in_table(const Descriptor& descriptor) {
    const std::uint16_t port = port_of(descriptor);
    ULONG size = 0;
    GetTcpTable(nullptr, &size, FALSE);
    std::vector<unsigned char> memory(size + 4096);
    size = static_cast<ULONG>(memory.size());
    auto* const table = reinterpret_cast<MIB_TCPTABLE*>(memory.data());
    if (GetTcpTable(table, &size, FALSE) != NO_ERROR)
        throw HarnessError{"the table of connections (GetTcpTable) cannot be read"};
    for (DWORD i = 0; i < table->dwNumEntries; ++i) {
        const MIB_TCPROW& row = table->table[i];
        const auto its_port = ntohs(static_cast<std::uint16_t>(row.dwLocalPort));
        if (its_port != port || row.dwState == MIB_TCP_STATE_LISTEN) continue;
        if (row.dwState == MIB_TCP_STATE_FIN_WAIT2) return TCP_FIN_WAIT2;
        if (row.dwState == MIB_TCP_STATE_TIME_WAIT) return TCP_TIME_WAIT;
        if (row.dwState == MIB_TCP_STATE_CLOSED) return TCP_CLOSE;
        return row.dwState == MIB_TCP_STATE_ESTAB ? TCP_ESTABLISHED : TCP_FIN_WAIT1;
    }
    return TCP_CLOSE;
}

}  // namespace

Descriptor opened(int type) {
    start_winsock();
    auto entry = base_entry(type);
    const SOCKET made = WSASocketW(AF_INET, type, 0, entry ? &*entry : nullptr, 0,
                                   WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    u_long on = 1;
    if (made == INVALID_SOCKET || ioctlsocket(made, static_cast<long>(FIONBIO), &on) != 0)
        throw HarnessError{"socket: error " + std::to_string(WSAGetLastError())};
    return Descriptor{static_cast<int>(made)};
}

sockaddr_in endpoint(in_addr address, std::uint16_t port) {
    sockaddr_in whole_address{};
    whole_address.sin_family = AF_INET;
    whole_address.sin_addr = address;
    whole_address.sin_port = htons(port);
    return whole_address;
}

sockaddr_in loopback(std::uint16_t port) {
    in_addr address{};
    address.s_addr = htonl(INADDR_LOOPBACK);
    return endpoint(address, port);
}

std::string words_for(in_addr address) {
    std::array<char, INET_ADDRSTRLEN> words{};
    return inet_ntop(AF_INET, &address, words.data(), words.size());
}

void bind_to_any_port(const Descriptor& descriptor, in_addr address) {
    const sockaddr_in whole_address = endpoint(address, 0);
    if (bind(descriptor.value(), reinterpret_cast<const sockaddr*>(&whole_address),
             sizeof whole_address) != 0)
        throw HarnessError{because("bind", errno)};
}

Descriptor accepted_from(const Descriptor& listener, in_addr& from) {
    sockaddr_in address{};
    int length = sizeof address;
    Descriptor accepted{accept(listener.value(), reinterpret_cast<sockaddr*>(&address), &length)};
    from = address.sin_addr;
    return accepted;
}

ssize_t received_from(const Descriptor& descriptor, std::string& bytes, in_addr& from) {
    sockaddr_in address{};
    int length = sizeof address;
    const ssize_t count = recvfrom(descriptor.value(), bytes.data(), bytes.size(), 0,
                                   reinterpret_cast<sockaddr*>(&address), &length);
    from = address.sin_addr;
    return count;
}

std::uint16_t port_of(const Descriptor& descriptor) {
    sockaddr_in address{};
    int length = sizeof address;
    if (getsockname(descriptor.value(), reinterpret_cast<sockaddr*>(&address), &length) != 0)
        throw HarnessError{because("getsockname", errno)};
    return ntohs(address.sin_port);
}

bool is_ready(const Descriptor& descriptor, short events, Clock::time_point deadline) {
    fd_set one{};
    FD_SET(whole(descriptor), &one);
    const bool reads = (events & POLLIN) != 0;
    const auto left = std::chrono::ceil<std::chrono::microseconds>(deadline - Clock::now()).count();
    const auto wait = std::max<decltype(left)>(left, 0);
    timeval bound{static_cast<long>(wait / 1'000'000), static_cast<long>(wait % 1'000'000)};
    fd_set failed = one;  // Of a connect; WSAPoll of older systems does not tell.
    return select(0, reads ? &one : nullptr, reads ? nullptr : &one, reads ? nullptr : &failed,
                  &bound) > 0;
}

int error_of(const Descriptor& descriptor) {
    int error = 0;
    int length = sizeof error;
    if (getsockopt(whole(descriptor), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error),
                   &length) != 0)
        throw HarnessError{"SO_ERROR: error " + std::to_string(WSAGetLastError())};
    if (error == WSAECONNREFUSED) return ECONNREFUSED;
    if (error == WSAECONNRESET || error == WSAECONNABORTED) return ECONNRESET;
    return error;
}

bool means_reset(int error) {
    return error == ECONNRESET || error == EPIPE;
}

int unacknowledged_bytes(const Descriptor& descriptor) {
    const auto facts = facts_of(descriptor);
    return facts ? static_cast<int>(facts->bytes_in_flight) : 0;
}

int tcp_state_of(const Descriptor& descriptor) {
    const auto facts = facts_of(descriptor);
    return facts ? state_of(facts->state) : state_in_table(descriptor);
}

void drop_queued_error(const Descriptor& /*descriptor*/) {
    // Winsock tells each error once.
}

}  // namespace wsconform::native
