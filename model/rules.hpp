// SPDX-License-Identifier: Apache-2.0

#pragma once

// The rules, one function a call: refusals first, then the effect, each citing its clause. They
// are grouped in files by subject; the dispatch over all of them is `rule` in ruling.hpp.

#include "model/calls.hpp"
#include "model/ruling.hpp"

namespace wsconform {

// Refusals that many calls share (refusals.cpp).

/// A start-up is in force: WSAStartup or, of a transport provider, WSPStartup.
bool is_started(const State& state);
/// WSANOTINITIALISED, for `because` and the general clauses; and that a started process is not
/// refused this way.
void refuse_unstarted(Ruling& ruling, const Clauses& because = {});
/// WSAENOTSOCK for what is not, or no longer, a socket; and that a socket is not refused this way.
void refuse_non_socket(Ruling& ruling, SocketId id, const Clauses& because = {});
/// It could have a connection and has none.
bool is_unconnected_stream(const Socket& socket);
/// WSAENOTCONN for such a socket; while it is connecting, WSAEWOULDBLOCK will do.
void refuse_unconnected(Ruling& ruling, const Socket& socket, const Clauses& because);
/// A broken circuit may be reported as aborted or as reset; a disabled direction as such too.
void allow_broken(Ruling& ruling, const Clauses& because);
/// The socket the call names, or an unused one if it names none.
const Socket& socket_of(const State& state, SocketId socket);
/// The circuit was reset from either side and this side may know it.
bool is_broken(const Socket& socket);
bool is_connected_stream(const Socket& socket);
/// Connected in the way of TCP, whether it keeps message boundaries or not.
bool has_connection(const Socket& socket);
/// The peer's end of the stream is known here.
bool has_ended(const Socket& socket);
/// What is open ends with the last clean-up, and nothing before it.
State without_sockets(const State& state);
/// The peer has ended or reset the connection, or there is something to receive or accept.
bool is_readable(const Socket& socket);
bool is_closed_by_peer(const Socket& socket);
/// Not that, but a receive would not wait either, for it would fail: select may count it as ready.
bool may_be_readable(const Socket& socket);
/// A receive of this socket that is pending may fail at any time.
bool may_fail_meanwhile(const Socket& socket);
/// The client is one of Winsock 1.1, at its own interface.
bool is_legacy_client(const State& state);
/// Closed so that the connection is reset: a linger of no time.
bool is_closed_hard(const Socket& socket);
/// For a 1.1 client, a provider may swallow data it cannot deliver instead of resetting (AMB-26).
bool may_absorb(const State& state);
/// The same of a socket: a receive that was pending before may take what comes, as on Windows.
bool may_absorb(const State& state, SocketId socket);
/// Whether that overlapped receive is pending on the socket.
bool receives_overlapped(const State& state, SocketId socket, std::size_t overlapped);
/// Whether any is.
bool has_pending(const State& state, SocketId socket);
/// A receive that was pending when its direction was disabled may go on, and take what comes: only
/// the provider knows whether it was pending by then.
void decide_receive_disabled_meanwhile(Ruling& ruling, const calls::Receive& call);

// startup.cpp
void decide(Ruling& ruling, const calls::Startup& call);
void decide(Ruling& ruling, const calls::Cleanup& call);
void decide(Ruling& ruling, const calls::GetLastError& call);
void decide(Ruling& ruling, const calls::SetLastError& call);
void decide(Ruling& ruling, const calls::GetHostName& call);

// blocking.cpp
void decide(Ruling& ruling, const calls::SetBlockingHook& call);
void decide(Ruling& ruling, const calls::UnhookBlockingHook& call);
void decide(Ruling& ruling, const calls::ObserveHook& call);
void decide(Ruling& ruling, const calls::IsBlocking& call);
void decide(Ruling& ruling, const calls::CancelBlockingCall& call);
void decide(Ruling& ruling, const calls::SpiCancelBlockingCall& call);
void decide(Ruling& ruling, const calls::GetHostByName& call);

// provider.cpp
void decide(Ruling& ruling, const calls::SpiStartup& call);
void decide(Ruling& ruling, const calls::SpiCleanup& call);

// upcalls.cpp
void decide(Ruling& ruling, const calls::Upcall& call);
void decide(Ruling& ruling, const calls::LookAtEvent& call);
void decide(Ruling& ruling, const calls::LookAtApcs& call);
void decide(Ruling& ruling, const calls::CountHandles& call);
void decide(Ruling& ruling, const calls::CountOddities& call);

// sockets.cpp
void decide(Ruling& ruling, const calls::CreateSocket& call);
void decide(Ruling& ruling, const calls::Bind& call);
void decide(Ruling& ruling, const calls::Listen& call);
void decide(Ruling& ruling, const calls::GetSockName& call);
void decide(Ruling& ruling, const calls::GetSockError& call);
void decide(Ruling& ruling, const calls::SetNonblocking& call);
void decide(Ruling& ruling, const calls::EnumProtocols& call);

// connecting.cpp
/// What will become of an attempt to connect if nobody interferes.
enum class Outlook : std::uint8_t { waits, connects, refused };
Outlook outlook_of(const State& state, SocketId id);
/// The attempt ends.
void complete_connect(State& state, SocketId id);
void fail_connect(State& state, SocketId id);
void decide(Ruling& ruling, const calls::Connect& call);

// accepting.cpp
/// The peer has connected, and that was not accepted yet.
bool is_waiting(const Peer& peer);
/// The listening socket knows no more of the connection that the peer has made.
void drop_waiting(State& state, std::size_t peer);
void decide(Ruling& ruling, const calls::Accept& call);

// datagrams.cpp
void add_datagram(Socket& socket, std::uint16_t bytes);
/// The datagram that came first goes.
void take_datagram(Socket& socket);
/// Whether a datagram socket takes what the peer or the socket sends to it.
bool takes_from(const Socket& socket, PeerId peer, SocketId sender);
void receive_datagram(Ruling& ruling, const calls::Receive& call, const Socket& socket);
/// Nobody is named to whom the datagram could go.
bool lacks_destination(const calls::Send& call, const Socket& socket);
void send_datagram(Ruling& ruling, const calls::Send& call);
void observe_datagrams(Ruling& ruling, const calls::PeerObserves& call);

// closing.cpp
void decide(Ruling& ruling, const calls::CloseSocket& call);
void decide(Ruling& ruling, const calls::SetLinger& call);
void decide(Ruling& ruling, const calls::GetLinger& call);

// notification.cpp
void decide(Ruling& ruling, const calls::AsyncSelect& call);
void decide(Ruling& ruling, const calls::EventSelect& call);
void decide(Ruling& ruling, const calls::EnumNetworkEvents& call);
void decide(Ruling& ruling, const calls::LookAtEventObject& call);
/// Who calls a receive wants to hear of data again.
void reenable_read(Ruling& ruling, const calls::Receive& call);
/// Likewise of connections that wait, of the end of an attempt, and of room to send.
void reenable_accept(Ruling& ruling, SocketId listener);
void reenable_connect(Ruling& ruling, SocketId socket);
void reenable_write(State& state, SocketId socket);
/// The events but FD_CLOSE that are now to be posted or recorded, as bits of Notice.
std::uint8_t newly_due(const Socket& socket);
/// What an accepted socket has of its listener's registration.
Notification inherited(const Notification& listeners);
/// What of network events the thread's next message may be; true if one of them must come.
bool decide_notices(Ruling& ruling, bool leaves_it, Clauses& quiet_because);
/// The connection's end, if it is now to be posted or recorded: a bit of Notice, or 0.
std::uint8_t due_notice(const Socket& socket);

// sending.cpp
void decide(Ruling& ruling, const calls::Send& call);

// receiving.cpp
/// Nothing has come and nothing has ended.
void receive_nothing(Ruling& ruling, const calls::Receive& call, const Socket& socket);
void decide(Ruling& ruling, const calls::Receive& call);

// select.cpp
/// No socket of the sets is sure to be ready, so the call may wait until its time is over.
bool may_wait(const State& state, const calls::Select& call);
/// The same, for longer than whoever awaits its return may take for silence.
bool may_outlast_quiescence(const State& state, const calls::Select& call);
void decide(Ruling& ruling, const calls::Select& call);
/// Whatever is asked of a socket after select may be told why its connect failed, for good.
void forget_what_select_showed(Ruling& ruling, const Call& call);

// readiness.cpp
void decide(Ruling& ruling, const calls::LookAtOverlapped& call);

// overlapped.cpp
void decide(Ruling& ruling, const calls::GetOverlappedResult& call);

// receive_flags.cpp
/// MSG_OOB and MSG_WAITALL; true if nothing is left to be said of the receive.
bool decide_flags(Ruling& ruling, const calls::Receive& call, const Socket& socket);
/// What SO_RCVTIMEO says of a receive to which nothing has come.
void allow_timeout(Ruling& ruling, const calls::Receive& call, const Socket& socket);
/// What was looked at with MSG_PEEK must still be there.
void forbid_loss_by_peek(Ruling& ruling, const calls::Receive& call, const Socket& socket);
void decide(Ruling& ruling, const calls::SetTimeout& call);

// receive_disconnect.cpp
void decide(Ruling& ruling, const calls::RecvDisconnect& call);

// disconnect.cpp
/// Receiving ends. Data that cannot be delivered any more resets a TCP connection at once.
void disable_receive(Socket& socket, Disabled how);
/// A circuit that is broken may be reported as aborted, as reset, or as none.
void allow_broken_or_gone(Ruling& ruling, const Socket& socket, const Clauses& because);
void decide(Ruling& ruling, const calls::SendDisconnect& call);
void decide(Ruling& ruling, const calls::Shutdown& call);

// async.cpp
void decide(Ruling& ruling, const calls::AsyncGet& call);
void decide(Ruling& ruling, const calls::CancelAsync& call);

// messages.cpp
void decide(Ruling& ruling, const calls::OpenWindow& call);
void decide(Ruling& ruling, const calls::CloseWindow& call);
void decide(Ruling& ruling, const calls::Await& call);

// environment.cpp
void decide(Ruling& ruling, const calls::WaitForQuiescence& call);
void decide(Ruling& ruling, const calls::FreeMemory& call);
void decide(Ruling& ruling, const calls::LookUpExport& call);
void decide(Ruling& ruling, const calls::ReadHeader& call);
void decide(Ruling& ruling, const calls::EndProcess& call);
void decide(Ruling& ruling, const calls::BringNetworkDown& call);
/// What else a call may do, whatever its rule says, when the network is down.
void decide_network_down(Ruling& ruling, const Call& call);
void decide(Ruling& ruling, const calls::NameAnswers& call);
void decide(Ruling& ruling, const calls::NameHolds& call);
void decide(Ruling& ruling, const calls::NameIsAsked& call);
void decide(Ruling& ruling, const calls::NameReleases& call);
void decide(Ruling& ruling, const calls::DatabaseHides& call);

// peers.cpp
void decide(Ruling& ruling, const calls::PeerListens& call);
void decide(Ruling& ruling, const calls::PeerDrains& call);
void decide(Ruling& ruling, const calls::PeerConnects& call);
void decide(Ruling& ruling, const calls::PeerAccepts& call);
void decide(Ruling& ruling, const calls::PeerBinds& call);
void decide(Ruling& ruling, const calls::PeerSends& call);
void decide(Ruling& ruling, const calls::PeerShutsDown& call);
void decide(Ruling& ruling, const calls::PeerCloses& call);
void decide(Ruling& ruling, const calls::PeerResets& call);

// peer_observes.cpp
void decide(Ruling& ruling, const calls::PeerObserves& call);
/// The clauses that made the reset due which the provider sends.
Clauses reset_clauses(const Socket& socket);

// after_cancel.cpp
/// The call by itself: not in flight, not within a hook.
void decide_call(Ruling& ruling, const Call& call);

// nesting.cpp
/// Within the hook of the thread's call in flight.
void decide_inside(Ruling& ruling, const Call& call);

}  // namespace wsconform
