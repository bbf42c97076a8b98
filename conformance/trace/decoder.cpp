#include "conformance/trace/decoder.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <type_traits>
#include <variant>

#include "conformance/trace/lookup_structures.hpp"
#include "conformance/trace/protocol_decoder.hpp"
#include "conformance/trace/startup_decoder.hpp"
#include "conformance/trace/upcall_decoder.hpp"

namespace wsconform {

using nlohmann::json;

std::uint16_t Lookups::accepted(std::uint64_t raw, std::size_t step) {
    const auto next = static_cast<std::uint16_t>(numbers_.size() + 1);
    const std::uint16_t number = numbers_.try_emplace(raw, next).first->second;
    steps_[number] = step;
    return number;
}

const Step* Lookups::step_of(std::uint16_t handle) const {
    const auto found = steps_.find(handle);
    return found == steps_.end() ? nullptr : &scenario_->steps[found->second];
}

std::uint16_t Lookups::number_of(std::uint64_t raw) const {
    const auto found = numbers_.find(raw);
    return found == numbers_.end() ? static_cast<std::uint16_t>(index_of(Handle::unknown))
                                   : found->second;
}

std::uint64_t Lookups::raw_of(std::uint16_t handle) const {
    const auto found =
        std::ranges::find_if(numbers_, [&](const auto& entry) { return entry.second == handle; });
    return found == numbers_.end() ? 0xdead0000U : found->first;
}

void Lookups::advertised(const Step& step, std::uint32_t size) {
    sizes_[std::get<calls::AsyncGet>(step.call).as] = size;
}

std::uint32_t Lookups::room_of(const Step& step) const {
    const auto& call = std::get<calls::AsyncGet>(step.call);
    if (call.advertised_by == RequestId::none) return call.room_bytes;
    const auto size = sizes_.find(call.advertised_by);
    if (size == sizes_.end()) return 0;
    return size->second - std::min<std::uint32_t>(size->second, call.advertised_less);
}

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
    for (const auto& touched : facts.value("touched", none))
        blame(touched.at("where") == "freed" ? Defect::touched_freed : Defect::wrote_outside);
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

/// Whether the value a call returned says that it failed.
bool says_failure(const Call& call, const json& value) {
    if (is_one_of<calls::GetLastError, calls::SetLastError, calls::IsBlocking>(call)) return false;
    if (is_one_of<calls::GetHostByName>(call)) return value == 0;
    if (is_one_of<calls::CreateSocket, calls::Accept>(call)) {
        return value.get<std::int64_t>() == socket_error || value == 0xffffffffU;
    }
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

}  // namespace

Reply Decoder::reply_to(std::size_t index, const json& facts) {
    const Step& step = scenario_->steps[index];
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
    } else if (!step.function.empty()) {
        reply = call_reply(index, facts);
    } else if (is_one_of<calls::Await>(step.call)) {
        reply = message_reply(facts.at("message"));
    } else if (is_one_of<calls::PeerObserves>(step.call)) {
        reply = observation(facts.at("saw"), scenario_->streams);
    } else if (is_one_of<calls::NameIsAsked>(step.call)) {
        reply.kind = facts.at("asked").get<bool>() ? ReplyKind::done : ReplyKind::nothing;
    } else if (is_one_of<calls::PeerConnects>(step.call)) {
        reply.kind = facts.value("connected", true) ? ReplyKind::done : ReplyKind::refused;
    } else if (is_one_of<calls::PeerAccepts>(step.call)) {
        reply.kind = facts.value("accepted", true) ? ReplyKind::done : ReplyKind::nothing;
    } else if (is_one_of<calls::WaitForQuiescence>(step.call)) {
        reply.kind = ReplyKind::nothing;
    } else if (is_one_of<calls::PeerSends, calls::PeerShutsDown>(step.call)) {
        reply.kind = ReplyKind::done;
        reply.value = facts.value("acknowledged", false) ? 1 : 0;
    } else if (is_one_of<calls::LookUpExport>(step.call)) {
        reply.kind = facts.at("by_name").get<bool>() ? ReplyKind::done : ReplyKind::missing;
        if (reply.kind == ReplyKind::done && !facts.value("by_ordinal", true))
            reply.defects |= bit(Defect::not_by_ordinal);
    } else if (is_one_of<calls::ObserveHook>(step.call)) {
        reply.kind = ReplyKind::done;
        reply.value = std::min<std::uint32_t>(facts.at("ran").get<std::uint32_t>(), often);
        if (facts.value("wrong_context", false)) reply.defects |= bit(Defect::wrong_context);
    } else if (is_one_of<calls::LookAtOverlapped>(step.call)) {
        reply.kind = ReplyKind::done;
        if (facts.at("signalled").get<bool>()) reply.defects |= bit(Defect::signalled);
    } else {
        reply.kind = ReplyKind::done;
        if (is_one_of<calls::ReadHeader, calls::LookAtEvent, calls::LookAtApcs, calls::CountHandles,
                      calls::CountOddities>(step.call))
            reply.value = facts.at("value");
        if (is_one_of<calls::CountHandles>(step.call)) reply.size = facts.at("kept");
    }
    if (step.thread && step.function.empty() && reply.kind != ReplyKind::message)
        reply.error = Error::unknown;
    read_side_effects(facts, *scenario_, reply);
    return reply;
}

Reply Decoder::call_reply(std::size_t index, const json& facts) {
    const Step& step = scenario_->steps[index];
    if (is_one_of<calls::Startup>(step.call)) return startup_reply(facts);
    if (is_one_of<calls::SpiStartup>(step.call)) return provider_startup_reply(facts);
    if (is_one_of<calls::Upcall>(step.call)) return upcall_reply(step, facts);

    Reply reply;
    const json value = facts.value("value", json(0));  // Some calls return nothing.
    reply.error = Error{facts.at("error").get<std::int32_t>()};
    if (is_one_of<calls::AsyncGet>(step.call)) {
        const auto handle = value.get<std::uint64_t>();
        reply.kind = handle == 0 ? ReplyKind::failed : ReplyKind::done;
        if (handle != 0) reply.value = lookups_.accepted(handle, index);
        return reply;
    }
    if (is_one_of<calls::SetBlockingHook>(step.call)) return hook_reply(value, reply.error);
    reply.kind = says_failure(step.call, value) ? ReplyKind::failed : ReplyKind::done;
    if (const auto* made = std::get_if<calls::CreateSocket>(&step.call)) {
        if (reply.kind == ReplyKind::done) sockets_[value.get<std::uint64_t>()] = made->as;
        brought_.erase(made->as);
        if (made->transport == Transport::udp) datagrams_.insert(made->as);
        return reply;
    }
    if (const auto* accepted = std::get_if<calls::Accept>(&step.call)) {
        if (reply.kind == ReplyKind::done) sockets_[value.get<std::uint64_t>()] = accepted->as;
        brought_.erase(accepted->as);
        return reply;
    }
    if (const auto* receive = std::get_if<calls::Receive>(&step.call);
        receive != nullptr && receive->overlapped != OverlappedId::none)
        overlapped_.insert(receive->socket);
    if (reply.kind == ReplyKind::failed) return reply;
    reply.value = static_cast<std::uint32_t>(value.get<std::int64_t>());
    if (const auto* receive = std::get_if<calls::Receive>(&step.call)) {
        reply.value = facts.value("received", reply.value);
        if (!is_next_on(*receive, facts.value("data", std::string{})))
            reply.defects |= bit(Defect::wrong_bytes);
    }
    if (is_one_of<calls::RecvDisconnect>(step.call) && facts.contains("data"))
        read_disconnect_data(facts.at("data"), *scenario_, reply);
    if (is_one_of<calls::GetLinger>(step.call)) {
        reply.size = facts.value("l_onoff", 0U) != 0 ? 0x10000U : 0U;
        reply.size |= facts.value("l_linger", 0U);
        if (facts.value("optlen", 0) != 4) reply.defects |= bit(Defect::malformed);
    }
    if (is_one_of<calls::EnumNetworkEvents>(step.call)) {
        reply.value = facts.value("events", 0U);
        reply.size = facts.value("close_error", 0U);
    }
    if (is_one_of<calls::EnumProtocols>(step.call)) reply.defects |= defects_of_protocols(facts);
    return reply;
}

/// Whether the bytes are what comes next. What a stream brought so far begins with the first text
/// that one of the senders sent, and goes on without a gap but what an overlapped receive may have
/// taken; a datagram is somebody's text.
bool Decoder::is_next_on(const calls::Receive& call, const std::string& bytes) {
    if (datagrams_.contains(call.socket)) return scenario_->sent.find(bytes) != std::string::npos;
    std::string& brought = brought_[call.socket];
    if (overlapped_.contains(call.socket)) {
        for (const std::string& stream : scenario_->streams) {
            const std::size_t place = stream.find(bytes, brought.size());
            if (!stream.starts_with(brought) || place == std::string::npos) continue;
            brought = stream.substr(0, place + bytes.size());
            return true;
        }
    }
    brought += bytes;
    if (brought.empty()) return true;
    return std::ranges::any_of(
        scenario_->streams, [&](const std::string& stream) { return stream.starts_with(brought); });
}

/// NULL is a failure only if there is a reason: it is also the honest answer to the first call.
Reply Decoder::hook_reply(const json& value, Error error) const {
    Reply reply;
    reply.kind = ReplyKind::done;
    reply.error = error;
    if (value.is_null()) {
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

/// The message of a network event: of which socket, which event, which error.
Reply Decoder::notice_reply(const json& message) const {
    const auto parameter = message.at("lParam").get<std::uint64_t>();
    Reply reply;
    reply.kind = ReplyKind::message;
    reply.error = Error{static_cast<std::int32_t>((parameter >> 16U) & 0xffffU)};
    reply.size = static_cast<std::uint32_t>(parameter & 0xffffU);
    reply.value = static_cast<std::uint32_t>(index_of(Handle::unknown));
    const auto found = sockets_.find(message.at("wParam").get<std::uint64_t>());
    if (found == sockets_.end()) return reply;
    reply.value = notice_number::of(found->second);
    const bool is_its_own = std::ranges::any_of(scenario_->steps, [&](const Step& step) {
        const auto* select = std::get_if<calls::AsyncSelect>(&step.call);
        return select != nullptr && select->socket == found->second &&
               message.at("window") == step.window && message.at("id") == step.message;
    });
    if (!is_its_own) reply.defects |= bit(Defect::wrong_message);
    if (!message.value("by_upcall", true)) reply.defects |= bit(Defect::past_the_upcall);
    return reply;
}

Reply Decoder::message_reply(const json& message) {
    Reply reply;
    reply.kind = ReplyKind::nothing;
    if (message.is_null()) return reply;
    const bool is_notice = std::ranges::any_of(scenario_->steps, [&](const Step& step) {
        return is_one_of<calls::AsyncSelect>(step.call) && message.at("window") == step.window &&
               message.at("id") == step.message;
    });
    if (is_notice) return notice_reply(message);
    const auto parameter = message.at("lParam").get<std::uint64_t>();
    reply.kind = ReplyKind::message;
    reply.error = Error{static_cast<std::int32_t>((parameter >> 16U) & 0xffffU)};
    reply.size = static_cast<std::uint32_t>(parameter & 0xffffU);
    reply.value = lookups_.number_of(message.at("wParam").get<std::uint64_t>());
    if (parameter >> 32U != 0) reply.defects |= bit(Defect::high_bits);

    const auto is_for = [&](const Step& step) {
        return message.at("window") == step.window && message.at("id") == step.message;
    };
    const Step* lookup = lookups_.step_of(static_cast<std::uint16_t>(reply.value));
    const bool was_requested =
        lookup != nullptr ? is_for(*lookup)
                          : std::ranges::any_of(scenario_->steps, [&](const Step& step) {
                                return is_one_of<calls::AsyncGet>(step.call) && is_for(step);
                            });
    if (!was_requested) reply.defects |= bit(Defect::wrong_message);
    if (lookup == nullptr) return reply;
    lookups_.advertised(*lookup, reply.size);
    if (reply.error == Error::none && message.contains("result")) {
        reply.defects |=
            defects_of_result(message.at("result"), *lookup, lookups_.room_of(*lookup));
    }
    return reply;
}

}  // namespace wsconform
