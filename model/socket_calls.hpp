// SPDX-License-Identifier: Apache-2.0

#pragma once

// The calls that make sockets, use them, and ask what happens on them.

#include <cstdint>

#include "model/values.hpp"

namespace wsconform::calls {

/// What is wrong with the selectors of socket.
enum class Selector : std::uint8_t { right, wrong_family, wrong_type, wrong_protocol };
struct CreateSocket {
    SocketId as{};
    Transport transport{};
    bool has_wildcards{};  ///< Of WSPSocket: no selector names anything.
    Selector selector{};
    bool has_no_type{};  ///< The type is 0: the provider chooses.
};
struct CloseSocket {
    SocketId socket{};
};
/// To a port of the system's choice, or to the one that `like` has or had.
struct Bind {
    SocketId socket{};
    SocketId like{SocketId::none};
};
struct Listen {
    SocketId socket{};
};
/// An address that names nobody: a port of 0, or zeros in all of it.
enum class Void : std::uint8_t { no, port, address };
/// Towards a listening peer, a datagram peer, a socket of the process, or (all `none`) nobody.
struct Connect {
    SocketId socket{};
    PeerId to{PeerId::none};
    SocketId to_socket{SocketId::none};
    Void lacks{};
};
struct Accept {
    SocketId socket{};
    SocketId as{};
};
struct Send {
    SocketId socket{};
    std::uint16_t bytes{};
    bool has_destination{};  ///< It is a sendto; both `none` mean nobody.
    PeerId to{PeerId::none};
    SocketId to_socket{SocketId::none};
};
enum class ReceiveCall : std::uint8_t { recv, recvfrom, wsarecv };
struct Receive {
    SocketId socket{};
    ReceiveCall call{};
    std::uint16_t length{};
    OverlappedId overlapped{OverlappedId::none};
    bool is_partial{};      ///< With MSG_PARTIAL.
    bool peeks{};           ///< With MSG_PEEK.
    bool is_urgent{};       ///< With MSG_OOB.
    bool waits_for_all{};   ///< With MSG_WAITALL.
    std::uint16_t first{};  ///< The length of the first of two buffers; 0: there is one.
};
struct RecvDisconnect {
    SocketId socket{};
    bool data_is_null{};
    std::uint16_t room{};  ///< Of the buffer for the data.
};
struct SendDisconnect {
    SocketId socket{};
    bool data_is_null{};
    std::uint16_t bytes{};
};
struct Shutdown {
    SocketId socket{};
    std::int32_t how{};
};
/// Or getpeername.
struct GetSockName {
    SocketId socket{};
    bool of_peer{};
};
struct GetSockError {
    SocketId socket{};
    bool is_type{};  ///< SO_TYPE is read instead.
};
/// SO_RCVTIMEO.
struct SetTimeout {
    SocketId socket{};
    std::uint32_t milliseconds{};
};
/// SO_LINGER, or SO_DONTLINGER, which carries only `on`.
struct SetLinger {
    SocketId socket{};
    bool is_dontlinger{};
    bool on{};
    std::uint16_t seconds{};
};
struct GetLinger {
    SocketId socket{};
};
struct SetNonblocking {
    SocketId socket{};
    bool on{};
};
/// select, waiting until the time given has passed. Each set has a bit for each socket.
struct Select {
    SocketId socket{SocketId::none};  ///< The first that is named.
    std::uint32_t timeout_ms{};
    std::uint8_t read{};
    std::uint8_t write{};
    std::uint8_t except{};
    bool has_stranger{};  ///< Something in a set is no socket.
};
/// The three sets as one number, as the `size` of a reply has those that select leaves.
constexpr std::uint32_t sets_of(std::uint8_t read, std::uint8_t write, std::uint8_t except) {
    return read | static_cast<std::uint32_t>(write) << 8U |
           static_cast<std::uint32_t>(except) << 16U;
}
constexpr std::uint32_t sets_of(const Select& call) {
    return sets_of(call.read, call.write, call.except);
}
/// The socket that the bit of such a number stands for.
constexpr SocketId socket_of_bit(unsigned bit) {
    return SocketId{static_cast<std::uint8_t>(bit % 8)};
}
static_assert(capacity::sockets == 8);
enum class ProtocolRoom : std::uint8_t { ample, none, lacking, required };
struct EnumProtocols {
    ProtocolRoom room{};
    bool is_filtered{};
};
/// `events`: bits of Notice.
struct AsyncSelect {
    SocketId socket{};
    WindowId window{WindowId::none};
    std::uint8_t events{};
};
struct EventSelect {
    SocketId socket{};
    std::uint8_t events{};
    EventId event{EventId::none};
};
struct EnumNetworkEvents {
    SocketId socket{};
    EventId event{EventId::none};
};
struct LookAtEventObject {
    EventId event{};
};
/// WSAGetOverlappedResult, which does not wait.
struct GetOverlappedResult {
    SocketId socket{};
    OverlappedId overlapped{};
};

}  // namespace wsconform::calls
