// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/describe.hpp"

#include <array>
#include <string_view>
#include <variant>

#include "conformance/judging/result_text.hpp"

namespace wsconform {

namespace {

struct NamedDefect {
    Defect defect;
    std::string_view words;
};
constexpr auto defect_words = std::to_array<NamedDefect>({
    {Defect::wrote_outside, "writing outside the buffer"},
    {Defect::touched_freed, "accessing freed memory"},
    {Defect::entered_window, "running a window procedure inside the call"},
    {Defect::wrong_message, "with another window or message id than requested"},
    {Defect::high_bits, "with the upper half of lParam not zero"},
    {Defect::malformed, "without the result structure at the start of the buffer"},
    {Defect::pointer_outside, "with pointers that leave the buffer"},
    {Defect::wrong_family, "with an address that is not IPv4"},
    {Defect::wrong_entry, "with another entry than was asked for"},
    {Defect::unterminated_text, "with a text that does not end within its bounds"},
    {Defect::bad_limits, "with iMaxUdpDg below 512"},
    {Defect::disconnect_flag, "with XP1_DISCONNECT_DATA set for TCP"},
    {Defect::not_by_ordinal, "without its ordinal"},
    {Defect::wrong_bytes, "with bytes that nobody sent"},
    {Defect::null_entry, "with an entry of the procedure table NULL"},
    {Defect::wrong_context, "with another context than it was given"},
    {Defect::wrong_count, "with another number of entries stored"},
    {Defect::both_directions, "with a protocol for sending only and receiving only"},
    {Defect::bad_chain, "with an entry whose chain or id cannot be"},
});

std::string version_text(std::uint32_t packed) {
    return std::to_string(packed >> 8U) + "." + std::to_string(packed & 0xffU);
}

std::string versions_text(const Range& version, const Range& highest) {
    const auto text = [](const Range& range) {
        return range.lowest == range.highest ? version_text(range.lowest) : std::string{"another"};
    };
    return "returned 0, wVersion " + text(version) + ", wHighVersion " + text(highest);
}

bool is_startup(const Step& step) {
    return std::holds_alternative<calls::Startup>(step.call) ||
           std::holds_alternative<calls::SpiStartup>(step.call);
}

std::string code_text(Error error, bool any_error) {
    if (any_error) return "any published code";
    if (error == Error::untouched) return "and left the last error alone";
    return name_of(error);
}

std::string failure_text(const Pattern& pattern, const Step& step) {
    const std::string code = code_text(pattern.error, pattern.any_error);
    if (is_startup(step)) return "returned " + code;
    if (std::holds_alternative<calls::Upcall>(step.call))
        return pattern.error == Error::untouched ? "failed without a reason" : "failed, " + code;
    if (std::holds_alternative<calls::AsyncGet>(step.call)) return "returned 0, " + code;
    if (std::holds_alternative<calls::SetBlockingHook>(step.call) ||
        std::holds_alternative<calls::GetHostByName>(step.call))
        return "returned NULL, " + code;
    const bool makes_socket = std::holds_alternative<calls::CreateSocket>(step.call) ||
                              std::holds_alternative<calls::Accept>(step.call);
    return std::string{"returned "} + (makes_socket ? "INVALID_SOCKET, " : "SOCKET_ERROR, ") + code;
}

std::string runs_text(const Range& runs) {
    constexpr std::array words{"was not run", "was run once", "was run again and again"};
    if (runs.lowest >= words.size()) return "was run";
    if (runs.lowest == runs.highest) return words[runs.lowest];
    return runs.lowest == 0 ? "was run any number of times" : "was run";
}

std::string hook_text(const Range& value, const Scenario& scenario) {
    if (value.lowest != value.highest) return "another hook";
    if (value.lowest == hook_number::null) return "NULL";
    const std::size_t index = value.lowest - hook_number::first;
    return value.lowest == hook_number::foreign || index >= scenario.hooks.size()
               ? "a hook of its own"
               : scenario.hooks[index];
}

/// "returned the handle of r1", where the state says whose it is.
std::string handle_text(const Range& value, const Scenario& scenario, const State& state) {
    for (std::size_t i = 0; i < scenario.requests.size() && value.lowest == value.highest; ++i) {
        const Request& request = state.requests[i];
        const bool is_live =
            request.phase == RequestPhase::running || request.phase == RequestPhase::completed;
        if (is_live && index_of(request.handle) == value.lowest)
            return "returned the handle of " + scenario.requests[i];
    }
    return "returned a task handle";
}

/// What a step saw that looks at something instead of calling a function; empty for other steps.
std::string sight_text(const Pattern& pattern, const Call& call) {
    const Range& value = pattern.value;
    if (std::holds_alternative<calls::Upcall>(call))
        return value == Range::exactly(0) ? "succeeded" : "succeeded with " + range_text(value);
    if (is_one_of<calls::LookAtEvent, calls::LookAtOverlapped, calls::LookAtEventObject>(call))
        return value == Range::exactly(0) ? "unsignalled" : "signalled";
    if (std::holds_alternative<calls::LookAtApcs>(call)) return range_text(value) + " have run";
    if (std::holds_alternative<calls::CountHandles>(call))
        return range_text(value) + ", of which kept " + range_text(pattern.size);
    if (std::holds_alternative<calls::CountOddities>(call)) return range_text(value);
    if (std::holds_alternative<calls::ObserveHook>(call)) return runs_text(value);
    return {};
}

/// What a call returned besides a number; empty if that is all.
std::string return_text(const Pattern& pattern, const Call& call, const Scenario& scenario,
                        const State& state) {
    const Range& value = pattern.value;
    if (std::holds_alternative<calls::AsyncGet>(call)) return handle_text(value, scenario, state);
    if (std::holds_alternative<calls::SetBlockingHook>(call))
        return "returned " + hook_text(value, scenario);
    if (std::holds_alternative<calls::GetHostByName>(call)) return "returned an entry";
    if (std::holds_alternative<calls::GetLastError>(call) && value.lowest == value.highest)
        return "returned " + name_of(Error{static_cast<std::int32_t>(value.lowest)});
    if (is_one_of<calls::CreateSocket, calls::Accept>(call)) return "returned a socket";
    if (std::holds_alternative<calls::Select>(call))
        return "returned " + selection_text(pattern, scenario);
    if (std::holds_alternative<calls::GetLinger>(call))
        return "returned 0, " + linger_text(pattern.size);
    const auto* const option = std::get_if<calls::GetSockError>(&call);
    if (option != nullptr && option->is_type)
        return "returned 0, SO_TYPE " + range_text(pattern.size);
    if (option != nullptr && pattern.size.lowest == pattern.size.highest)
        return "returned 0, SO_ERROR " +
               name_of(Error{static_cast<std::int32_t>(pattern.size.lowest)});
    if (std::holds_alternative<calls::RecvDisconnect>(call) && pattern.size.lowest > 0)
        return "returned 0 and " + range_text(pattern.size) + " bytes";
    if (std::holds_alternative<calls::EnumNetworkEvents>(call))
        return "told of " + events_text(value.lowest, pattern.size);
    return {};
}

/// What a lower tester did.
std::string tester_text(const Range& value, const Call& call) {
    if (std::holds_alternative<calls::LookUpExport>(call)) return "found it";
    if (std::holds_alternative<calls::NameIsAsked>(call)) return "was asked";
    if (!is_one_of<calls::PeerSends, calls::PeerShutsDown>(call)) return "done";
    if (value == Range::exactly(1)) return "acknowledged";
    return value == Range::exactly(0) ? "sent" : "done";
}

std::string success_text(const Pattern& pattern, const Step& step, const Scenario& scenario,
                         const State& state) {
    if (is_startup(step)) return versions_text(pattern.value, pattern.size);
    if (std::string seen = sight_text(pattern, step.call); !seen.empty()) return seen;
    if (std::string told = return_text(pattern, step.call, scenario, state); !told.empty())
        return told;
    if (!step.function.empty() || std::holds_alternative<calls::ReadHeader>(step.call))
        return "returned " + range_text(pattern.value);
    return tester_text(pattern.value, step.call);
}

std::string notice_text(const Pattern& pattern, const Scenario& scenario) {
    const std::uint32_t event = pattern.size.lowest;
    const std::string named = events_text(event, Range::exactly(0));
    std::string text = named == "nothing" ? "got another event" : "got " + named;
    text += " of " + scenario.sockets[pattern.value.lowest - notice_number::first];
    if (pattern.any_error) return text + ", any error";
    return pattern.error == Error::none ? text : text + " with " + name_of(pattern.error);
}

std::string message_text(const Pattern& pattern, const Scenario& scenario, const State& state) {
    const bool is_notice = pattern.value.lowest >= notice_number::first &&
                           pattern.value.lowest - notice_number::first < scenario.sockets.size();
    if (is_notice) return notice_text(pattern, scenario);
    std::string owner = "no request";
    for (std::size_t i = 0; i < scenario.requests.size(); ++i) {
        const bool was_accepted = state.requests[i].phase > RequestPhase::refused;
        if (was_accepted && index_of(state.requests[i].handle) == pattern.value.lowest)
            owner = scenario.requests[i];
    }
    std::string text = "got the message of " + owner + ": ";
    if (pattern.any_error) return text + "any outcome";
    text += pattern.error == Error::none ? "success" : name_of(pattern.error);
    if (pattern.error == Error::wsaenobufs && pattern.size != Range::any())
        text += ", asking for " + range_text(pattern.size) + " bytes";
    return text;
}

std::string hexadecimal(std::uint32_t value) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text = "0x";
    for (int shift = 28; shift >= 0; shift -= 4)
        text += digits[value >> static_cast<unsigned>(shift) & 0xfU];
    return text;
}

std::string kind_text(const Pattern& pattern, const Step& step, const Scenario& scenario,
                      const State& state) {
    switch (pattern.kind) {
        case ReplyKind::done:
            return success_text(pattern, step, scenario, state);
        case ReplyKind::failed:
            return failure_text(pattern, step);
        case ReplyKind::nothing:
            if (step.timing == Timing::returns) return "has not returned";
            if (step.timing == Timing::inside) return "was not called: the hook did not run";
            if (std::holds_alternative<calls::PeerObserves>(step.call)) return "saw nothing";
            if (std::holds_alternative<calls::WaitForQuiescence>(step.call)) return "done";
            if (std::holds_alternative<calls::NameIsAsked>(step.call)) return "was not asked";
            if (std::holds_alternative<calls::PeerAccepts>(step.call)) return "nobody connected";
            return "got nothing";
        case ReplyKind::message:
            return message_text(pattern, scenario, state);
        case ReplyKind::bytes:
            return "saw " + range_text(pattern.value) + " bytes";
        case ReplyKind::end:
            return "saw the end of the stream";
        case ReplyKind::reset:
            return "saw a reset";
        case ReplyKind::refused:
            if (std::holds_alternative<calls::PeerConnects>(step.call)) return "was refused";
            return "saw an ICMP port-unreachable error";
        case ReplyKind::hung:
            return "did not return";
        case ReplyKind::raised:
            return "raised an exception";
        case ReplyKind::missing:
            return "is not exported";
    }
    return {};
}

}  // namespace

std::string describe(const Pattern& pattern, const Step& step, const Scenario& scenario,
                     const State& state) {
    std::string text = kind_text(pattern, step, scenario, state);
    for (const NamedDefect& row : defect_words) {
        if ((pattern.defects & bit(row.defect)) != 0) text += ", " + std::string{row.words};
    }
    for (std::size_t i = 0; i < scenario.buffers.size(); ++i) {
        if ((pattern.writes >> i & 1U) != 0)
            text += ", and buffer " + scenario.buffers[i] + " was written";
    }
    return text;
}

std::string describe(const Reply& reply, const Step& step, const Scenario& scenario,
                     const State& state, std::uint8_t unwanted_writes) {
    Pattern pattern;
    pattern.kind = reply.kind;
    pattern.writes = unwanted_writes;
    pattern.error = reply.error;
    pattern.defects = reply.defects;
    pattern.value = Range::exactly(reply.value);
    pattern.size = Range::exactly(reply.size);
    std::string text = describe(pattern, step, scenario, state);
    if (reply.kind == ReplyKind::raised) text += " " + hexadecimal(reply.value);
    return text;
}

}  // namespace wsconform
