// SPDX-License-Identifier: Apache-2.0

#include "harness/station/peer.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "harness/harness_error.hpp"

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

TEST(PeerSockets, CannotUseAConnectionThatWasNeverMade) {
    PeerSockets peer{{.quiescence = 1ms, .acknowledgement = 1ms, .connection = 1ms}};
    peer.listens("listener");

    EXPECT_FALSE(peer.accepts("listener", "p"));
    EXPECT_EQ(peer.observes("p").kind, Kind::nothing);
    EXPECT_THROW(peer.sends("p", "x"), Unable);
    EXPECT_THROW(peer.shuts_down("p"), Unable);
    EXPECT_THROW(peer.closes("p"), Unable);
    EXPECT_THROW(peer.resets("p"), Unable);
}

TEST(PeerSockets, SeesNobodyWhereAConnectionHasGoneAgain) {
    PeerSockets near{{.quiescence = 1ms, .acknowledgement = 1ms, .connection = 100ms}};
    PeerSockets far{quick};
    near.listens("listener");
    EXPECT_TRUE(far.connects(near.ports().at("listener"), "far"));
    far.resets("far");

    // Linux hands it out all the same; other systems do not.
    if (near.accepts("listener", "near")) {
        EXPECT_EQ(near.observes("near").kind, Kind::reset);
    } else {
        EXPECT_EQ(near.observes("near").kind, Kind::nothing);
    }
}

TEST(PeerSockets, CannotConnectWhereNobodyAnswers) {
    PeerSockets near{quick};
    PeerSockets far{{.quiescence = 1ms, .acknowledgement = 1ms, .connection = 50ms}};
    near.listens_full("listener");

    EXPECT_THROW(far.connects(near.ports().at("listener"), "far"), Unable);
}

TEST(PeerSockets, TellsItsOwnSystemsFaultsApart) {
    PeerSockets peer{quick};
    rlimit before{};
    getrlimit(RLIMIT_NOFILE, &before);
    const rlimit none{0, before.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);

    EXPECT_THROW(peer.listens("listener"), HarnessError);
    EXPECT_THROW(peer.binds("socket"), HarnessError);
    EXPECT_THROW(peer.connects(1, "p"), HarnessError);

    setrlimit(RLIMIT_NOFILE, &before);
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
