// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/claims.hpp"

#include <algorithm>

namespace wsconform {

Range values_of(const Claimed& claimed, const State& state) {
    if (claimed.request == RequestId::none) return claimed.value;
    const Handle handle = state.at(claimed.request).handle;
    return Range::exactly(static_cast<std::uint32_t>(index_of(handle)));
}

namespace {

bool overlap(const Range& a, const Range& b) {
    return a.lowest <= b.highest && b.lowest <= a.highest;
}

/// Whether one thing claimed and the pattern have a reply in common.
bool meets(const Claimed& claimed, const Pattern& pattern, const State& state) {
    const bool same_error =
        claimed.any_error || pattern.any_error || claimed.error == pattern.error;
    return claimed.kind == pattern.kind && same_error &&
           overlap(values_of(claimed, state), pattern.value) && overlap(claimed.size, pattern.size);
}

}  // namespace

bool is_claimed(const Claim& claim, const Reply& reply, const State& state) {
    return std::ranges::any_of(claim, [&](const Claimed& claimed) {
        return claimed.kind == reply.kind && (claimed.any_error || claimed.error == reply.error) &&
               values_of(claimed, state).contains(reply.value) && claimed.size.contains(reply.size);
    });
}

bool may_be_claimed(const Claim& claim, const Pattern& pattern, const State& state) {
    return std::ranges::any_of(
        claim, [&](const Claimed& claimed) { return meets(claimed, pattern, state); });
}

}  // namespace wsconform
