// SPDX-License-Identifier: Apache-2.0

#include "harness/station/peer.hpp"

#include <gtest/gtest.h>

namespace wsconform {
namespace {

using namespace std::chrono_literals;
using Kind = Sighting::Kind;

constexpr PeerSockets::Bounds quick{.quiescence = 100ms, .acknowledgement = 5s, .connection = 5s};

/// Two peers joined by a connection of which each has one end, called "near" and "far".
struct Joined {
    PeerSockets near{quick};
    PeerSockets far{quick};

    Joined() {
        near.listens("listener");
        far.connects(near.ports().at("listener"), "far");
        near.accepts("listener", "near");
    }
};

TEST(PeerSockets, SeesBytesThenTheEndOnceThenNothing) {
    Joined joined;

    EXPECT_TRUE(joined.far.sends("far", std::string("he\0lo", 5)));
    EXPECT_TRUE(joined.far.shuts_down("far"));

    EXPECT_EQ(joined.near.observes("near"), (Sighting{Kind::bytes, std::string("he\0lo", 5)}));
    EXPECT_EQ(joined.near.observes("near").kind, Kind::end);
    EXPECT_EQ(joined.near.observes("near").kind, Kind::nothing);
}

TEST(PeerSockets, SeesAReset) {
    Joined joined;

    joined.far.resets("far");

    EXPECT_EQ(joined.near.observes("near").kind, Kind::reset);
    EXPECT_EQ(joined.near.observes("near").kind, Kind::nothing);
}

TEST(PeerSockets, SeesAResetThatFollowsTheEnd) {
    Joined joined;

    EXPECT_TRUE(joined.far.shuts_down("far"));
    EXPECT_EQ(joined.near.observes("near").kind, Kind::end);
    EXPECT_TRUE(joined.near.sends("near", "unread"));
    joined.far.closes("far");

    EXPECT_EQ(joined.near.observes("near").kind, Kind::reset);
}

TEST(PeerSockets, SeesNothingInAnIdleConnection) {
    Joined joined;
    EXPECT_EQ(joined.near.observes("near").kind, Kind::nothing);
}

TEST(PeerSockets, SurvivesSendingIntoAReset) {
    Joined joined;

    joined.far.resets("far");

    EXPECT_FALSE(joined.near.sends("near", "hello"));
    EXPECT_FALSE(joined.near.sends("near", "hello again"));
    EXPECT_FALSE(joined.near.shuts_down("near"));
    EXPECT_EQ(joined.near.observes("near").kind, Kind::reset) << "though its error was taken";
}

TEST(PeerSockets, KnowsTheLastAcknowledgementFromAReset) {
    Joined joined;

    EXPECT_TRUE(joined.near.shuts_down("near"));
    EXPECT_TRUE(joined.far.shuts_down("far"));
    EXPECT_EQ(joined.far.observes("far").kind, Kind::end);
}

TEST(PeerSockets, GivesUpSendingToOneWhoDoesNotRead) {
    PeerSockets near{{.quiescence = 100ms, .acknowledgement = 200ms, .connection = 5s}};
    PeerSockets far{quick};
    near.listens("listener");
    far.connects(near.ports().at("listener"), "far");
    near.accepts("listener", "near");

    EXPECT_FALSE(near.sends("near", std::string(64 << 20, 'x')));
}

TEST(PeerSockets, SendsAndSeesDatagrams) {
    PeerSockets near{quick};
    PeerSockets far{quick};
    near.binds("near");
    far.binds("far");

    near.sends_datagram("near", "hello", far.ports().at("far"));
    near.sends_datagram("near", "", far.ports().at("far"));

    EXPECT_EQ(far.observes("far"), (Sighting{Kind::bytes, "hello"}));
    EXPECT_EQ(far.observes("far"), (Sighting{Kind::bytes, ""}));
    EXPECT_EQ(far.observes("far").kind, Kind::nothing);
}

TEST(PeerSockets, SeesThatADatagramWasRefused) {
    PeerSockets near{quick};
    PeerSockets far{quick};
    near.binds("near");
    far.binds("far");
    const std::uint16_t port = far.ports().at("far");
    far.closes("far");

    near.sends_datagram("near", "hello", port);
    near.sends_datagram("near", "hello", port);

    EXPECT_EQ(near.observes("near").kind, Kind::refused) << "of the first";
    EXPECT_EQ(near.observes("near").kind, Kind::refused) << "of the second";
    EXPECT_EQ(near.observes("near").kind, Kind::nothing);
}

TEST(PeerSockets, SaysWhatItCannotDo) {
    PeerSockets peer{{.quiescence = 1ms, .acknowledgement = 1ms, .connection = 1ms}};
    peer.listens("listener");
    const std::uint16_t port = peer.ports().at("listener");

    EXPECT_FALSE(peer.accepts("listener", "nobody"));
    EXPECT_EQ(peer.observes("nobody").kind, Sighting::Kind::nothing);
    peer.forget_all();
    EXPECT_TRUE(peer.ports().empty());
    EXPECT_FALSE(peer.connects(port, "late"));
}

}  // namespace
}  // namespace wsconform
