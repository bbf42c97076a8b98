// SPDX-License-Identifier: Apache-2.0

// The bytes that a provider received, of whom the model knows how many they are.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "conformance/trace/decoder.hpp"
#include "model/flight.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

/// A stretch of what was sent, or something else.
std::string some_bytes(const std::vector<std::string>& streams, const Reply& reply) {
    if ((reply.defects & bit(Defect::wrong_bytes)) != 0) return std::string(reply.value, '?');
    // What one sender sent goes together, whoever else sent meanwhile.
    for (const std::string& stream : streams) {
        if (stream.size() >= reply.value) return stream.substr(0, reply.value);
    }
    return std::string(reply.value, '?');
}

/// A datagram that may arrive there, or as much of one as was received.
std::string some_datagram(const Scenario& scenario, SocketId socket, const Reply& reply) {
    const std::vector<std::string>& texts = arrivals_at(scenario, socket).texts;
    const auto is_as_long = [&](const std::string& text) { return text.size() == reply.value; };
    auto found = std::ranges::find_if(texts, is_as_long);
    const auto is_longer = [&](const std::string& text) { return text.size() > reply.value; };
    if (found == texts.end()) found = std::ranges::find_if(texts, is_longer);
    return found == texts.end() ? std::string(reply.value, '?') : found->substr(0, reply.value);
}

bool is_datagram(const Scenario& scenario, SocketId socket) {
    return std::ranges::any_of(scenario.steps, [&](const Step& step) {
        const auto* const made = std::get_if<calls::CreateSocket>(&step.call);
        return made != nullptr && made->as == socket && made->transport == Transport::udp;
    });
}

}  // namespace

/// What comes next on the socket. Which sender's it is the model does not know; the one who sent
/// most has enough for whatever is received later.
std::string Encoder::next_bytes(const calls::Receive& call, const Reply& reply) {
    const bool is_wrong = (reply.defects & bit(Defect::wrong_bytes)) != 0;
    // A datagram has no place in a stream: any text that was sent to it will do.
    if (!is_wrong && is_datagram(*scenario_, call.socket))
        return some_datagram(*scenario_, call.socket, reply);
    std::string& brought = brought_[call.socket];
    const std::string* longest = nullptr;
    for (const std::string& stream : arrivals_at(*scenario_, call.socket).streams) {
        const bool has_more = stream.size() >= brought.size() + reply.value;
        if (!stream.starts_with(brought) || !has_more) continue;
        if (longest == nullptr || stream.size() > longest->size()) longest = &stream;
    }
    if (longest == nullptr || is_wrong)
        return some_bytes(arrivals_at(*scenario_, call.socket).streams, reply);
    const std::string bytes = longest->substr(brought.size(), reply.value);
    if (!call.peeks) brought += bytes;
    return bytes;
}

void Encoder::add_received(std::size_t index, const Reply& reply, json& facts) {
    const Step& step = scenario_->steps[index];
    Ended ended{reply.kind, reply.error, reply.value, std::nullopt};
    const bool is_right = (reply.defects & bit(Defect::wrong_bytes)) == 0;
    const auto known = is_right ? deliveries_.next(index, reply.value) : std::nullopt;
    const auto* const receive = std::get_if<calls::Receive>(&step.call);
    const bool is_result = is_one_of<calls::GetOverlappedResult>(step.call);
    if (reply.kind == ReplyKind::bytes) {
        ended.bytes = known ? *known : some_bytes(scenario_->streams, reply);
        facts["saw"]["bytes"] = *ended.bytes;
    } else if (receive != nullptr && reply.kind == ReplyKind::done) {
        ended.bytes = known ? *known : next_bytes(*receive, reply);
        if (known && !receive->peeks) brought_[receive->socket] += *known;
    } else if (is_result && reply.kind == ReplyKind::done) {
        const std::vector<std::string>& streams =
            arrivals_at(*scenario_, socket_named_by(step.call)).streams;
        ended.bytes = known ? *known : some_bytes(streams, reply);
    }
    if (ended.bytes && reply.kind == ReplyKind::done) facts["data"] = *ended.bytes;
    deliveries_.note(index, ended);
}

}  // namespace wsconform
