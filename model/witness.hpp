// SPDX-License-Identifier: Apache-2.0

#pragma once

// A witness: what must have been seen of a provider before a clause that *limits* it can count as
// verified. "The hook runs only when the call must wait" is kept by a provider that runs no hook
// at all, and nothing was learnt of it. So the clause says what it limits, and the judging notes
// whether the provider was seen to do that.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wsconform {

enum class Witness : std::uint8_t {
    none,               ///< The clause limits nothing but the reply of the call that was made.
    hook_run,           ///< A blocking hook or a blocking callback.
    told_blocking,      ///< WSAIsBlocking returned TRUE.
    request_message,    ///< The message of an asynchronous look-up.
    any_message,        ///< That, or the message of a network event.
    event_message,      ///< The message of a network event.
    fd_read,            ///< FD_READ, in a message or in the record of an event object.
    fd_close,           ///< FD_CLOSE, likewise.
    fd_write,           ///< FD_WRITE, likewise.
    fd_accept,          ///< FD_ACCEPT, likewise.
    fd_connect,         ///< FD_CONNECT, likewise.
    network_event,      ///< Any of these.
    object_set,         ///< The event object of a record was set.
    buffer_written,     ///< A buffer that the program had lent for a result.
    disconnect_data,    ///< Disconnect data given to the program.
    event_set,          ///< The event of an overlapped operation was set.
    request_cancelled,  ///< WSACancelAsyncRequest succeeded.
    call_interrupted,   ///< A call ended with WSAEINTR.
    torn_down,          ///< A clean-up ended a connection, or the use of the provider.
    name_asked,         ///< The name server got a question.
    peer_reached,       ///< A peer saw bytes, an end or a reset.
    peer_reset,         ///< A peer saw a reset.
    icmp_error,         ///< A peer saw an ICMP port-unreachable error.
    upcall_made,        ///< Any upcall.
    path_asked,         ///< WPUGetProviderPath, without being told to.
    apc_run,            ///< An APC that was queued.
    code_reported,      ///< An error code.
    bytes_received,     ///< A receive that gave bytes to the program.
};

/// What reports call each, in the order of the enumeration, and in words.
struct WitnessName {
    std::string_view slug;
    std::string_view words;  ///< Completes "was never seen to".
};

inline constexpr auto witness_names = std::to_array<WitnessName>({
    {"", ""},
    {"hook-run", "run a blocking hook or a blocking callback"},
    {"told-blocking", "return TRUE from WSAIsBlocking"},
    {"request-message", "post the message of an asynchronous look-up"},
    {"any-message", "post a message"},
    {"event-message", "post the message of a network event"},
    {"fd-read", "post or record FD_READ"},
    {"fd-close", "post or record FD_CLOSE"},
    {"fd-write", "post or record FD_WRITE"},
    {"fd-accept", "post or record FD_ACCEPT"},
    {"fd-connect", "post or record FD_CONNECT"},
    {"network-event", "post or record a network event"},
    {"object-set", "set the event object of a socket"},
    {"buffer-written", "write to a buffer that the program had lent it"},
    {"disconnect-data", "give disconnect data to the program"},
    {"event-set", "set the event of an overlapped operation"},
    {"request-cancelled", "cancel an asynchronous look-up"},
    {"call-interrupted", "end a call with WSAEINTR"},
    {"torn-down", "end anything at a clean-up"},
    {"name-asked", "ask the name server"},
    {"peer-reached", "let a peer see bytes, an end or a reset"},
    {"peer-reset", "let a peer see a reset"},
    {"icmp-error", "let a peer see an ICMP port-unreachable error"},
    {"upcall-made", "make an upcall"},
    {"path-asked", "call WPUGetProviderPath of its own accord"},
    {"apc-run", "have an APC run"},
    {"code-reported", "report an error code"},
    {"bytes-received", "give received bytes to the program"},
});
static_assert(witness_names.size() == static_cast<std::size_t>(Witness::bytes_received) + 1);

constexpr WitnessName name_of(Witness witness) {
    return witness_names[static_cast<std::size_t>(witness)];
}

/// Nothing for a word that is none.
constexpr std::optional<Witness> witness_named(std::string_view slug) {
    for (std::size_t i = 1; i < witness_names.size(); ++i) {
        if (witness_names[i].slug == slug) return static_cast<Witness>(i);
    }
    return std::nullopt;
}

/// A set of witnesses.
class Witnesses {
  public:
    constexpr void add(Witness witness) { bits_ |= bit_of(witness); }
    constexpr void add(Witnesses others) { bits_ |= others.bits_; }
    constexpr bool contains(Witness witness) const { return (bits_ & bit_of(witness)) != 0; }
    constexpr bool operator==(const Witnesses&) const = default;

  private:
    static constexpr std::uint32_t bit_of(Witness witness) {
        return 1U << static_cast<std::uint32_t>(witness);
    }
    std::uint32_t bits_{};
};

}  // namespace wsconform
