#pragma once

// The state of one process, its provider and the peers, as an observer could know it.
//
// A State is plain memory: fixed arrays of small values, no padding, no pointers. Copy, equality
// and hash are memory operations, and a set of states has one deterministic order.

#include <array>
#include <compare>
#include <cstdint>
#include <type_traits>

#include "model/errors.hpp"
#include "model/values.hpp"

namespace wsconform {

struct Process {
    std::uint8_t startups{};               ///< Successful WSAStartup calls not yet cleaned up.
    std::uint8_t was_started{};            ///< There was a success at some time.
    std::uint8_t failed_startups{};        ///< There was a failure at some time.
    std::uint8_t partial_cleanups{};       ///< A WSACleanup that was not the last has been made.
    std::uint8_t refused_cancels{};        ///< A WSACancelAsyncRequest was refused.
    std::uint8_t cleaned_by{0xff};         ///< The thread that made the final WSACleanup.
    std::uint8_t legacy_dll{};             ///< The provider is a 1.1 DLL, such as wsock32.dll.
    std::uint8_t freed{};                  ///< Buffers given back to the system, one bit each.
    Version negotiated;                    ///< Of the latest success.
    Version lowest;                        ///< Of all successes in force: {0, 0} if none.
    Version highest;                       ///< What the DLL supports: {0, 0} until it has said so.
    std::uint8_t ended{};                  ///< The process is gone; its peers live on.
    std::array<std::uint8_t, 2> hidden{};  ///< By Database: cannot be read.
    std::uint8_t is_32bit{};
    std::uint8_t network_down{};  ///< The provider was told so, and has made no call since.
    std::uint8_t is_spi{};        ///< A transport provider, reached through its procedure table.
    std::uint8_t partial_spi_cleanups{};  ///< A WSPCleanup that was not the last has been made.
    std::array<std::uint8_t, 3> reserved{};
};

/// What a provider has shown of itself through WSPStartup. {0, 0}: not seen yet.
struct Provider {
    std::uint8_t startups{};     ///< Successful WSPStartup calls not yet cleaned up.
    std::uint8_t was_started{};  ///< There was a success at some time.
    Version accepted;            ///< The lowest version that it was started with.
    Version refused;             ///< The highest version that it refused.
    Version highest;             ///< What it supports.
};

/// How far a call is that a thread began and that has not returned to it.
enum class Flight : std::uint8_t {
    none,
    begun,    ///< It may not have reached the provider yet.
    waiting,  ///< It waits in the provider: its hook was run, or quiescence has passed.
    landed,   ///< It has taken effect; its return is due.
};

struct Thread {
    Error last_error{Error::unknown};
    Flight flight{};
    HookId hook{HookId::none};    ///< The blocking hook installed.
    std::uint8_t cancelled{};     ///< The call in flight was cancelled.
    std::uint8_t stale_cancel{};  ///< A cancel was called for no call, or for one that has ended.
    std::uint8_t spared{};        ///< Another thread called a cancel while the call was in flight.
    /// That the call in flight waits for data on, if it still received when that began.
    SocketId open_socket{SocketId::none};
    std::array<std::uint8_t, 2> reserved{};
};

/// Why a hook must not run, one bit each; they name the clauses if it does.
enum class Idle : std::uint8_t {
    no_wait = 1U << 0U,       ///< A call of its thread could end at once.
    immediate = 1U << 1U,     ///< A call of its thread was of a kind that never waits.
    poll = 1U << 2U,          ///< A select with a timeout of zero.
    look_up = 1U << 3U,       ///< A WSAAsyncGetXByY call.
    other_thread = 1U << 4U,  ///< A call of a thread with another hook, or none, waited.
    unhooked = 1U << 5U,
    cancelled = 1U << 6U,
};

/// A blocking hook, and how often it was run since that was last asked: 2 is "again and again".
struct Hook {
    std::uint8_t least{};
    std::uint8_t most{};
    std::uint8_t repeats{};  ///< It returns TRUE several times before FALSE.
    std::uint8_t idle{};     ///< Bits of Idle.
    std::uint8_t served{};   ///< A blocking call ended while it was installed.
    std::array<std::uint8_t, 3> reserved{};
};

enum class WindowPhase : std::uint8_t { none, open, closed };
struct Window {
    WindowPhase phase{};
    ThreadId owner{};
};

enum class RequestPhase : std::uint8_t {
    none,
    refused,    ///< The call returned 0.
    running,    ///< Accepted; the look-up has not ended.
    completed,  ///< The look-up has ended; its message is not posted yet.
    posted,     ///< The message is in the window's queue.
    stale,      ///< Posted, and unread when the final WSACleanup came.
    read,       ///< The message was retrieved.
    cancelled,
    dropped,   ///< The final WSACleanup cancelled it.
    orphaned,  ///< It ended after its window was destroyed.
};

struct Request {
    RequestPhase phase{};
    LookupKind kind{};
    Answer answer{};
    Room room{};
    NameId name{NameId::none};
    WindowId window{WindowId::none};
    BufferId buffer{BufferId::none};
    std::uint8_t may_write{};       ///< The provider still owns the result buffer.
    std::uint8_t peeked{};          ///< The message was looked at: `error` and `size` are known.
    std::uint8_t window_known{};    ///< hWnd named a window that was open at the call.
    std::uint8_t names_protocol{};  ///< A service look-up that named the protocol.
    std::uint8_t reserved{};
    Handle handle{};
    std::uint16_t reserved2{};
    std::uint32_t least_size{};  ///< No provider needs fewer bytes than this.
    std::uint32_t room_bytes{};  ///< buflen
    std::uint32_t size{};        ///< Low word of the message, once seen.
    Error error{};               ///< High word of the message, once seen.
};

enum class SocketPhase : std::uint8_t { none, created, bound, listening, connected, closed };
enum class Disabled : std::uint8_t { no, by_shutdown, by_disconnect };
/// Progress of something that travels: a reset or the end of a stream.
enum class Travel : std::uint8_t { none, due, arrived, seen };

/// What kind of call on a socket a cancel has interrupted.
enum class Interrupted : std::uint8_t { no, accept, select, receive, send, connect, datagram };

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
    std::uint8_t by_dontlinger{};  ///< Set through SO_DONTLINGER, in a sense that is in doubt.
    std::uint16_t seconds{};
};

/// Network events, one bit each. An FD_CLOSE of a reset is told from one of an orderly end.
enum class Notice : std::uint8_t {
    read = 1U << 0U,
    close = 1U << 1U,
    close_by_reset = 1U << 2U,
};

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
    std::uint8_t reserved{};
};

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
    std::uint8_t reserved{};
    std::uint16_t data{};  ///< Disconnect data that comes with the end of `in`, in bytes.
    std::array<std::uint16_t, capacity::packets> packets{};  ///< Their sizes, by number.
};

enum class PeerPhase : std::uint8_t { none, listening, waiting, connected, datagram, gone };
struct Peer {
    PeerPhase phase{};
    SocketId far{SocketId::none};
    std::uint8_t datagrams{};  ///< Sent to it by the process and not seen yet.
    std::uint8_t full{};       ///< A listener whose queue has no room: who connects has to wait.
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
    completed,   ///< With what came: data, the end or a reset.
    dropped,     ///< By the final WSACleanup.
    cancelling,  ///< By closesocket, which is still to be told.
    cancelled,
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
    std::array<std::uint16_t, capacity::overlapped> overlapped_room{};  ///< Bytes.
    std::array<std::uint8_t, 8> reserved{};  ///< To a multiple of 16, for the hash.

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
    OverlappedPhase& at(OverlappedId id) { return overlapped[index_of(id)]; }
    OverlappedPhase at(OverlappedId id) const { return overlapped[index_of(id)]; }
};

static_assert(std::is_trivially_copyable_v<State>);
static_assert(std::has_unique_object_representations_v<State>);

}  // namespace wsconform
