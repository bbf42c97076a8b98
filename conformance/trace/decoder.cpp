// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/decoder.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <variant>

#include "conformance/trace/protocol_decoder.hpp"
#include "conformance/trace/startup_decoder.hpp"
#include "conformance/trace/upcall_decoder.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

constexpr std::int64_t socket_error = -1;
/// A hook that was run more than once was run again and again: how often is chance.
constexpr std::uint32_t often = 2;

/// Facts that any step can carry: memory and windows.
void read_side_effects(const json& facts, const Scenario& scenario, Reply& reply) {
    const auto none = json::array();
    for (const auto& buffer : facts.value("wrote", none)) {
        const auto found = std::ranges::find(scenario.buffers, buffer.get<std::string>());
        if (found == scenario.buffers.end()) continue;
        reply.wrote |= static_cast<std::uint8_t>(1U << (found - scenario.buffers.begin()));
    }
    const auto blame = [&](Defect defect) { reply.defects |= bit(defect); };
    if (!facts.value("damage", none).empty()) blame(Defect::wrote_outside);
    for (const auto& touched : facts.value("touched", none)) {
        // A read past an end is told, but no clause forbids it.
        if (touched.at("where") == "freed")
            blame(Defect::touched_freed);
        else if (touched.value("access", "write") == "write")
            blame(Defect::wrote_outside);
    }
    if (facts.contains("bad_pointer")) blame(Defect::malformed);
    if (!facts.value("entered", none).empty()) blame(Defect::entered_window);
}

/// What was put into the buffer, and maybe more behind it: how much of it somebody sent.
void read_disconnect_data(const std::string& bytes, const Scenario& scenario, Reply& reply) {
    for (const std::string& sent : scenario.disconnect_data) {
        if (bytes.starts_with(sent) && sent.size() > reply.size)
            reply.size = static_cast<std::uint32_t>(sent.size());
    }
    if (reply.size == 0) reply.defects |= bit(Defect::wrong_bytes);
}

/// Whether the value a call returned says that it failed. INVALID_SOCKET is a word of all ones: in
/// a process of 64 bits 0xFFFFFFFF is another number, which callers take for a socket.
bool says_failure(const Call& call, const json& value, unsigned bits) {
    if (is_one_of<calls::GetLastError, calls::SetLastError, calls::IsBlocking>(call)) return false;
    if (is_one_of<calls::GetHostByName, calls::GetOverlappedResult>(call)) return value == 0;
    if (is_one_of<calls::CreateSocket, calls::Accept>(call))
        return word_of(value, bits) == word_of(socket_error, bits);
    return value.get<std::int64_t>() == socket_error;
}

Reply observation(const json& saw, const std::vector<std::string>& streams) {
    Reply reply;
    if (saw.is_object()) {
        const std::string bytes = saw.at("bytes");
        reply.kind = ReplyKind::bytes;
        reply.value = static_cast<std::uint32_t>(bytes.size());
        const bool is_known = std::ranges::any_of(streams, [&](const std::string& stream) {
            return stream.find(bytes) != std::string::npos;
        });
        if (!is_known) reply.defects |= bit(Defect::wrong_bytes);
        return reply;
    }
    reply.kind = saw == "end"       ? ReplyKind::end
                 : saw == "reset"   ? ReplyKind::reset
                 : saw == "refused" ? ReplyKind::refused
                                    : ReplyKind::nothing;
    return reply;
}

/// What holds of a step whatever it is: it did not come to an end, or there is no such function.
std::optional<Reply> unfinished(const json& facts) {
    Reply reply;
    if (facts.at("event") == "hung") {
        reply.kind = ReplyKind::hung;
    } else if (facts.value("pending", false) || facts.value("not_run", false) ||
               facts.value("over", false)) {
        reply.kind = ReplyKind::nothing;
    } else if (facts.contains("raised")) {
        reply.kind = ReplyKind::raised;
        reply.value = facts.at("raised").get<std::uint32_t>();
    } else if (facts.value("missing", false)) {
        reply.kind = ReplyKind::missing;
    } else {
        return {};
    }
    return reply;
}

ReplyKind done_or(ReplyKind otherwise, bool is_done) {
    return is_done ? ReplyKind::done : otherwise;
}

/// How the step ended, and what it received.
Ended end_of(const Step& step, const json& facts, const Reply& reply) {
    Ended ended;
    ended.kind = reply.kind;
    ended.error = reply.error;
    ended.count = reply.value;
    const bool receives = is_one_of<calls::Receive, calls::GetOverlappedResult>(step.call);
    if (reply.kind == ReplyKind::bytes) ended.bytes = facts.at("saw").at("bytes");
    if (reply.kind == ReplyKind::done && receives) ended.bytes = facts.value("data", std::string{});
    return ended;
}

/// What a lower tester did or saw.
std::optional<Reply> tester_reply(const Call& call, const json& facts, const Scenario& scenario) {
    Reply reply;
    reply.kind = ReplyKind::done;
    if (is_one_of<calls::PeerObserves>(call)) {
        reply = observation(facts.at("saw"), scenario.streams);
    } else if (is_one_of<calls::NameIsAsked>(call)) {
        reply.kind = done_or(ReplyKind::nothing, facts.at("asked").get<bool>());
    } else if (is_one_of<calls::PeerConnects>(call)) {
        reply.kind = done_or(ReplyKind::refused, facts.value("connected", true));
    } else if (is_one_of<calls::PeerAccepts>(call)) {
        reply.kind = done_or(ReplyKind::nothing, facts.value("accepted", true));
    } else if (is_one_of<calls::PeerSends, calls::PeerShutsDown>(call)) {
        reply.value = facts.value("acknowledged", false) ? 1 : 0;
    } else {
        return {};
    }
    return reply;
}

/// What the agent saw that is the answer of no call: of the process, its hooks and the headers.
Reply look_reply(const Call& call, const json& facts) {
    Reply reply;
    reply.kind = ReplyKind::done;
    if (is_one_of<calls::WaitForQuiescence>(call)) {
        reply.kind = ReplyKind::nothing;
    } else if (is_one_of<calls::LookUpExport>(call)) {
        reply.kind = done_or(ReplyKind::missing, facts.at("by_name").get<bool>());
        if (reply.kind == ReplyKind::done && !facts.value("by_ordinal", true))
            reply.defects |= bit(Defect::not_by_ordinal);
    } else if (is_one_of<calls::ObserveHook>(call)) {
        reply.value = std::min<std::uint32_t>(facts.at("ran").get<std::uint32_t>(), often);
        if (facts.value("wrong_context", false)) reply.defects |= bit(Defect::wrong_context);
    } else if (is_one_of<calls::LookAtOverlapped, calls::LookAtEventObject>(call)) {
        reply.value = facts.at("signalled").get<bool>() ? 1 : 0;
    } else if (is_one_of<calls::ReadHeader, calls::LookAtEvent, calls::LookAtApcs,
                         calls::CountHandles, calls::CountOddities>(call)) {
        reply.value = facts.at("value");
        if (is_one_of<calls::CountHandles>(call)) reply.size = facts.at("kept");
    }
    return reply;
}

/// The sockets that select left in a set, one bit each.
std::uint8_t members(const json& facts, const char* set, const Scenario& scenario) {
    unsigned found = 0;
    for (const json& name : facts.value(set, json::array())) {
        const auto at = std::ranges::find(scenario.sockets, name.get<std::string>());
        if (at != scenario.sockets.end()) found |= 1U << (at - scenario.sockets.begin());
    }
    return static_cast<std::uint8_t>(found);
}

/// What some calls give beside a number.
void read_particulars(const Call& call, const json& facts, const Scenario& scenario, Reply& reply) {
    if (is_one_of<calls::RecvDisconnect>(call) && facts.contains("data")) {
        read_disconnect_data(facts.at("data"), scenario, reply);
    } else if (is_one_of<calls::GetLinger>(call)) {
        reply.size = facts.value("l_onoff", 0U) != 0 ? 0x10000U : 0U;
        reply.size |= facts.value("l_linger", 0U);
        if (facts.value("optlen", 0) != 4) reply.defects |= bit(Defect::malformed);
    } else if (is_one_of<calls::GetSockError>(call)) {
        reply.size = facts.value("optval", 0U);
    } else if (is_one_of<calls::EnumNetworkEvents>(call)) {
        reply.value = facts.value("events", 0U);
        reply.size = facts.value("connect_error", 0U) << 16U | facts.value("close_error", 0U);
    } else if (is_one_of<calls::Select>(call)) {
        reply.size = calls::sets_of(members(facts, "readfds", scenario),
                                    members(facts, "writefds", scenario),
                                    members(facts, "exceptfds", scenario));
    } else if (is_one_of<calls::EnumProtocols>(call)) {
        reply.defects |= defects_of_protocols(facts);
    }
}

}  // namespace

std::uint64_t word_of(const json& value, unsigned bits) {
    const auto wide = value.get<std::uint64_t>();
    return bits == 32 ? wide & 0xffffffffU : wide;
}

Reply Decoder::reply_to(std::size_t index, const json& facts) {
    const Step& step = scenario_->steps[index];
    Reply reply = finished_reply(index, facts);
    const Ended ended = end_of(step, facts, reply);
    if (ended.bytes && !deliveries_.may_bring(index, *ended.bytes))
        reply.defects |= bit(Defect::wrong_bytes);
    deliveries_.note(index, ended);
    if (step.thread && step.function.empty() && reply.kind != ReplyKind::message)
        reply.error = Error::unknown;
    read_side_effects(facts, *scenario_, reply);
    return reply;
}

Reply Decoder::finished_reply(std::size_t index, const json& facts) {
    const Step& step = scenario_->steps[index];
    if (const auto reply = unfinished(facts)) return *reply;
    if (!step.function.empty()) return call_reply(index, facts);
    if (is_one_of<calls::Await>(step.call)) return message_reply(facts.at("message"));
    if (const auto reply = tester_reply(step.call, facts, *scenario_)) return *reply;
    return look_reply(step.call, facts);
}

Reply Decoder::call_reply(std::size_t index, const json& facts) {
    const Step& step = scenario_->steps[index];
    if (const auto* start = std::get_if<calls::Startup>(&step.call))
        return startup_reply(*start, facts);
    if (const auto* start = std::get_if<calls::SpiStartup>(&step.call))
        return provider_startup_reply(*start, facts);
    if (is_one_of<calls::Upcall>(step.call)) return upcall_reply(step, facts, bits_);

    Reply reply;
    const json value = facts.value("value", json(0));  // Some calls return nothing.
    // A provider that exports no WSAGetLastError tells no error.
    reply.error = Error{facts.value("error", static_cast<std::int32_t>(Error::unknown))};
    if (is_one_of<calls::AsyncGet>(step.call)) {
        const std::uint64_t handle = word_of(value, bits_);
        reply.kind = done_or(ReplyKind::failed, handle != 0);
        if (handle != 0) reply.value = lookups_.accepted(handle, index);
        return reply;
    }
    if (is_one_of<calls::SetBlockingHook>(step.call)) return hook_reply(value, reply.error);
    reply.kind = done_or(ReplyKind::failed, !says_failure(step.call, value, bits_));
    note_socket(step.call, value, reply.kind);
    // A failure whose code nobody can ask for can be judged as little as a call that is missing.
    const bool is_silent = reply.kind == ReplyKind::failed && !facts.contains("error");
    if (is_silent) reply.kind = ReplyKind::missing;
    const bool makes_socket = is_one_of<calls::CreateSocket, calls::Accept>(step.call);
    if (makes_socket || reply.kind != ReplyKind::done) return reply;
    reply.value = static_cast<std::uint32_t>(value.get<std::int64_t>());
    if (const auto* receive = std::get_if<calls::Receive>(&step.call)) {
        reply.value = facts.value("received", reply.value);
        if (!is_next_on(*receive, facts.value("data", std::string{})))
            reply.defects |= bit(Defect::wrong_bytes);
    }
    if (const auto* result = std::get_if<calls::GetOverlappedResult>(&step.call)) {
        reply.value = facts.value("received", reply.value);
        if (!is_of_a_stream(result->socket, facts.value("data", std::string{})))
            reply.defects |= bit(Defect::wrong_bytes);
    }
    read_particulars(step.call, facts, *scenario_, reply);
    return reply;
}

void Decoder::note_socket(const Call& call, const json& value, ReplyKind kind) {
    const auto made = [&](SocketId socket) {
        if (kind == ReplyKind::done) sockets_[word_of(value, bits_)] = socket;
        brought_.erase(socket);
    };
    if (const auto* create = std::get_if<calls::CreateSocket>(&call)) {
        made(create->as);
        if (create->transport == Transport::udp) datagrams_.insert(create->as);
    } else if (const auto* accept = std::get_if<calls::Accept>(&call)) {
        made(accept->as);
    } else if (const auto* receive = std::get_if<calls::Receive>(&call)) {
        if (receive->overlapped != OverlappedId::none) overlapped_.insert(receive->socket);
    }
}

/// NULL is a failure only if there is a reason: it is also the honest answer to the first call.
Reply Decoder::hook_reply(const json& value, Error error) const {
    Reply reply;
    reply.kind = ReplyKind::done;
    reply.error = error;
    if (!value.is_string()) {
        const bool has_reason = error != Error::none && error != Error::untouched;
        if (has_reason) reply.kind = ReplyKind::failed;
        return reply;
    }
    const auto& hooks = scenario_->hooks;
    const auto found = std::ranges::find(hooks, value.get<std::string>());
    reply.value = found == hooks.end()
                      ? hook_number::foreign
                      : hook_number::first + static_cast<std::uint32_t>(found - hooks.begin());
    return reply;
}

}  // namespace wsconform
