#pragma once

// The steps of the lower testers: what a peer and the name server do.

#include <cstdint>

#include "model/values.hpp"

namespace wsconform::calls {

struct PeerListens {
    PeerId as{};
    bool full{};  ///< No connection can be made to it.
};
/// Makes room in a full listener's queue.
struct PeerDrains {
    PeerId peer{};
};
struct PeerConnects {
    PeerId as{};
    SocketId to{};
};
struct PeerAccepts {
    PeerId listener{};
    PeerId as{};
};
struct PeerBinds {
    PeerId as{};
};
struct PeerSends {
    PeerId peer{};
    std::uint16_t bytes{};
    SocketId to{SocketId::none};  ///< Of a datagram peer.
};
struct PeerShutsDown {
    PeerId peer{};
};
struct PeerCloses {
    PeerId peer{};
};
struct PeerResets {
    PeerId peer{};
};
struct PeerObserves {
    PeerId peer{};
};

struct NameAnswers {
    NameId name{};
    Answer answer{};
};
struct NameHolds {
    NameId name{};
};
struct NameIsAsked {
    NameId name{};
};
struct NameReleases {
    NameId name{};
};
struct DatabaseHides {
    Database database{};
};

}  // namespace wsconform::calls
