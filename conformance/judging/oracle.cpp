// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/oracle.hpp"

#include <algorithm>
#include <utility>

#include "conformance/judging/recovery.hpp"

namespace wsconform {

Oracle::Oracle(const Spec& spec, const State& initial) : follower_{spec} {
    possible_.insert(initial);
    restarts_[0] = possible_;
}

std::vector<Past> Oracle::recalled() const {
    std::vector<Past> all;
    StateSet states;
    Flights flights;
    for (std::size_t i = 0; i < past_.size(); ++i) {
        const Observation& seen = past_[i];
        if (const auto restart = restarts_.find(i); restart != restarts_.end())
            states = restart->second;
        follower_.prepare(states, seen, flights);
        all.push_back({seen, flights, states});
        if (seen.timing == Timing::begins)
            flights[index_of(*seen.thread)] = {seen.call, seen.landing};
        follower_.follow(all.back().before, seen, nullptr, states);
    }
    return all;
}

Assessment Oracle::observe(const Observation& seen) {
    static constexpr State unknown{};
    Assessment assessment;
    assessment.example = &unknown;
    const Parts parts = parts_to_close(possible_, seen);
    follower_.prepare(possible_, seen, flights_, parts);
    if (possible_.size() > state_budget) {
        assessment.conclusion = Conclusion::over_budget;
        return assessment;
    }
    past_.push_back(seen);
    if (seen.timing == Timing::begins) flights_[index_of(*seen.thread)] = {seen.call, seen.landing};
    follower_.follow(possible_, seen, &assessment, next_);
    if (next_.empty()) {
        recover(seen, assessment);
    } else {
        std::swap(possible_, next_);
        put_off(possible_, parts);
    }
    return assessment;
}

void Oracle::recover(const Observation& seen, Assessment& assessment) {
    std::vector<Past> past = recalled();
    const auto is_too_large = [](const Past& p) { return p.before.size() > state_budget; };
    if (const auto large = std::ranges::find_if(past, is_too_large); large != past.end()) {
        possible_ = std::move(large->before);
        assessment.conclusion = Conclusion::over_budget;
        return;
    }
    possible_ = past.back().before;
    assessment.allowed.clear();
    const Observation blamed = explain(follower_, possible_, seen, past, assessment);
    assessment.since = excluding_step(follower_, blamed, past);
    assessment.conclusion = conclusion_of(follower_, possible_, seen, assessment);
    // What the assessment shows as an example is one of the states before.
    next_ = std::exchange(possible_, states_after_violation(follower_, possible_, seen));
    restarts_[past_.size()] = possible_;
}

}  // namespace wsconform
