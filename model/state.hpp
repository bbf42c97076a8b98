// SPDX-License-Identifier: Apache-2.0

#pragma once

// The state of one process, its provider and the peers, as an observer could know it.
//
// A State is plain memory: fixed arrays of small values, no padding, no pointers. Copy, equality
// and hash are memory operations, and a set of states has one deterministic order.

#include <array>
#include <compare>
#include <cstdint>
#include <type_traits>

#include "model/process.hpp"
#include "model/values.hpp"

namespace wsconform {

enum class SocketPhase : std::uint8_t {
    none,
    created,
    bound,
    listening,
    connecting,  ///< A non-blocking connect was begun, and has not ended.
    connected,
    closed,
};
enum class Disabled : std::uint8_t { no, by_shutdown, by_disconnect };
/// Progress of something that travels: a reset or the end of a stream.
enum class Travel : std::uint8_t { none, due, arrived, seen };

/// What became of connects on a socket that told their caller of an attempt only. Once there was
/// one, or a datagram was sent, the system may have chosen the socket's address.
enum class Attempt : std::uint8_t {
    none,
    begun,
    failed,
    given_up,  ///< The socket was closed meanwhile.
};

/// What kind of call on a socket a cancel has interrupted.
/// A timeout leaves it in a state of which no page says anything.
enum class Interrupted : std::uint8_t {
    no,
    accept,
    select,
    receive,
    send,
    connect,
    datagram,
    timeout,
};

/// What else is noted of a socket, one bit each.
enum class Mark : std::uint8_t {
    bound = 1U << 0U,          ///< bind, or a datagram that it sent, gave it the address it has.
    failure_shown = 1U << 1U,  ///< select has shown that its connect failed; SO_ERROR tells why.
    error_told = 1U << 2U,     ///< SO_ERROR may still tell of an earlier failure.
};

/// One direction of a connection, from its start: bytes of a stream, or packets.
struct Direction {
    std::uint16_t sent{};
    std::uint16_t arrived{};
    std::uint16_t read{};
    Travel end{};
    std::uint8_t reserved{};
};

/// SO_LINGER, as last set.
struct Linger {
    std::uint8_t on{};
    /// Set through SO_DONTLINGER, in a sense that is in doubt: 1 by a true one, 2 by a false one.
    std::uint8_t by_dontlinger{};
    std::uint16_t seconds{};
};

/// Network events, one bit each. An FD_CLOSE of a reset is told from one of an orderly end.
enum class Notice : std::uint8_t {
    read = 1U << 0U,
    close = 1U << 1U,
    close_by_reset = 1U << 2U,
    write = 1U << 3U,
    accept = 1U << 4U,
    connect = 1U << 5U,
};

/// Of each event but FD_CLOSE, in the order of event_kinds (notices.hpp).
using EventCounts = std::array<std::uint8_t, 4>;

/// What WSAAsyncSelect or WSAEventSelect asked for, and what became of it.
struct Notification {
    WindowId window{WindowId::none};      ///< `none`: events are recorded, not posted.
    WindowId old_window{WindowId::none};  ///< Of the registration before.
    std::uint8_t events{};                ///< Bits of Notice asked for; 0: nothing registered.
    std::uint8_t posted{};      ///< The FD_CLOSE in the window's queue or in the record, if any.
    std::uint8_t stale{};       ///< The FD_CLOSE that may be in the queue of the old window.
    std::uint8_t told{};        ///< FD_CLOSE was seen for this registration.
    std::uint8_t was_told{};    ///< It was seen for one before: whether it comes again is open.
    std::uint8_t registered{};  ///< There was a registration.
    std::uint8_t late{};        ///< The connection had ended when it was made.
    std::uint8_t inherited{};   ///< It was made for the listening socket.
    // Of the events but FD_CLOSE, as bits of Notice.
    std::uint8_t armed{};          ///< The next cause to be seen posts or records it.
    std::uint8_t may_wait{};       ///< It need not come for what is there: it was seen before.
    std::uint8_t due{};            ///< It was posted or recorded, and must come.
    std::uint8_t seen{};           ///< It has come for this registration.
    EventId event{EventId::none};  ///< The event object that a recorded event sets.
    std::uint8_t reserved{};
    EventCounts left{};  ///< How many may be in the queue or record though their cause is gone.
    EventCounts stale_events{};  ///< How many may be in the queue of the old window.
};

/// SO_RCVTIMEO. Whether an accepted socket has that of its listener is open.
enum class ReceiveTimeout : std::uint8_t { none, short_one, long_one, short_or_none };

struct Socket {
    Transport transport{};
    SocketPhase phase{};
    Disabled receive{};
    Disabled send{};
    std::uint8_t nonblocking{};
    PeerId far{PeerId::none};            ///< The connected peer, or the listener it waits at.
    Travel reset_in{};                   ///< The peer's reset on its way to us.
    Travel reset_out{};                  ///< Our reset on its way to the peer.
    std::uint8_t reset_by_later_data{};  ///< What made `reset_out` due.
    std::uint8_t abandoned{};  ///< Open when the final WSACleanup or the end of the process came.
    std::uint8_t datagrams{};  ///< Arrived and unread.
    std::uint8_t waiting{};    ///< Connections made by a peer and not accepted yet.
    Interrupted interrupted{};
    std::uint8_t aborted{};   ///< The interrupted call damaged the stream: all but close fails.
    std::uint8_t refused{};   ///< A nested call on it was refused.
    std::uint8_t unclosed{};  ///< closesocket said WSAEWOULDBLOCK.
    Linger linger;
    Notification notification;
    Direction in;
    Direction out;
    /// The socket at the other end, if it is one of ours; its listener until that accepts.
    SocketId partner{SocketId::none};
    Attempt attempt{};
    std::uint8_t strangers{};      ///< A datagram was thrown away, for it came from elsewhere.
    std::uint8_t reset_by_send{};  ///< `reset_in` answers data sent to a far end that had gone.
    ReceiveTimeout timeout{};
    std::uint8_t peeked{};           ///< What is there was looked at with MSG_PEEK.
    std::uint8_t inherits_linger{};  ///< Its linger is that of its listener.
    std::uint8_t marks{};            ///< Bits of Mark.
    std::uint16_t data{};            ///< Disconnect data that comes with the end of `in`, in bytes.
    /// Their sizes: of packets by number, of unread datagrams in their order (datagrams.cpp).
    std::array<std::uint16_t, capacity::packets> packets{};
};

inline bool has_mark(const Socket& socket, Mark mark) {
    return (socket.marks & static_cast<std::uint8_t>(mark)) != 0;
}
inline void set_mark(Socket& socket, Mark mark) {
    socket.marks |= static_cast<std::uint8_t>(mark);
}
inline void clear_mark(Socket& socket, Mark mark) {
    socket.marks &= static_cast<std::uint8_t>(~static_cast<unsigned>(mark));
}

enum class PeerPhase : std::uint8_t {
    none,
    listening,
    waiting,  ///< Its connection has not been accepted yet.
    connected,
    datagram,
    gone,
    left,  ///< It is gone, and its connection still waits.
};

/// What came on a connection that waits. It belongs to the socket that will be accepted.
struct Early {
    std::uint16_t sent{};
    std::uint16_t arrived{};
    Travel end{};
    Travel reset{};
};

struct Peer {
    PeerPhase phase{};
    SocketId far{SocketId::none};  ///< The socket at its other end, or the one it waits for.
    std::uint8_t datagrams{};      ///< Sent to it by the process and not seen yet.
    std::uint8_t full{};  ///< A listener whose queue has no room: who connects has to wait.
    Early early;
    std::array<std::uint16_t, capacity::datagrams_out> sizes{};  ///< Of those datagrams.
};

/// A host name the scripted name server knows.
struct Name {
    Answer answer{Answer::host_not_found};
    std::uint8_t held{};
};

/// Something that an upcall made: an event, a socket handle, or a reference to a thread.
enum class ObjectPhase : std::uint8_t { none, live, set, reset, closed };
struct Object {
    ObjectPhase phase{};
    std::uint8_t context{};  ///< Of a socket handle.
};
struct Upcalls {
    std::array<Object, capacity::objects> objects{};
    std::uint8_t apcs_queued{};
    std::uint8_t apcs_run{};
};

enum class OverlappedPhase : std::uint8_t {
    none,
    pending,
    completed,   ///< With what came: data or the end.
    cut,         ///< With the beginning of a datagram that was longer.
    failed,      ///< With a reset.
    ended,       ///< In a way of which nothing is known.
    dropped,     ///< By the final WSACleanup.
    cancelling,  ///< By closesocket, which is still to be told.
    cancelled,
};

/// An event object that WSAEventSelect was given.
enum class EventPhase : std::uint8_t {
    clear,
    set,
    reset,  ///< By an enumeration.
    unknown,
};

struct State {
    Process process;
    Provider provider;
    std::array<Thread, capacity::threads> threads{};
    std::array<Hook, capacity::hooks> hooks{};
    std::array<Window, capacity::windows> windows{};
    std::array<Request, capacity::requests> requests{};
    std::array<Socket, capacity::sockets> sockets{};
    std::array<Peer, capacity::peers> peers{};
    std::array<Name, capacity::names> names{};
    Upcalls upcalls;
    std::array<OverlappedPhase, capacity::overlapped> overlapped{};
    std::array<SocketId, capacity::overlapped> overlapped_on{SocketId::none, SocketId::none};
    std::array<std::uint16_t, capacity::overlapped>
        overlapped_room{};  ///< Bytes; then where they began.
    std::array<std::uint16_t, capacity::overlapped> overlapped_bytes{};  ///< That it received.
    std::array<EventPhase, capacity::events> events{};
    /// 1 + the index of a receive asked for while the other one was pending on the same socket.
    std::uint8_t later_overlapped{};
    std::uint8_t reserved{};  ///< To a multiple of 16, for the hash.

    Socket& at(SocketId id) { return sockets[index_of(id)]; }
    const Socket& at(SocketId id) const { return sockets[index_of(id)]; }
    Request& at(RequestId id) { return requests[index_of(id)]; }
    const Request& at(RequestId id) const { return requests[index_of(id)]; }
    Window& at(WindowId id) { return windows[index_of(id)]; }
    const Window& at(WindowId id) const { return windows[index_of(id)]; }
    Peer& at(PeerId id) { return peers[index_of(id)]; }
    const Peer& at(PeerId id) const { return peers[index_of(id)]; }
    Name& at(NameId id) { return names[index_of(id)]; }
    const Name& at(NameId id) const { return names[index_of(id)]; }
    Thread& at(ThreadId id) { return threads[index_of(id)]; }
    const Thread& at(ThreadId id) const { return threads[index_of(id)]; }
    Hook& at(HookId id) { return hooks[index_of(id)]; }
    const Hook& at(HookId id) const { return hooks[index_of(id)]; }
    Object& at(ObjectId id) { return upcalls.objects[index_of(id)]; }
    const Object& at(ObjectId id) const { return upcalls.objects[index_of(id)]; }
    EventPhase& at(EventId id) { return events[index_of(id)]; }
    EventPhase at(EventId id) const { return events[index_of(id)]; }
    OverlappedPhase& at(OverlappedId id) { return overlapped[index_of(id)]; }
    OverlappedPhase at(OverlappedId id) const { return overlapped[index_of(id)]; }
};

static_assert(std::is_trivially_copyable_v<State>);
static_assert(std::has_unique_object_representations_v<State>);

}  // namespace wsconform
