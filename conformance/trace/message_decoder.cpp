// SPDX-License-Identifier: Apache-2.0

// Messages that a window got: of a look-up that has ended, or of a network event.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "conformance/trace/decoder.hpp"
#include "conformance/trace/lookup_structures.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

/// Whether the step asked for messages of just this window and number.
bool asked_for(const Step& step, const json& message) {
    return message.at("window") == step.window && message.at("id") == step.message;
}

bool any_look_up_asked_for(const Scenario& scenario, const json& message) {
    return std::ranges::any_of(scenario.steps, [&](const Step& step) {
        return is_one_of<calls::AsyncGet>(step.call) && asked_for(step, message);
    });
}

/// Whether the program asked for such messages of the socket, or of the one that accepted it.
bool asked_of_socket(const Scenario& scenario, SocketId socket, const json& message) {
    const auto sockets = with_those_that_accepted(scenario, socket);
    return std::ranges::any_of(scenario.steps, [&](const Step& step) {
        const auto* select = std::get_if<calls::AsyncSelect>(&step.call);
        return select != nullptr && std::ranges::find(sockets, select->socket) != sockets.end() &&
               asked_for(step, message);
    });
}

/// The two halves of lParam, which all messages of Winsock have.
Reply halves_of(std::uint64_t parameter) {
    Reply reply;
    reply.kind = ReplyKind::message;
    reply.error = Error{static_cast<std::int32_t>((parameter >> 16U) & 0xffffU)};
    reply.size = static_cast<std::uint32_t>(parameter & 0xffffU);
    return reply;
}

}  // namespace

/// The message of a network event: of which socket, which event, which error.
Reply Decoder::notice_reply(const json& message) const {
    Reply reply = halves_of(word_of(message.at("lParam"), bits_));
    reply.value = static_cast<std::uint32_t>(index_of(Handle::unknown));
    const auto found = sockets_.find(word_of(message.at("wParam"), bits_));
    if (found == sockets_.end()) return reply;
    reply.value = notice_number::of(found->second);
    if (!asked_of_socket(*scenario_, found->second, message))
        reply.defects |= bit(Defect::wrong_message);
    if (!message.value("by_upcall", true)) reply.defects |= bit(Defect::past_the_upcall);
    return reply;
}

Reply Decoder::message_reply(const json& message) {
    if (message.is_null()) return Reply{.kind = ReplyKind::nothing};
    const bool is_notice = std::ranges::any_of(scenario_->steps, [&](const Step& step) {
        return is_one_of<calls::AsyncSelect>(step.call) && asked_for(step, message);
    });
    return is_notice ? notice_reply(message) : lookup_message_reply(message);
}

Reply Decoder::lookup_message_reply(const json& message) {
    const std::uint64_t parameter = word_of(message.at("lParam"), bits_);
    Reply reply = halves_of(parameter);
    reply.value = lookups_.number_of(word_of(message.at("wParam"), bits_));
    if (parameter >> 32U != 0) reply.defects |= bit(Defect::high_bits);
    const Step* lookup = lookups_.step_of(static_cast<std::uint16_t>(reply.value));
    const bool was_requested = lookup != nullptr ? asked_for(*lookup, message)
                                                 : any_look_up_asked_for(*scenario_, message);
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
