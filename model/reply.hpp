// SPDX-License-Identifier: Apache-2.0

#pragma once

// What comes back from a step, and patterns of it. A rule answers with patterns; a provider, real
// or simulated, with a reply; the oracle asks whether the one matches the other.

#include <algorithm>
#include <compare>
#include <cstdint>
#include <limits>

#include "model/ensure.hpp"
#include "model/errors.hpp"
#include "model/values.hpp"

namespace wsconform {

enum class ReplyKind : std::uint8_t {
    done,     ///< The call succeeded; `value` is what it returned.
    failed,   ///< The call failed; `error` says why.
    nothing,  ///< Nothing came within the time of quiescence.
    message,  ///< A window message: `value` is its task handle, `error` and `size` its lParam.
    bytes,    ///< The peer received `value` bytes.
    end,      ///< The peer saw the end of the stream.
    reset,    ///< The peer saw the connection reset.
    refused,  ///< The peer was told by ICMP that nobody listens.
    hung,     ///< The step did not return within the patience of the run.
    raised,   ///< The call raised an exception instead of returning.
    missing,  ///< The provider does not export the function.
};

/// What can be wrong with a reply beyond its code: one bit each.
enum class Defect : std::uint32_t {
    wrote_outside = 1U << 0U,      ///< Bytes next to a buffer were changed.
    touched_freed = 1U << 1U,      ///< Memory the caller had freed was accessed.
    entered_window = 1U << 2U,     ///< A window procedure ran inside the call.
    wrong_message = 1U << 3U,      ///< The message's id or window is not the requested one.
    high_bits = 1U << 4U,          ///< Bits 32 to 63 of lParam are not zero.
    malformed = 1U << 5U,          ///< The buffer does not start with the result structure.
    pointer_outside = 1U << 6U,    ///< The result points outside the caller's buffer.
    wrong_family = 1U << 7U,       ///< h_addrtype or h_length is not that of IPv4.
    wrong_entry = 1U << 8U,        ///< The result is not the entry that was asked for.
    unterminated_text = 1U << 9U,  ///< A WSADATA string has no NUL within its bounds.
    bad_limits = 1U << 10U,        ///< iMaxUdpDg breaks the 1.1 rule.
    wrong_byte_order = 1U << 11U,  ///< A version, port or number has its bytes swapped.
    disconnect_flag = 1U << 12U,   ///< A TCP protocol claims XP1_DISCONNECT_DATA.
    not_by_ordinal = 1U << 14U,    ///< Exported by name, but not under its 1.1 ordinal.
    wrong_bytes = 1U << 15U,       ///< Bytes arrived that are not those sent.
    null_entry = 1U << 16U,        ///< A procedure table has an entry that is NULL.
    wrong_context = 1U << 17U,     ///< A blocking callback was called with another context.
    wrong_count = 1U << 20U,       ///< More or fewer entries were stored than returned.
    both_directions = 1U << 21U,   ///< A protocol is for sending only and for receiving only.
    bad_chain = 1U << 22U,         ///< A protocol's chain cannot be, or it has no id.
    past_the_upcall = 1U << 24U,   ///< A message was not posted through WPUPostMessage.
};

constexpr std::uint32_t bit(Defect defect) {
    return static_cast<std::uint32_t>(defect);
}

struct Reply {
    ReplyKind kind{};
    std::uint8_t wrote{};  ///< One bit a buffer: changed since the step before.
    std::uint32_t defects{};
    Error error{};  ///< Of a message: its code. Else the thread's last error after the call.
    std::uint32_t value{};
    std::uint32_t size{};
    auto operator<=>(const Reply&) const = default;
};

/// An inclusive range. None is empty: one that could be cannot be made.
struct Range {
    std::uint32_t lowest{};
    std::uint32_t highest{};

    constexpr Range() = default;
    constexpr Range(std::uint32_t from, std::uint32_t to) : lowest{from}, highest{to} {
        ensure(from <= to, "a range ends before it begins");
    }
    static constexpr Range up_to(std::uint32_t value) { return {0, value}; }
    static constexpr Range from(std::uint32_t value) { return {value, any().highest}; }
    static constexpr Range exactly(std::uint32_t value) { return {value, value}; }
    static constexpr Range any() { return {0, std::numeric_limits<std::uint32_t>::max()}; }
    constexpr bool contains(std::uint32_t value) const {
        return lowest <= value && value <= highest;
    }
    auto operator<=>(const Range&) const = default;
};

/// The replies one outcome covers.
struct Pattern {
    ReplyKind kind{};
    bool any_error{};          ///< `error` does not matter (a success may keep or reset it).
    std::uint8_t may_write{};  ///< Buffers that may have changed.
    std::uint8_t writes{};     ///< Buffers that did change; only forbidden outcomes say so.
    std::uint32_t defects{};
    Error error{};
    Range value;
    Range size = Range::any();

    constexpr bool matches(const Reply& reply) const {
        return reply.kind == kind && (any_error || reply.error == error) &&
               (reply.wrote & ~(may_write | writes)) == 0 && (writes & ~reply.wrote) == 0 &&
               reply.defects == defects && value.contains(reply.value) && size.contains(reply.size);
    }
    auto operator<=>(const Pattern&) const = default;
};

namespace patterns {

/// Success, whatever it does to the last error (GLE-03).
constexpr Pattern done(Range value = Range::exactly(0)) {
    return {.kind = ReplyKind::done, .any_error = true, .value = value};
}
constexpr Pattern failed(Error error) {
    return {.kind = ReplyKind::failed, .error = error, .value = Range::exactly(0)};
}
constexpr Pattern any_failure() {
    return {.kind = ReplyKind::failed, .any_error = true, .value = Range::exactly(0)};
}
constexpr Pattern nothing() {
    return {.kind = ReplyKind::nothing, .any_error = true, .value = Range::exactly(0)};
}
constexpr Pattern seen(ReplyKind kind, Range value = Range::exactly(0)) {
    return {.kind = kind, .any_error = true, .value = value};
}
constexpr Pattern hung() {
    return seen(ReplyKind::hung);
}
constexpr Pattern message(Handle handle, Error error) {
    return {.kind = ReplyKind::message,
            .error = error,
            .value = Range::exactly(static_cast<std::uint32_t>(index_of(handle)))};
}
constexpr Pattern with(Pattern pattern, Defect defect) {
    pattern.defects |= bit(defect);
    return pattern;
}
constexpr Pattern sized(Pattern pattern, Range size) {
    pattern.size = size;
    return pattern;
}

}  // namespace patterns

}  // namespace wsconform
