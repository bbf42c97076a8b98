// SPDX-License-Identifier: Apache-2.0

#pragma once

// The small values that calls, states and replies are made of. Identities are indices into the
// fixed arrays of State, so a value never needs the heap; `capacity` is the one place that says
// how many of each a scenario may use.

#include <compare>
#include <cstddef>
#include <cstdint>

namespace wsconform {

namespace capacity {
inline constexpr std::size_t threads = 4;
inline constexpr std::size_t windows = 4;
inline constexpr std::size_t requests = 8;
inline constexpr std::size_t buffers = 8;
inline constexpr std::size_t sockets = 8;
inline constexpr std::size_t peers = 8;
inline constexpr std::size_t names = 8;
inline constexpr std::size_t overlapped = 2;
inline constexpr std::size_t hooks = 2;
inline constexpr std::size_t objects = 3;
inline constexpr std::size_t events = 2;            ///< Event objects of network events.
inline constexpr std::size_t packets = 4;           ///< On their way to one socket, or unread.
inline constexpr std::size_t datagrams_out = 3;     ///< Unseen by one peer, of known sizes.
inline constexpr std::size_t stream_bytes = 60000;  ///< Counted, not stored.
}  // namespace capacity

enum class ThreadId : std::uint8_t {};
enum class WindowId : std::uint8_t { none = 0xff };
enum class RequestId : std::uint8_t { none = 0xff };
enum class BufferId : std::uint8_t { none = 0xff };
enum class SocketId : std::uint8_t { none = 0xff };  ///< `none`: not a socket at all.
enum class PeerId : std::uint8_t { none = 0xff };
enum class NameId : std::uint8_t { none = 0xff };
enum class OverlappedId : std::uint8_t { none = 0xff };
enum class HookId : std::uint8_t { none = 0xff };
enum class ObjectId : std::uint8_t { none = 0xff };  ///< What an upcall made.
enum class EventId : std::uint8_t { none = 0xff };

/// A task handle, interned: equal exactly if the raw handles are equal, numbered as first seen.
enum class Handle : std::uint16_t {
    zero = 0,
    first = 1,
    unknown = 0xffff,  ///< A value that no accepted request was given.
};

template <typename Id>
constexpr std::size_t index_of(Id id) {
    return static_cast<std::size_t>(id);
}

/// What WSASetBlockingHook returns, as a number: NULL, a function that is none of the agent's, or,
/// from `first` on, one of the agent's hooks.
namespace hook_number {
inline constexpr std::uint32_t null = 0;
inline constexpr std::uint32_t foreign = 1;
inline constexpr std::uint32_t first = 2;
inline constexpr std::uint32_t last = first + capacity::hooks - 1;
constexpr std::uint32_t of(HookId hook) {
    return first + static_cast<std::uint32_t>(index_of(hook));
}
}  // namespace hook_number

/// Of winsock2.h.
namespace event_number {
inline constexpr std::uint32_t fd_read = 1;
inline constexpr std::uint32_t fd_write = 2;
inline constexpr std::uint32_t fd_accept = 8;
inline constexpr std::uint32_t fd_connect = 16;
inline constexpr std::uint32_t fd_close = 32;
}  // namespace event_number

/// How the message of a network event names its socket, beside the numbers of task handles.
namespace notice_number {
inline constexpr std::uint32_t first = 0x8000;
constexpr std::uint32_t of(SocketId socket) {
    return first + static_cast<std::uint32_t>(index_of(socket));
}
}  // namespace notice_number

/// Versions compare as pairs, not as the WORD that carries them.
struct Version {
    std::uint8_t major{};
    std::uint8_t minor{};
    auto operator<=>(const Version&) const = default;
};

/// A version as one number of the same order, the form in which replies carry it.
constexpr std::uint32_t packed(Version version) {
    return (static_cast<std::uint32_t>(version.major) << 8U) | version.minor;
}

/// Which of the six WSAAsyncGetXByY functions, in the order of their 1.1 ordinals.
enum class LookupKind : std::uint8_t {
    host_by_addr,
    host_by_name,
    proto_by_number,
    proto_by_name,
    serv_by_port,
    serv_by_name,
};

/// What a database has to say on a key.
enum class Answer : std::uint8_t {
    found,
    host_not_found,
    no_data,
    try_again,
    no_recovery,
    key_unknown,       ///< A protocol or service that does not exist (AMB-12).
    dotted_literal,    ///< "192.0.2.1" as a host name (AMB-11).
    empty_name,        ///< "" or NULL as a host name (AMB-64).
    unusable_literal,  ///< "::1", "300.1.1.1" as a host name.
    other_case,        ///< An alias, another case, or an entry that not every database has.
    bad_address,       ///< A length or family that no address has.
    bad_pointer,       ///< NULL where a key or buffer is due (AMB-08).
    unsettled,         ///< Where it is looked up changed while it was.
};

/// How a buffer's length compares to what the result needs.
enum class Room : std::uint8_t {
    enough,
    too_small,
    unsure,      ///< Between the least any provider needs and what surely suffices.
    advertised,  ///< At least the size an earlier WSAENOBUFS message asked for.
};

/// The two files behind the protocol and service look-ups.
enum class Database : std::uint8_t { protocol, services };

/// `seqpacket`: a connection that keeps message boundaries and carries disconnect data.
enum class Transport : std::uint8_t { tcp, udp, seqpacket };

/// The fifteen upcalls, in the order of their table.
enum class UpcallKind : std::uint8_t {
    close_event,
    close_socket_handle,
    create_event,
    create_socket_handle,
    fd_is_set,
    get_provider_path,
    modify_ifs_handle,
    post_message,
    query_blocking_callback,
    query_socket_handle_context,
    queue_apc,
    reset_event,
    set_event,
    open_current_thread,
    close_thread,
};
/// What is wrong with the arguments of an upcall.
enum class Flaw : std::uint8_t { none, bad_handle, bad_pointer, too_short, unknown_id };

}  // namespace wsconform
