// SPDX-License-Identifier: Apache-2.0

#include "conformance/scenario/deliveries.hpp"

#include <algorithm>
#include <variant>

namespace wsconform {

namespace {

/// A step that moves bytes, or settles who is at the other end.
bool moves_bytes(const Call& call) {
    return is_one_of<calls::Connect, calls::Accept, calls::Send, calls::Receive>(call);
}

}  // namespace

Ended claimed_end(const Step& step) {
    Ended ended;
    ended.kind = ReplyKind::done;
    if (!step.claim) {
        // What a lower tester is told to do it does; of other calls nothing is said.
        ended.is_known = !step.thread.has_value();
        return ended;
    }
    const Claimed& claimed = step.claim->front();
    ended.kind = claimed.kind;
    ended.error = claimed.error;
    const bool is_any_failure = claimed.kind == ReplyKind::failed && claimed.any_error;
    ended.is_known = step.claim->size() == 1 && !is_any_failure;
    if (claimed.value.lowest == claimed.value.highest) ended.count = claimed.value.lowest;
    if (!claimed.bytes.empty() || ended.count == 0) ended.bytes = claimed.bytes;
    return ended;
}

Deliveries::Deliveries(const Scenario& scenario) : scenario_{&scenario} {
    for (const Step& step : scenario.steps) {
        if (step.timing == Timing::whole || !moves_bytes(step.call)) continue;
        // Of a receive in flight it is open what it takes; of others, when they take effect.
        if (!std::holds_alternative<calls::Receive>(step.call)) is_all_loose_ = true;
    }
}

const Deliveries::Place* Deliveries::receiver_of(const Call& call) const {
    if (const auto* receive = std::get_if<calls::Receive>(&call))
        return receive->socket == SocketId::none ? nullptr : &places_.at(place_of(receive->socket));
    if (const auto* observes = std::get_if<calls::PeerObserves>(&call))
        return &places_.at(place_of(observes->peer));
    return nullptr;
}

std::optional<std::string> Deliveries::next(std::size_t index, std::size_t size) const {
    const Step& step = scenario_->steps[index];
    if (is_all_loose_ || step.timing != Timing::whole) return std::nullopt;
    if (const auto* result = std::get_if<calls::GetOverlappedResult>(&step.call)) {
        const auto got = got_.find(result->overlapped);
        if (got == got_.end() || got->second.size() < size) return std::nullopt;
        return got->second.substr(0, size);
    }
    const Place* const place = receiver_of(step.call);
    if (place == nullptr || place->is_loose) return std::nullopt;
    if (!place->is_datagram) {
        if (!place->partner || place->coming.size() < size) return std::nullopt;
        return place->coming.substr(0, size);
    }
    for (const Datagram& datagram : place->datagrams) {
        if (datagram.text.size() >= size) return datagram.text.substr(0, size);
        if (!datagram.may_be_lost) break;
    }
    return std::nullopt;
}

bool Deliveries::may_bring(std::size_t index, std::string_view bytes) const {
    const Step& step = scenario_->steps[index];
    if (is_all_loose_ || step.timing != Timing::whole || bytes.empty()) return true;
    if (const auto* result = std::get_if<calls::GetOverlappedResult>(&step.call)) {
        const auto got = got_.find(result->overlapped);
        return got == got_.end() || got->second.starts_with(bytes);
    }
    const Place* const place = receiver_of(step.call);
    if (place == nullptr || place->is_loose) return true;
    if (!place->is_datagram) return !place->partner || place->coming.starts_with(bytes);
    for (const Datagram& datagram : place->datagrams) {
        if (datagram.text.starts_with(bytes)) return true;
        if (!datagram.may_be_lost) return false;
    }
    return true;  // Where nothing is to be received the model says so.
}

void Deliveries::note(std::size_t index, const Ended& ended) {
    const Step& step = scenario_->steps[index];
    if (is_all_loose_) return;
    if (step.timing != Timing::whole) {
        const auto* const receive = std::get_if<calls::Receive>(&step.call);
        if (receive != nullptr && receive->socket != SocketId::none)
            places_.at(place_of(receive->socket)).is_loose = true;
        return;
    }
    if (is_one_of<calls::Send, calls::PeerSends>(step.call)) return note_sent(step, ended);
    std::visit(
        [&](const auto& call) {
            if constexpr (requires { this->note(call, ended); }) note(call, ended);
        },
        step.call);
}

}  // namespace wsconform
