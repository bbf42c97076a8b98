// SPDX-License-Identifier: Apache-2.0

#include "harness/station/far_end_trial.hpp"

#include "harness/harness_error.hpp"
#include "harness/station/peer.hpp"

namespace wsconform {

namespace {

using namespace std::chrono_literals;

/// Short, for nothing but this machine has to answer.
constexpr PeerSockets::Bounds bounds{500ms, 500ms, 1000ms};

/// A listener, and a connection to it: "far" is the accepted end.
void connect_pair(PeerSockets& sockets) {
    sockets.listens("listener");
    const bool connected = sockets.connects(sockets.ports().at("listener"), "near");
    if (!connected || !sockets.accepts("listener", "far"))
        throw HarnessError{"two sockets of this machine cannot be connected"};
}

bool shows_end() {
    PeerSockets sockets{bounds};
    connect_pair(sockets);
    return sockets.sends("far", "x") && sockets.observes("near").bytes == "x" &&
           sockets.shuts_down("far") && sockets.observes("near").kind == Sighting::Kind::end;
}

bool shows_reset() {
    PeerSockets sockets{bounds};
    connect_pair(sockets);
    sockets.resets("far");
    return sockets.observes("near").kind == Sighting::Kind::reset;
}

/// Nobody answers who connects to it, until there is room.
bool leaves_unanswered() {
    PeerSockets sockets{bounds};
    try {
        sockets.listens_full("listener");
        sockets.connects(sockets.ports().at("listener"), "near");
        return false;
    } catch (const Unable&) {
        return true;
    } catch (const HarnessError&) {
        return false;
    }
}

}  // namespace

std::map<std::string, std::string> not_shown_by_far_end() {
    if (!shows_end())
        throw HarnessError{
            "between two sockets of this machine data and its end do not arrive; a filter on this "
            "machine may change connections: play on one without it"};
    std::map<std::string, std::string> missing;
    if (!shows_reset()) missing["reset"] = "this machine's sockets show a reset as an end";
    if (!leaves_unanswered())
        missing["full_listener"] =
            "on this machine a listener whose queue is full answers all the "
            "same";
    return missing;
}

}  // namespace wsconform
