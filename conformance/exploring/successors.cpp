// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/successors.hpp"

#include <algorithm>

#include "conformance/judging/following.hpp"
#include "model/internal_steps.hpp"

namespace wsconform {

namespace {

/// A reply of the outcome; a request gets a handle of its own.
Reply reply_of(const Outcome& outcome) {
    Reply reply = example_of(outcome.pattern);
    if (outcome.remember == Remember::handle) reply.value = outcome.target + 1U;
    return reply;
}

bool is_forbidden(const Ruling& ruling, const Reply& reply) {
    return std::ranges::any_of(ruling.forbidden(),
                               [&](const Prohibition& p) { return p.pattern.matches(reply); });
}

}  // namespace

std::vector<Successor> successors_of(const Spec& spec, const State& state, const Action* action) {
    std::vector<Successor> all;
    if (action == nullptr) {
        for (const State& next : internal_steps(state))
            all.push_back({{}, next});
        return all;
    }
    if (!action->is_offered(state)) return all;
    const Ruling ruling = rule(spec, state, action->thread, action->call);
    for (const Outcome& outcome : ruling.allowed()) {
        const Reply reply = reply_of(outcome);
        if (!outcome.mutant && is_forbidden(ruling, reply)) continue;
        all.push_back(
            {{0, 0, action, reply, outcome.because}, after(outcome, reply, action->thread)});
    }
    return all;
}

}  // namespace wsconform
