// SPDX-License-Identifier: Apache-2.0

// The provider interface: WSPStartup and WSPCleanup.

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
constexpr Version highest_ever{2, 2};
constexpr std::uint32_t highest_word = 0xffff;
/// What a provider may support at most; the versions of the documented table.
constexpr auto released = std::to_array<Version>({{1, 0}, {1, 1}, {2, 0}, {2, 1}, {2, 2}});

State started(const State& state, Version requested, Version highest) {
    State next = state;
    Provider& provider = next.provider;
    provider.startups++;
    provider.was_started = 1;
    next.process.partial_spi_cleanups = 0;
    provider.highest = highest;
    const bool is_first = provider.accepted == Version{};
    provider.accepted = is_first ? requested : std::min(provider.accepted, requested);
    return next;
}

/// Its lowest version is above what it refused, and not above what it accepted or supports.
bool may_refuse(const Provider& provider, Version requested) {
    if (requested < lowest_ever) return true;
    if (provider.accepted != Version{} && requested >= provider.accepted) return false;
    const bool is_known = provider.highest != Version{};
    return requested < (is_known ? provider.highest : highest_ever);
}

bool may_accept(const Provider& provider, Version requested) {
    return requested >= lowest_ever &&
           (provider.refused == Version{} || requested > provider.refused);
}

const Clauses& negotiation() {
    static const Clauses because{"spi-version.negotiation-matches-the-api-rule"_clause,
                                 "spi-version.negotiation-table-rows-hold"_clause};
    return because;
}

void refuse_start(Ruling& ruling, Error error, const State& next, Clauses because) {
    const ClauseId itself = "spi-startup.returns-the-error-code-itself"_clause;
    because.add(itself);
    ruling.allow(failed(error), next, because, {}, Remember::no_error);
    ruling.forbid(failed(Error::socket_error), next, {itself});
    ruling.forbid(failed(Error::unpublished), next, {itself});
}

/// A success that reports the minimum of the request and the highest version, and the latter.
void accept_start(Ruling& ruling, Version requested, Version highest) {
    const Version agreed = std::min(requested, highest);
    const Pattern right =
        sized(done(Range::exactly(packed(agreed))), Range::exactly(packed(highest)));
    const State next = started(ruling.state(), requested, highest);
    Clauses because = negotiation();
    because.add("spi-startup.fills-all-thirty-entries"_clause);
    ruling.allow(right, next, because);
    ruling.forbid(with(right, Defect::unterminated_text), next,
                  {"spi-version.wspdata-layout-is-fixed"_clause});
    ruling.forbid(with(right, Defect::null_entry), next,
                  {"spi-startup.fills-all-thirty-entries"_clause});
}

}  // namespace

void decide(Ruling& ruling, const calls::SpiStartup& call) {
    const State& state = ruling.state();
    const Provider& provider = state.provider;
    const bool must_refuse = !may_accept(provider, call.requested);

    if (call.pointer_is_null) {
        const Clauses because{"spi-startup.bad-output-pointer-is-wsaefault"_clause};
        refuse_start(ruling, Error::wsaefault, state, because);
        ruling.forbid(done(Range::any()), because);
    }
    if (must_refuse || (!call.pointer_is_null && may_refuse(provider, call.requested))) {
        State next = state;
        next.provider.refused = std::max(provider.refused, call.requested);
        refuse_start(ruling, Error::wsavernotsupported, next, negotiation());
    } else if (!call.pointer_is_null) {
        ruling.forbid(failed(Error::wsavernotsupported), negotiation());
    }
    if (must_refuse) ruling.forbid(done(Range::any()), negotiation());
    if (must_refuse || call.pointer_is_null) return;

    if (provider.was_started != 0 && provider.startups == 0) {
        ruling.forbid(failed(Error::wsasysnotready),
                      {"spi-cleanup.startup-works-again-afterwards"_clause});
    }
    if (provider.highest == Version{}) {
        // A provider below the request is of use to a client that asked for more (SPV-02).
        for (const Version highest : released)
            accept_start(ruling, call.requested, highest);
        if (packed(call.requested) < highest_word)
            ruling.forbid(done({packed(call.requested) + 1, highest_word}), negotiation());
        return;
    }
    accept_start(ruling, call.requested, provider.highest);
    const std::uint32_t agreed = packed(std::min(call.requested, provider.highest));
    const std::uint32_t highest = packed(provider.highest);
    ruling.forbid(done({0, agreed - 1}), negotiation());
    if (agreed < highest_word) ruling.forbid(done({agreed + 1, highest_word}), negotiation());
    ruling.forbid(sized(done(Range::any()), {0, highest - 1}), negotiation());
    if (highest < highest_word)
        ruling.forbid(sized(done(Range::any()), {highest + 1, highest_word}), negotiation());
}

void decide(Ruling& ruling, const calls::SpiCleanup& /*call*/) {
    const State& state = ruling.state();
    const Clauses listed{"spi-cleanup.failure-reasons-are-listed"_clause};
    const Clauses counted{"spi-startup.each-success-pairs-with-one-cleanup"_clause};
    ruling.failures_obey(listed, listed);
    ruling.refuse(state.provider.startups == 0, Error::wsanotinitialised, counted);
    if (ruling.is_refused()) return;

    State next = state;
    next.provider.startups--;
    next.process.partial_spi_cleanups = next.provider.startups > 0 ? 1 : 0;
    if (!is_started(next)) next = without_sockets(next);
    Clauses because = counted;
    because.add(listed);
    ruling.allow(done(), next, because);
    ruling.forbid(failed(Error::wsanotinitialised), counted);
}

}  // namespace wsconform
