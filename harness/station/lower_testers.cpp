// SPDX-License-Identifier: Apache-2.0

#include "harness/station/lower_testers.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

#include "harness/harness_error.hpp"
#include "harness/station/other_testers.hpp"

namespace wsconform {

namespace {

using Json = nlohmann::ordered_json;

/// Scenarios write bytes as the characters U+0000 to U+00FF.
std::string bytes_of(const std::string& text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            bytes += text[i];
        } else if (lead == 0xC2 || lead == 0xC3) {
            const auto trail = static_cast<unsigned char>(text[++i]);
            bytes += static_cast<char>(((lead & 0x03U) << 6U) | (trail & 0x3FU));
        } else {
            throw HarnessError{"bytes are written as characters up to U+00FF"};
        }
    }
    return bytes;
}

std::string text_of(const std::string& bytes) {
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0U | (byte >> 6U));
            text += static_cast<char>(0x80U | (byte & 0x3FU));
        }
    }
    return text;
}

Json saw(const Sighting& observation) {
    switch (observation.kind) {
        case Sighting::Kind::bytes:
            return {{"saw", {{"bytes", text_of(observation.bytes)}}}};
        case Sighting::Kind::end:
            return {{"saw", "end"}};
        case Sighting::Kind::reset:
            return {{"saw", "reset"}};
        case Sighting::Kind::refused:
            return {{"saw", "refused"}};
        case Sighting::Kind::nothing:
            return {{"saw", "nothing"}};
    }
    return Json::object();
}

std::uint16_t port_named(const Ports& ports, const std::string& name) {
    const auto found = ports.find(name);
    if (found == ports.end()) throw Unable{"the port of socket '" + name + "' is not known"};
    return found->second;
}

std::string word(const Json& step, const char* key) {
    return step.at(key).get<std::string>();
}

Json sends(PeerSockets& peer, const Json& step, const Ports& ports) {
    const std::string bytes = bytes_of(word(step, "bytes"));
    if (!step.contains("to")) return {{"acknowledged", peer.sends(word(step, "on"), bytes)}};
    peer.sends_datagram(word(step, "on"), bytes, port_named(ports, word(step, "to")));
    return Json::object();
}

Json play_peer(PeerSockets& peer, const Json& step, const Ports& ports) {
    const std::string action = word(step, "peer");
    if (action == "sends") return sends(peer, step, ports);
    if (action == "shuts_down") return {{"acknowledged", peer.shuts_down(word(step, "on"))}};
    if (action == "observes") return saw(peer.observes(word(step, "on")));
    if (action == "accepts")
        return {{"accepted", peer.accepts(word(step, "on"), word(step, "as"))}};
    if (action == "connects") {
        const std::uint16_t port = port_named(ports, word(step, "to"));
        return {{"connected", peer.connects(port, word(step, "as"))}};
    }
    if (action == "listens" && step.contains("full")) {
        peer.listens_full(word(step, "as"));
    } else if (action == "listens") {
        peer.listens(word(step, "as"));
    } else if (action == "drains") {
        peer.drains(word(step, "on"));
    } else if (action == "binds") {
        peer.binds(word(step, "as"));
    } else if (action == "closes") {
        peer.closes(word(step, "on"));
    } else if (action == "resets") {
        peer.resets(word(step, "on"));
    } else {
        throw HarnessError{"the peer does not know how it '" + action + "'"};
    }
    return Json::object();
}

}  // namespace

LowerTesters::LowerTesters(const Ixit& ixit, NameServer* name_server, Databases* databases,
                           const native::Addresses& addresses)
    : peer_{{ixit.quiescence, 10 * ixit.settle, ixit.patience}, addresses},
      patience_{ixit.patience},
      name_server_{name_server},
      databases_{databases} {}

std::string LowerTesters::perform(const std::string& step, const Ports& agents_ports) {
    const auto failed = [](const char* why, const char* because_of) {
        return Json{{"failed", why}, {"because_of", because_of}}.dump();
    };
    try {
        const Json json = Json::parse(step);
        if (json.contains("peer")) return play_peer(peer_, json, agents_ports).dump();
        if (json.contains("name_server"))
            return play_name_server(name_server_, json, patience_).dump();
        return play_database(databases_, json).dump();
    } catch (const Unable& reason) {
        return failed(reason.what(), "provider");
    } catch (const HarnessError& error) {
        return failed(error.what(), "harness");
    } catch (const Json::exception& error) {
        return failed(error.what(), "harness");
    }
}

void LowerTesters::require_no_fault() const {
    require_no_fault_of(name_server_);
}

void LowerTesters::forget_all() {
    peer_.forget_all();
    forget_what_was_said(name_server_, databases_);
}

}  // namespace wsconform
