// SPDX-License-Identifier: Apache-2.0

// What becomes of messages, of what a peer sees, and of what a scenario looks at.

#include <algorithm>
#include <array>

#include "conformance/judging/result_text.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/notices.hpp"

namespace wsconform {

namespace {

constexpr std::array message_codes{Error::none, Error::wsaefault, Error::wsaenobufs,
                                   Error::wsahost_not_found, Error::wsano_data};

bool is_notice(const Reply& reply) {
    return reply.value >= notice_number::first &&
           reply.value < notice_number::of(SocketId{capacity::sockets});
}

bool leaves_it(const Call& call) {
    const auto* await = std::get_if<calls::Await>(&call);
    return await != nullptr && await->leaves_it;
}

std::string word_for(RequestPhase phase) {
    switch (phase) {
        case RequestPhase::running:
            return "running";
        case RequestPhase::read:
            return "finished";
        case RequestPhase::cancelled:
            return "cancelled";
        case RequestPhase::dropped:
            return "dropped";
        case RequestPhase::refused:
            return "refused";
        case RequestPhase::none:
        case RequestPhase::completed:
        case RequestPhase::posted:
        case RequestPhase::stale:
        case RequestPhase::orphaned:
            break;
    }
    return "";
}

}  // namespace

std::string MutationOperators::function_of(const Request& request) const {
    const auto index = static_cast<std::uint8_t>(&request - before().requests.data());
    for (const Step& step : moment_->scenario->steps) {
        const auto* made = std::get_if<calls::AsyncGet>(&step.call);
        if (made != nullptr && made->as == RequestId{index}) return step.function;
    }
    return "";
}

void MutationOperators::mutate_message() {
    if (is_notice(reply()))
        return mutate_notice(
            SocketId{static_cast<std::uint8_t>(reply().value - notice_number::first)});
    const auto& requests = before().requests;
    const auto* const posted = std::ranges::find_if(requests, [&](const Request& request) {
        return request.phase == RequestPhase::posted && index_of(request.handle) == reply().value;
    });
    if (posted != requests.end()) mutate_request_message(*posted);
}

void MutationOperators::mutate_request_message(const Request& request) {
    const std::string function = function_of(request);
    const std::string place = "message of " + function;
    const auto index = static_cast<std::size_t>(&request - before().requests.data());
    State lost = next();
    lost.requests[index].phase = RequestPhase::read;
    Reply nothing;
    nothing.kind = ReplyKind::nothing;
    add("message-late:" + function, nothing, undone_);
    add("message-lost:" + function, nothing, lost);
    if (leaves_it(call())) {
        add("peek-removes-message:" + function, reply(), lost, Memory::keeps);
    } else {
        State twice = next();
        twice.requests[index].phase = RequestPhase::posted;
        add("message-twice:" + function, reply(), twice, Memory::keeps);
    }
    for (const Error error : message_codes) {
        if (error == reply().error) continue;
        Reply other = reply();
        other.error = error;
        add("wrong-code:" + place + ":" + label_of(reply().error) + "->" + label_of(error), other,
            next(), Memory::keeps);
    }
    add_values(place);
    add_defects(place);
}

void MutationOperators::mutate_notice(SocketId socket) {
    const std::string event = events_text(reply().size, Range::exactly(0));
    const std::string place = "message of " + event;
    Reply nothing;
    nothing.kind = ReplyKind::nothing;
    State lost = next();
    lost.at(socket).notification.told = 1;
    lost.at(socket).notification.posted = 0;
    for (const EventKind& kind : event_kinds) {
        if (kind.number == reply().size) lost = with_event_told(undone_, socket, kind);
    }
    add("message-late:" + event, nothing, undone_);
    add("message-lost:" + event, nothing, lost);
    State twice = undone_;
    if (!leaves_it(call())) add("message-twice:" + event, reply(), twice);
    for (const Error error : {Error::none, Error::wsaeconnreset, Error::wsaeconnaborted}) {
        if (error == reply().error) continue;
        Reply other = reply();
        other.error = error;
        add("wrong-code:" + place + ":" + label_of(reply().error) + "->" + label_of(error), other,
            next());
    }
    add_values(place);
}

/// Instead of what comes: the message of a request that has none to send, or not yet.
void MutationOperators::add_stray_messages() {
    for (std::size_t i = 0; i < before().requests.size(); ++i) {
        const Request& request = before().requests[i];
        const std::string phase = word_for(request.phase);
        if (phase.empty()) continue;
        Reply stray;
        stray.kind = ReplyKind::message;
        stray.value = static_cast<std::uint32_t>(
            index_of(request.handle == Handle::zero ? Handle::unknown : request.handle));
        State after = undone_;
        if (request.phase == RequestPhase::running) after.requests[i].phase = RequestPhase::read;
        add("stray-message:" + function_of(request) + ":" + phase, stray, after);
    }
    for (std::size_t i = 0; i < before().sockets.size(); ++i) {
        if (before().sockets[i].notification.registered == 0) continue;
        const SocketId socket{static_cast<std::uint8_t>(i)};
        if (reply().kind == ReplyKind::message && reply().value == notice_number::of(socket))
            continue;
        Reply stray;
        stray.kind = ReplyKind::message;
        stray.value = notice_number::of(socket);
        for (const std::uint32_t event : {event_number::fd_close, event_number::fd_write,
                                          event_number::fd_accept, event_number::fd_connect}) {
            stray.size = event;
            add("stray-message:" + events_text(event, Range::exactly(0)), stray, undone_);
        }
    }
}

/// What the peer sees of a connection.
void MutationOperators::mutate_sight() {
    const ReplyKind from = reply().kind;
    // Where that may be seen too, it is what comes next that must be right.
    const auto future_of = [&](const Reply& other) {
        for (const Outcome& outcome : moment_->ruling->allowed()) {
            if (outcome.pattern.matches(other)) return outcome.next;
        }
        return next();
    };
    for (const ReplyKind to :
         {ReplyKind::nothing, ReplyKind::bytes, ReplyKind::end, ReplyKind::reset}) {
        if (to == from) continue;
        Reply other;
        other.kind = to;
        other.value = to == ReplyKind::bytes ? 1 : 0;
        add("wire:" + label_of(from) + "->" + label_of(to) + situation(), other, future_of(other));
    }
    if (from != ReplyKind::bytes) return;
    Reply garbled = reply();
    garbled.defects |= bit(Defect::wrong_bytes);
    add("wire:bytes->other-bytes" + situation(), garbled, next(), Memory::keeps);
}

/// What is looked at rather than called.
void MutationOperators::mutate_inspection() {
    if (const auto* header = std::get_if<calls::ReadHeader>(&call()))
        return add_values("header@" + std::string{header->clause->slug});
    if (const auto* exported = std::get_if<calls::LookUpExport>(&call())) {
        const std::string place = "export@" + std::string{exported->clause->slug};
        Reply missing;
        missing.kind = ReplyKind::missing;
        add("missing:" + place, missing, next());
        Reply by_name = reply();
        by_name.defects |= bit(Defect::not_by_ordinal);
        add("not-by-ordinal:" + place, by_name, next());
        return;
    }
    if (is_one_of<calls::LookAtOverlapped, calls::LookAtEventObject>(call())) {
        const bool is_overlapped = std::holds_alternative<calls::LookAtOverlapped>(call());
        Reply other = reply();
        other.value = 1 - other.value;
        add((other.value != 0 ? "signalled:" : "unsignalled:") +
                std::string{is_overlapped ? "overlapped" : "event-object"} + situation(),
            other, next());
    }
    if (std::holds_alternative<calls::ObserveHook>(call())) {
        for (const std::uint32_t times : {0U, 1U, 2U}) {
            if (times == reply().value) continue;
            Reply other = reply();
            other.value = times;
            add("hook-runs:" + std::to_string(reply().value) + "->" + std::to_string(times) +
                    situation(),
                other, next());
        }
        add_defects("hook");
    }
    if (std::holds_alternative<calls::LookAtEvent>(call())) add_values("event");
    if (std::holds_alternative<calls::LookAtApcs>(call())) add_values("apcs");
    if (std::holds_alternative<calls::CountHandles>(call())) add_values("handles");
    if (std::holds_alternative<calls::CountOddities>(call())) add_values("exports");
}

}  // namespace wsconform
