// SPDX-License-Identifier: Apache-2.0

#pragma once

// Which bytes may be received where. The model counts bytes and datagrams and does not keep them;
// who is at the other end of a socket, and what was sent there and not received yet, is followed
// here, step by step. Where the steps leave it open - calls in flight, an order that nobody fixes -
// a place is `loose`, and nothing is said of what it receives.

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "conformance/scenario/scenario.hpp"

namespace wsconform {

/// How a step has ended, or is claimed to.
struct Ended {
    ReplyKind kind{};
    Error error{};
    std::optional<std::uint32_t> count;  ///< What it returned.
    std::optional<std::string> bytes;    ///< What was received, if that is known.
    bool is_known{true};  ///< False if a claim leaves it open which of several it is.

    bool is_done() const { return kind == ReplyKind::done && is_known; }
    bool may_be_done() const { return kind == ReplyKind::done || !is_known; }
};

/// What the claim of a step says of its end.
Ended claimed_end(const Step& step);

class Deliveries {
  public:
    /// The scenario must outlive it.
    explicit Deliveries(const Scenario& scenario);

    /// False if the step cannot have received these bytes, whatever the provider did before.
    bool may_bring(std::size_t step, std::string_view bytes) const;
    /// That many bytes that the step may receive, if it is known which they are.
    std::optional<std::string> next(std::size_t step, std::size_t size) const;
    /// The steps are noted in their order.
    void note(std::size_t step, const Ended& ended);

  private:
    struct Datagram {
        std::string text;
        bool may_be_lost{};
    };
    /// A socket or a peer.
    struct Place {
        bool is_loose{};
        bool is_datagram{};
        bool is_bound{};
        bool is_calling{};     ///< It has called a listener.
        bool may_come_late{};  ///< Of a listener: whether who has called it waits is not known.
        std::optional<std::size_t> partner;
        std::optional<std::size_t> destination;  ///< Of datagrams.
        std::string coming;                      ///< Sent to it and not received.
        std::string early;                       ///< It sent this before it had a partner.
        std::deque<std::size_t> callers;         ///< Of a listener, in the order they called.
        std::deque<Datagram> datagrams;          ///< Sent to it and not received.
        std::deque<OverlappedId> posted;         ///< Receives that wait for datagrams.
    };

    static std::size_t place_of(SocketId socket) { return index_of(socket); }
    static std::size_t place_of(PeerId peer) { return capacity::sockets + index_of(peer); }
    static bool is_peer(std::size_t place) { return place >= capacity::sockets; }
    const Place* receiver_of(const Call& call) const;

    void note(const calls::CreateSocket& call, const Ended& ended);
    void note(const calls::Bind& call, const Ended& ended);
    void note(const calls::Connect& call, const Ended& ended);
    void note(const calls::Accept& call, const Ended& ended);
    void note(const calls::Receive& call, const Ended& ended);
    void note(const calls::Shutdown& call, const Ended& ended);
    void note(const calls::RecvDisconnect& call, const Ended& ended);
    void note(const calls::CloseSocket& call, const Ended& ended);
    void note(const calls::Cleanup& call, const Ended& ended);
    void note(const calls::SpiCleanup& call, const Ended& ended);
    void note(const calls::PeerBinds& call, const Ended& ended);
    void note(const calls::PeerListens& call, const Ended& ended);
    void note(const calls::PeerConnects& call, const Ended& ended);
    void note(const calls::PeerAccepts& call, const Ended& ended);
    void note(const calls::PeerShutsDown& call, const Ended& ended);
    void note(const calls::PeerCloses& call, const Ended& ended);
    void note(const calls::PeerResets& call, const Ended& ended);
    void note(const calls::PeerObserves& call, const Ended& ended);
    void note_sent(const Step& step, const Ended& ended);

    void renew(std::size_t place);
    void call_listener(std::size_t caller, std::size_t listener, bool is_sure);
    void accept_at(std::size_t listener, std::size_t as, const Ended& ended);
    void leave(std::size_t place);
    void send_stream(std::size_t from, const std::string& text);
    void send_datagram(std::size_t from, std::size_t to, const std::string& text);
    void take(Place& place, const Ended& ended);

    const Scenario* scenario_;
    bool is_all_loose_{};
    std::array<Place, capacity::sockets + capacity::peers> places_;
    std::map<OverlappedId, std::string> got_;  ///< The datagram that an overlapped receive took.
};

}  // namespace wsconform
