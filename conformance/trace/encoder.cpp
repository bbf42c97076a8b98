// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <variant>

#include "conformance/trace/decoder.hpp"
#include "conformance/trace/lookup_structures.hpp"
#include "conformance/trace/protocol_decoder.hpp"
#include "conformance/trace/startup_decoder.hpp"
#include "conformance/trace/upcall_decoder.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

constexpr std::int64_t socket_error = -1;

json failure_facts(const Step& step, const Reply& reply) {
    if (is_one_of<calls::Upcall>(step.call)) return upcall_facts(step, reply);
    const auto code = static_cast<std::int32_t>(reply.error);
    if (is_one_of<calls::Startup, calls::SpiStartup>(step.call))
        return {{"value", code}, {"error", 0}};
    if (is_one_of<calls::SetBlockingHook>(step.call)) return {{"value", nullptr}, {"error", code}};
    const std::int64_t value =
        is_one_of<calls::AsyncGet, calls::GetHostByName, calls::GetOverlappedResult>(step.call)
            ? 0
            : socket_error;
    return {{"value", value}, {"error", code}};
}

void add_side_effects(const Scenario& scenario, const Reply& reply, json& facts) {
    for (std::size_t i = 0; i < scenario.buffers.size(); ++i) {
        if ((reply.wrote >> i & 1U) != 0) facts["wrote"].push_back(scenario.buffers[i]);
    }
    const auto has = [&](Defect defect) { return (reply.defects & bit(defect)) != 0; };
    const std::string buffer = scenario.buffers.empty() ? "data" : scenario.buffers.front();
    if (has(Defect::wrote_outside)) facts["damage"] = {{{"buffer", buffer}, {"where", "after"}}};
    if (has(Defect::touched_freed))
        facts["touched"] = {{{"buffer", buffer}, {"access", "write"}, {"where", "freed"}}};
    if (has(Defect::entered_window)) facts["entered"] = {"w"};
}

json hook_named(const Scenario& scenario, const Reply& reply) {
    if (reply.value == 0) return nullptr;
    const std::size_t index = reply.value - hook_number::first;
    return reply.value == hook_number::foreign || index >= scenario.hooks.size()
               ? "other"
               : scenario.hooks[index];
}

void add_disconnect_data(const Scenario& scenario, const Reply& reply, json& facts) {
    for (const std::string& sent : scenario.disconnect_data) {
        if (reply.size > 0 && sent.size() == reply.size) facts["data"] = sent;
    }
    if ((reply.defects & bit(Defect::wrong_bytes)) != 0) facts["data"] = "?";
}

/// The names of the sockets that select left in its sets.
void add_sets(const Scenario& scenario, const Reply& reply, json& facts) {
    constexpr std::array names{"readfds", "writefds", "exceptfds"};
    for (unsigned bit = 0; bit < names.size() * capacity::sockets; ++bit) {
        const std::size_t socket = index_of(calls::socket_of_bit(bit));
        if ((reply.size >> bit & 1U) != 0 && socket < scenario.sockets.size())
            facts[names.at(bit / capacity::sockets)].push_back(scenario.sockets[socket]);
    }
}

std::uint32_t raw_socket(SocketId socket) {
    return 0x100U + 4 * static_cast<std::uint32_t>(index_of(socket));
}

json done_facts(const Scenario& scenario, const Step& step, const Reply& reply) {
    if (is_one_of<calls::Startup>(step.call)) return startup_facts(reply);
    if (is_one_of<calls::SpiStartup>(step.call)) return provider_startup_facts(reply);
    if (is_one_of<calls::Upcall>(step.call)) return upcall_facts(step, reply);
    json facts{{"value", reply.value}};
    if (is_one_of<calls::GetHostByName>(step.call)) facts["value"] = 1;
    if (is_one_of<calls::SetBlockingHook>(step.call)) facts["value"] = hook_named(scenario, reply);
    if (is_one_of<calls::ObserveHook>(step.call)) {
        facts = {{"ran", reply.value}};
        if ((reply.defects & bit(Defect::wrong_context)) != 0) facts["wrong_context"] = true;
    }
    if (is_one_of<calls::EnumProtocols>(step.call)) return protocol_facts(reply);
    if (is_one_of<calls::CountHandles>(step.call)) facts["kept"] = reply.size;
    if (const auto* made = std::get_if<calls::CreateSocket>(&step.call))
        facts["value"] = raw_socket(made->as);
    if (const auto* accepted = std::get_if<calls::Accept>(&step.call))
        facts["value"] = raw_socket(accepted->as);
    if (is_one_of<calls::RecvDisconnect>(step.call)) add_disconnect_data(scenario, reply, facts);
    if (is_one_of<calls::GetSockError>(step.call)) facts["optval"] = reply.size;
    if (is_one_of<calls::GetLinger>(step.call)) {
        facts["l_onoff"] = reply.size >> 16U;
        facts["l_linger"] = reply.size & 0xffffU;
        facts["optlen"] = (reply.defects & bit(Defect::malformed)) != 0 ? 8 : 4;
    }
    if (is_one_of<calls::EnumNetworkEvents>(step.call))
        facts = {{"value", 0},
                 {"events", reply.value},
                 {"close_error", reply.size & 0xffffU},
                 {"connect_error", reply.size >> 16U}};
    if (is_one_of<calls::Select>(step.call)) add_sets(scenario, reply, facts);
    if (is_one_of<calls::NameIsAsked>(step.call)) facts["asked"] = true;
    if (is_one_of<calls::PeerSends, calls::PeerShutsDown>(step.call))
        facts["acknowledged"] = reply.value != 0;
    if (is_one_of<calls::GetOverlappedResult>(step.call)) {
        facts["value"] = 1;
        facts["received"] = reply.value;
    }
    if (is_one_of<calls::LookAtOverlapped, calls::LookAtEventObject>(step.call))
        facts = {{"signalled", reply.value != 0}};
    if (is_one_of<calls::LookUpExport>(step.call)) {
        facts["by_name"] = true;
        facts["by_ordinal"] = (reply.defects & bit(Defect::not_by_ordinal)) == 0;
    }
    return facts;
}

}  // namespace

json Encoder::facts_of(std::size_t index, const Reply& reply) {
    const Step& step = scenario_->steps[index];
    json facts = json::object();
    switch (reply.kind) {
        case ReplyKind::hung:
            return {{"event", "hung"}};
        case ReplyKind::raised:
            facts["raised"] = reply.value;
            break;
        case ReplyKind::missing:
            if (step.function.empty())
                facts["by_name"] = false;
            else
                facts["missing"] = true;
            break;
        case ReplyKind::failed:
            facts = failure_facts(step, reply);
            break;
        case ReplyKind::done:
            facts = done_facts(*scenario_, step, reply);
            if (is_one_of<calls::AsyncGet>(step.call)) {
                facts["value"] = 0x1000U + reply.value;
                lookups_.accepted(0x1000U + reply.value, index);
            }
            break;
        case ReplyKind::message:
            facts["message"] = message_facts(reply);
            break;
        case ReplyKind::nothing:
            if (step.timing == Timing::returns) facts["pending"] = true;
            if (step.timing == Timing::inside) facts["not_run"] = true;
            if (is_one_of<calls::Await>(step.call)) facts["message"] = nullptr;
            if (is_one_of<calls::PeerObserves>(step.call)) facts["saw"] = "nothing";
            if (is_one_of<calls::NameIsAsked>(step.call)) facts["asked"] = false;
            if (is_one_of<calls::PeerAccepts>(step.call)) facts["accepted"] = false;
            break;
        case ReplyKind::bytes:
            facts["saw"] = json::object();
            break;
        case ReplyKind::end:
            facts["saw"] = "end";
            break;
        case ReplyKind::reset:
            facts["saw"] = "reset";
            break;
        case ReplyKind::refused:
            facts["saw"] = "refused";
            if (is_one_of<calls::PeerConnects>(step.call)) facts = {{"connected", false}};
            break;
    }
    add_received(index, reply, facts);
    if (!step.function.empty() && !facts.contains("error"))
        facts["error"] = static_cast<std::int32_t>(reply.error);
    facts["event"] = "returned";
    add_side_effects(*scenario_, reply, facts);
    if (reply.kind == ReplyKind::message) {
        if (const Step* lookup = lookups_.step_of(static_cast<std::uint16_t>(reply.value)))
            lookups_.advertised(*lookup, reply.size);
    }
    return facts;
}

/// The message of a network event, to the window that was asked for last.
json Encoder::notice_facts(const Reply& reply) const {
    const SocketId socket{static_cast<std::uint8_t>(reply.value - notice_number::first)};
    const Step* asked = nullptr;
    for (const SocketId asking : with_those_that_accepted(*scenario_, socket)) {
        for (const Step& step : scenario_->steps) {
            const auto* select = std::get_if<calls::AsyncSelect>(&step.call);
            if (select != nullptr && select->socket == asking) asked = &step;
        }
        if (asked != nullptr) break;
    }
    const auto error = static_cast<std::uint32_t>(reply.error);
    json message{{"window", asked == nullptr ? "w" : asked->window},
                 {"id", asked == nullptr ? 0 : asked->message},
                 {"wParam", raw_socket(socket)},
                 {"lParam", error << 16U | reply.size}};
    if ((reply.defects & bit(Defect::past_the_upcall)) != 0) message["by_upcall"] = false;
    return message;
}

json Encoder::message_facts(const Reply& reply) const {
    const bool is_notice = reply.value >= notice_number::first &&
                           reply.value < notice_number::of(SocketId{capacity::sockets});
    if (is_notice) return notice_facts(reply);
    const auto has = [&](Defect defect) { return (reply.defects & bit(defect)) != 0; };
    const auto handle = static_cast<std::uint16_t>(reply.value);
    const Step* lookup = lookups_.step_of(handle);
    if (lookup == nullptr) {  // Of no request: let it at least look like one's message.
        for (const Step& step : scenario_->steps) {
            if (is_one_of<calls::AsyncGet>(step.call)) lookup = &step;
        }
    }
    std::uint64_t parameter = static_cast<std::uint64_t>(static_cast<std::uint32_t>(reply.error))
                              << 16U;
    parameter |= reply.size & 0xffffU;
    if (has(Defect::high_bits)) parameter |= 0xffffffff00000000U;
    json message{{"window", lookup == nullptr ? "w" : lookup->window},
                 {"id", lookup == nullptr ? 0 : lookup->message},
                 {"wParam", lookups_.raw_of(handle)},
                 {"lParam", parameter}};
    if (has(Defect::wrong_message)) message["id"] = 0x7fff;
    if (lookup != nullptr && reply.error == Error::none)
        message["result"] = result_with(reply.defects, *lookup);
    return message;
}

}  // namespace wsconform
