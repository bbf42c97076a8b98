// SPDX-License-Identifier: Apache-2.0

// What is left as it was, or taken though it should stay: the record of network events, the sets of
// select, data that is only looked at.

#include <bit>

#include "conformance/judging/result_text.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/notices.hpp"

namespace wsconform {

/// An event is missing from the record, stands there without a cause, or has another error.
void MutationOperators::mistake_records() {
    const auto* const read = std::get_if<calls::EnumNetworkEvents>(&call());
    if (read == nullptr || reply().kind != ReplyKind::done) return;
    for (const EventKind& kind : event_kinds) {
        Reply other = reply();
        other.value ^= kind.number;
        const bool is_missing = (reply().value & kind.number) != 0;
        if (is_missing && kind.notice == Notice::connect) other.size &= 0xffffU;
        add((is_missing ? "event-missing:" : "event-added:") +
                events_text(kind.number, Range::exactly(0)),
            other, is_missing ? next() : undone_, Memory::keeps);
    }
    if ((reply().value & event_number::fd_connect) == 0) return;
    constexpr std::uint32_t refused = 10061U << 16U;  // WSAECONNREFUSED
    Reply other = reply();
    other.size = (reply().size & 0xffffU) | (reply().size >> 16U != 0 ? 0U : refused);
    add("wrong-code:record of FD_CONNECT", other, next(), Memory::keeps);
}

/// Sockets that are not ready stay in the sets, with the right count or with their own.
void MutationOperators::leave_sets() {
    const auto* const select = std::get_if<calls::Select>(&call());
    if (select == nullptr || reply().kind != ReplyKind::done) return;
    const std::uint32_t all = calls::sets_of(*select);
    if (all == reply().size) return;
    Reply unchanged = reply();
    unchanged.size = all;
    const std::string when = reply().value == 0 ? ":when-time-is-over" : "";
    add("set-unchanged:" + function() + when, unchanged, next(), Memory::keeps);
    unchanged.value = static_cast<std::uint32_t>(std::popcount(all));
    add("set-unchanged:" + function() + when + ":counted", unchanged, next(), Memory::keeps);
}

/// What was looked at is gone.
void MutationOperators::take_what_is_peeked() {
    const auto* const receive = std::get_if<calls::Receive>(&call());
    if (receive == nullptr || !receive->peeks || reply().kind != ReplyKind::done) return;
    State taken = next();
    Socket& socket = taken.at(receive->socket);
    if (socket.transport == Transport::udp)
        take_datagram(socket);
    else
        socket.in.read += static_cast<std::uint16_t>(reply().value);
    add("peek-takes-data:" + function(), reply(), taken, Memory::keeps);
}

}  // namespace wsconform
