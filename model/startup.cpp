// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::sized;
using patterns::with;

namespace {

constexpr Version lowest_ever{1, 0};
constexpr Version last_legacy{1, 1};
constexpr Version last_modern{2, 2};
constexpr std::uint32_t highest_word = 0xffff;

constexpr std::uint32_t swapped(Version version) {
    return packed({version.minor, version.major});
}

/// Between 1.1 and 2.0 the table has no row (AMB-43).
constexpr bool is_unlisted(Version version) {
    return version > last_legacy && version.major == 1;
}

State started(const State& state, Version negotiated, Version highest) {
    State next = state;
    Process& process = next.process;
    process.lowest = process.startups == 0 ? negotiated : std::min(process.lowest, negotiated);
    process.startups++;
    process.was_started = 1;
    process.negotiated = negotiated;
    process.highest = highest;
    process.cleaned_by = 0xff;
    process.partial_cleanups = 0;
    return next;
}

/// Success with any version but the `right` ones.
void forbid_other_versions(Ruling& ruling, std::initializer_list<Version> right,
                           const Clauses& because) {
    const auto [low, high] = std::minmax(right);
    if (packed(low) > 0) ruling.forbid(done({0, packed(low) - 1}), because);
    if (packed(high) < highest_word) ruling.forbid(done({packed(high) + 1, highest_word}), because);
}

/// The one right answer is known: no other version, no other form.
void forbid_wrong_answers(Ruling& ruling, Version agreed, Version highest, const Clauses& because) {
    if (swapped(agreed) != packed(agreed)) {
        ruling.forbid(done(Range::exactly(swapped(agreed))),
                      {"startup.major-version-is-low-byte"_clause});
    }
    forbid_other_versions(ruling, {agreed}, because);
    ruling.forbid(sized(done(Range::any()), {0, packed(highest) - 1}), because);
    if (packed(highest) < highest_word)
        ruling.forbid(sized(done(Range::any()), {packed(highest) + 1, highest_word}), because);
    const Pattern right =
        sized(done(Range::exactly(packed(agreed))), Range::exactly(packed(highest)));
    ruling.forbid(with(right, Defect::unterminated_text),
                  {"startup.wsadata-layout-is-fixed-per-bitness"_clause});
    if (agreed.major < 2) {
        ruling.forbid(with(right, Defect::bad_limits),
                      {"startup.legacy-limit-fields-carry-bounds"_clause});
    }
}

/// Whether the DLL has said before what it supports; until then each highest version there is has
/// its own right answer, and none of them is forbidden.
enum class Highest : std::uint8_t { known, supposed };

void negotiate(Ruling& ruling, const calls::Startup& call, Version highest, Highest basis) {
    const State& state = ruling.state();
    const Version agreed = std::min(call.requested, highest);
    Clauses because{"version.negotiated-is-minimum-of-request-and-highest"_clause,
                    "version.high-version-is-the-dll-maximum"_clause,
                    "version.negotiation-table-rows-hold"_clause};
    const bool is_capped = call.requested > highest;
    const ClauseId echo = is_capped ? "version.request-above-highest-is-capped"_clause
                                    : "version.supported-request-is-echoed"_clause;
    if (highest == last_modern) because.add(echo);

    const Range says_highest = Range::exactly(packed(highest));
    const auto allow = [&](Version version, Branch branch) {
        ruling.allow(sized(done(Range::exactly(packed(version))), says_highest),
                     started(state, version, highest), because, branch);
    };
    const bool unlisted = is_unlisted(call.requested) && highest > last_legacy;
    allow(agreed, unlisted ? Branch{"AMB-43"_ambiguity, "echoed"} : Branch{});
    if (unlisted) allow(last_legacy, {"AMB-43"_ambiguity, "rounded down to 1.1"});

    // A 1.1 client may find that its first version sticks (AMB-41).
    const Version earlier = state.process.negotiated;
    const bool differs = state.process.startups != 0 && earlier != agreed;
    const bool may_stick = differs && earlier.major < 2;
    if (may_stick) allow(earlier, {"AMB-41"_ambiguity, "first version sticks"});

    if (basis == Highest::supposed) return;
    if (unlisted || may_stick) {
        forbid_other_versions(ruling, {agreed, may_stick ? earlier : last_legacy}, because);
        return;
    }
    if (differs) {
        ruling.forbid(done(Range::exactly(packed(earlier))),
                      {"startup.each-call-may-name-another-version"_clause});
    }
    forbid_wrong_answers(ruling, agreed, highest, because);
}

}  // namespace

void decide(Ruling& ruling, const calls::Startup& call) {
    const State& state = ruling.state();
    const Process& process = state.process;
    const bool is_too_low = call.requested < lowest_ever;
    const Clauses codes{"startup.modern-failure-codes-are-listed"_clause,
                        "startup.legacy-failure-codes-are-listed"_clause};

    State refused = state;
    refused.process.failed_startups = 1;
    const auto refuse = [&](Error error, Clauses because, Branch branch = {}) {
        because.add("startup.returns-the-error-code-itself"_clause);
        ruling.allow(failed(error), refused, because, branch, Remember::no_error);
        ruling.forbid(done(Range::any()), state, because);
        ruling.forbid(failed(Error::socket_error), refused,
                      {"startup.returns-the-error-code-itself"_clause});
        ruling.forbid(failed(Error::unpublished), refused, codes);
    };
    if (is_too_low) {
        const Clauses because{"version.request-below-lowest-is-refused"_clause,
                              "version.request-below-1-0-is-refused"_clause};
        refuse(Error::wsavernotsupported, because);
        if (process.legacy_dll != 0)
            refuse(Error::wsaeinval, because, {"AMB-42"_ambiguity, "WSAEINVAL"});
    }
    if (call.data_is_null)
        refuse(Error::wsaefault, {"startup.bad-data-pointer-is-wsaefault"_clause});
    if (is_too_low || call.data_is_null) return;

    if (process.highest != Version{}) {
        negotiate(ruling, call, process.highest, Highest::known);
    } else {
        negotiate(ruling, call, last_legacy, Highest::supposed);
        negotiate(ruling, call, last_modern, Highest::supposed);
    }
    if (process.was_started != 0 && process.startups == 0) {
        ruling.forbid(failed(Error::wsasysnotready),
                      {"cleanup.startup-works-again-afterwards"_clause});
    }
    if (call.requested > last_modern) {
        ruling.forbid(failed(Error::wsavernotsupported),
                      {"version.request-above-highest-is-capped"_clause});
    }
}

State without_sockets(const State& state) {
    State next = state;
    for (Socket& socket : next.sockets) {
        if (is_connected_stream(socket)) socket.abandoned = 1;
        if (socket.phase != SocketPhase::none) socket.phase = SocketPhase::closed;
    }
    for (OverlappedPhase& overlapped : next.overlapped) {
        if (overlapped == OverlappedPhase::pending) overlapped = OverlappedPhase::dropped;
    }
    next.later_overlapped = 0;
    return next;
}

namespace {

/// What the last WSACleanup, and nothing before it, does.
State torn_down(const State& state, ThreadId by) {
    State next = state;
    next.process.startups = 0;
    next.process.negotiated = {};
    next.process.lowest = {};
    next.process.cleaned_by = static_cast<std::uint8_t>(index_of(by));
    for (Request& request : next.requests) {
        if (request.phase == RequestPhase::running || request.phase == RequestPhase::completed)
            request.phase = RequestPhase::dropped;
        if (request.phase == RequestPhase::posted) request.phase = RequestPhase::stale;
    }
    return is_started(next) ? next : without_sockets(next);
}

}  // namespace

void decide(Ruling& ruling, const calls::Cleanup& /*call*/) {
    const State& state = ruling.state();
    const Clauses listed{"cleanup.failure-reasons-are-listed"_clause};
    ruling.failures_obey(listed, listed);
    Clauses extra{"cleanup.extra-call-is-wsanotinitialised"_clause};
    if (state.process.was_started != 0) extra.add("startup.each-success-needs-one-cleanup"_clause);
    refuse_unstarted(ruling, extra);
    if (ruling.is_refused()) return;

    if (state.process.startups == 1) {
        ruling.allow(done(), torn_down(state, ruling.thread()), listed);
        return;
    }
    State next = state;
    next.process.startups--;
    next.process.partial_cleanups = 1;
    ruling.allow(done(), next, {"cleanup.only-last-call-tears-down"_clause});
}

void decide(Ruling& ruling, const calls::GetLastError& call) {
    const State& state = ruling.state();
    const Error expected = state.at(ruling.thread()).last_error;
    if (expected == Error::unknown) {
        ruling.allow(done(Range::any()), state, {});
        return;
    }
    Clauses because{call.win32 ? "last-error.aliases-the-win32-thread-error"_clause
                               : "last-error.set-value-is-read-back"_clause,
                    "last-error.equals-code-of-failing-call"_clause};
    if (state.process.startups == 0 && !call.win32)
        because.add("not-initialised.wsagetlasterror-is-exempt"_clause);
    const auto value = static_cast<std::uint32_t>(expected);
    Pattern told = done(Range::exactly(value));
    // Reading it changes nothing.
    told.any_error = call.win32;
    told.error = expected;
    ruling.allow(told, state, because);

    for (const Thread& other : state.threads) {
        if (other.last_error == expected || other.last_error == Error::unknown) continue;
        ruling.forbid(done(Range::exactly(static_cast<std::uint32_t>(other.last_error))),
                      {"last-error.value-is-per-thread"_clause});
    }
    if (value > 0) ruling.forbid(done({0, value - 1}), because);
    ruling.forbid(done({value + 1, Range::any().highest}), because);
}

void decide(Ruling& ruling, const calls::SetLastError& call) {
    const State& state = ruling.state();
    Pattern takes_effect = done();
    takes_effect.any_error = false;
    takes_effect.error = call.error;
    ruling.allow(takes_effect, state, {"last-error.set-value-is-read-back"_clause});
    if (state.process.startups == 0 && !call.win32) {
        ruling.allow(done(), state, {"not-initialised.wsasetlasterror-may-be-ignored"_clause});
        return;
    }
    Pattern lost = takes_effect;
    lost.error = call.error == Error::none ? Error::unpublished : Error::none;
    ruling.forbid(lost, {call.win32 ? "last-error.aliases-the-win32-thread-error"_clause
                                    : "last-error.set-value-is-read-back"_clause});
}

void decide(Ruling& ruling, const calls::GetHostName& call) {
    // The page says of 256 bytes that they are always enough. Who has a name needs two.
    constexpr std::uint32_t enough = 256;
    constexpr std::uint32_t least = 2;
    const Clauses because{"host-name.short-buffer-is-wsaefault"_clause};
    refuse_unstarted(ruling);
    ruling.refuse(call.room < least, Error::wsaefault, because);
    if (ruling.is_refused()) return;
    ruling.allow(done(), ruling.state(), {});
    if (call.room < enough) ruling.allow_failure(Error::wsaefault, because).reluctant = true;
}

}  // namespace wsconform
