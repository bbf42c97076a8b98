// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/claimed_replies.hpp"

#include <algorithm>
#include <string_view>

#include "conformance/judging/claims.hpp"
#include "conformance/judging/following.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

bool is_somewhere(const std::string& text, const std::vector<std::string>& streams) {
    return std::ranges::any_of(
        streams, [&](const std::string& stream) { return stream.find(text) != std::string::npos; });
}

/// What a TCP socket has read before says which text comes next.
bool is_next(const std::string& text, SocketId socket, const Scenario& scenario, std::size_t read) {
    return std::ranges::any_of(
        arrivals_at(scenario, socket).streams, [&](const std::string& stream) {
            return read <= stream.size() && std::string_view{stream}.substr(read).starts_with(text);
        });
}

/// The numbers that are tried of a range: all that the next state would remember as a count of
/// bytes, else the ends and the number beside the lowest, one of which no clause may forbid.
std::vector<std::uint32_t> tried(const Range& range, bool counts) {
    constexpr std::uint32_t most = 256;
    std::vector<std::uint32_t> numbers{range.lowest};
    if (counts) {
        for (std::uint32_t i = 1; i < most && i <= range.highest - range.lowest; ++i)
            numbers.push_back(range.lowest + i);
    } else if (range.lowest < range.highest) {
        numbers.push_back(range.lowest + 1);
        numbers.push_back(range.highest);
    }
    return numbers;
}

Range common(const Range& a, const Range& b) {
    return {std::max(a.lowest, b.lowest), std::min(a.highest, b.highest)};
}

bool counts_bytes(const Outcome& outcome) {
    return outcome.remember == Remember::bytes_read || outcome.remember == Remember::bytes_seen;
}

std::vector<Error> errors_of(const Claimed& claimed, const Pattern& pattern,
                             const std::set<Error>& codes) {
    if (!pattern.any_error) return {pattern.error};
    if (!claimed.any_error) return {claimed.error};
    std::vector<Error> errors{pattern.kind == ReplyKind::failed ? Error::unknown : Error::none};
    errors.insert(errors.end(), codes.begin(), codes.end());
    return errors;
}

/// A claim of whatever the pattern allows.
Claimed open_claim(const Pattern& pattern) {
    Claimed open;
    open.kind = pattern.kind;
    return open;
}

bool is_forbidden(const Ruling& ruling, const Reply& reply) {
    return std::ranges::any_of(ruling.forbidden(),
                               [&](const Prohibition& p) { return p.pattern.matches(reply); });
}

/// The numbers of a reply, all of whose other parts are settled: the first of them that no clause
/// forbids, or each if they count bytes.
void add_numbers(const Ruling& ruling, const Outcome& outcome, Reply reply, const Range& value,
                 const Range& size, std::vector<Reply>& replies) {
    for (const std::uint32_t number : tried(value, counts_bytes(outcome))) {
        reply.value = number;
        for (const std::uint32_t second : tried(size, false)) {
            reply.size = second;
            if (is_forbidden(ruling, reply)) continue;
            replies.push_back(reply);
            break;
        }
        if (!replies.empty() && !counts_bytes(outcome)) return;
    }
}

/// Codes that steps of the scenario claim to read with WSAGetLastError or GetLastError.
std::set<Error> codes_read_later(const Scenario& scenario) {
    std::set<Error> codes;
    for (const Step& step : scenario.steps) {
        if (!std::holds_alternative<calls::GetLastError>(step.call) || !step.claim) continue;
        for (const Claimed& claimed : *step.claim) {
            if (claimed.value.lowest == claimed.value.highest)
                codes.insert(Error{static_cast<std::int32_t>(claimed.value.lowest)});
        }
    }
    return codes;
}

}  // namespace

ClaimsSoFar::ClaimsSoFar(const Scenario& of)
    : scenario{&of}, codes_read_later{wsconform::codes_read_later(of)}, deliveries{of} {}

bool is_text_sent(const Claimed& claimed, std::size_t index, const ClaimsSoFar& so_far,
                  const State& state) {
    const Scenario& scenario = *so_far.scenario;
    const Step& step = scenario.steps[index];
    const std::string& text = claimed.bytes;
    if (text.empty()) return true;
    if (!so_far.deliveries.may_bring(index, text)) return false;
    if (std::holds_alternative<calls::RecvDisconnect>(step.call))
        return std::ranges::find(scenario.disconnect_data, text) != scenario.disconnect_data.end();
    if (!std::holds_alternative<calls::Receive>(step.call) &&
        !std::holds_alternative<calls::GetOverlappedResult>(step.call))
        return is_somewhere(text, scenario.streams);
    const SocketId socket = socket_named_by(step.call);
    if (socket == SocketId::none) return true;
    if (state.at(socket).transport == Transport::udp) {
        const auto is_its_beginning = [&](const std::string& one) { return one.starts_with(text); };
        return std::ranges::any_of(arrivals_at(scenario, socket).texts, is_its_beginning);
    }
    if (state.at(socket).transport == Transport::seqpacket)
        return is_somewhere(text, arrivals_at(scenario, socket).streams);
    const auto* const result = std::get_if<calls::GetOverlappedResult>(&step.call);
    if (result == nullptr) return is_next(text, socket, scenario, state.at(socket).in.read);
    if (state.at(result->overlapped) != OverlappedPhase::completed)
        return is_somewhere(text, arrivals_at(scenario, socket).streams);
    return is_next(text, socket, scenario, state.overlapped_room[index_of(result->overlapped)]);
}

std::vector<Reply> claimed_replies(const ClaimsSoFar& so_far, std::size_t index, const State& state,
                                   const Ruling& ruling, const Outcome& outcome) {
    const Step& step = so_far.scenario->steps[index];
    const Pattern& pattern = outcome.pattern;
    std::vector<Reply> replies;
    for (const Claimed& claimed : step.claim.value_or(Claim{open_claim(pattern)})) {
        const bool is_meant = may_be_claimed({claimed}, pattern, state);
        if (!is_meant || !is_text_sent(claimed, index, so_far, state)) continue;
        Reply reply = example_of(pattern);
        Range value = common(values_of(claimed, state), pattern.value);
        // Any handle will do, as long as no other request has it.
        if (outcome.remember == Remember::handle)
            value = Range::exactly(static_cast<std::uint32_t>(index + 1));
        for (const Error error : errors_of(claimed, pattern, so_far.codes_read_later)) {
            reply.error = error;
            std::vector<Reply> more;
            add_numbers(ruling, outcome, reply, value, common(claimed.size, pattern.size), more);
            replies.insert(replies.end(), more.begin(), more.end());
        }
    }
    // An example is no claim: that it is forbidden says nothing of others.
    if (replies.empty() && !step.claim) replies.push_back(example_of(pattern));
    return replies;
}

}  // namespace wsconform
