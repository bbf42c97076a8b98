// SPDX-License-Identifier: Apache-2.0

#include "conformance/judging/claim_check.hpp"

#include <algorithm>
#include <utility>

#include "conformance/judging/claimed_replies.hpp"
#include "conformance/judging/claims.hpp"
#include "conformance/judging/describe.hpp"
#include "conformance/judging/following.hpp"
#include "conformance/judging/judge.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

/// Every reply of the one is one of the other.
bool covers(const Pattern& wide, const Pattern& narrow) {
    const auto holds = [](const Range& outer, const Range& inner) {
        return outer.lowest <= inner.lowest && inner.highest <= outer.highest;
    };
    return wide.kind == narrow.kind && wide.defects == narrow.defects && wide.writes == 0 &&
           (wide.any_error || (!narrow.any_error && wide.error == narrow.error)) &&
           holds(wide.value, narrow.value) && holds(wide.size, narrow.size);
}

bool is_forbidden(const Ruling& ruling, const Outcome& outcome) {
    return std::ranges::any_of(ruling.forbidden(), [&](const Prohibition& forbidden) {
        return covers(forbidden.pattern, outcome.pattern);
    });
}

/// Follows all conforming providers that do what is claimed, step by step.
class ClaimWalk {
  public:
    ClaimWalk(const Scenario& scenario, Grading grading)
        : scenario_{&scenario}, spec_{grading, std::nullopt}, so_far_{scenario} {
        possible_.insert(initial_state(simulated_subject(scenario)));
    }

    ClaimCheck result() {
        ClaimCheck check;
        for (std::size_t i = 0; i < scenario_->steps.size(); ++i) {
            prepare(i);
            if (possible_.size() > state_budget) {
                check.given_up_at = i;
                return check;
            }
            StateSet next;
            for (const State& state : possible_)
                follow(i, state, next);
            if (next.empty() && !scenario_->steps[i].claim) {
                check.hangs_at = i;
                return check;
            }
            if (next.empty()) {
                check.impossible = fault_at(i);
                return check;
            }
            possible_ = std::move(next);
            so_far_.deliveries.note(i, claimed_end(scenario_->steps[i]));
        }
        for (const ClauseId clause : scenario_->clauses) {
            if (clause->is_binding() && !tested_.contains(clause)) check.untested.push_back(clause);
        }
        return check;
    }

  private:
    /// The step at which the call that the thread has in flight after `done` steps returns.
    std::optional<std::size_t> return_of(std::size_t done, ThreadId thread) const {
        for (std::size_t i = done; i < scenario_->steps.size(); ++i) {
            const Step& step = scenario_->steps[i];
            const bool is_last = !step.claim || step.claim->front().kind != ReplyKind::nothing;
            if (step.timing == Timing::returns && step.thread == thread && is_last) return i;
        }
        return std::nullopt;
    }

    Ruling rule_at(std::size_t index, const State& state) const {
        const Step& step = scenario_->steps[index];
        return rule(spec_, state, step.thread, step.call, step.timing);
    }

    /// The states after the step, if it returned what its author claims; any, without a claim.
    std::vector<State> after_claim(std::size_t index, const State& state) {
        const Step& step = scenario_->steps[index];
        std::vector<State> next;
        const Ruling ruling = rule_at(index, state);
        note_tested(ruling);
        for (const Outcome& outcome : ruling.allowed()) {
            for (const Reply& reply : claimed_replies(so_far_, index, state, ruling, outcome)) {
                if (step.timing != Timing::returns)
                    next.push_back(after(outcome, reply, step.thread));
                else if (reply.kind == ReplyKind::nothing)
                    next.push_back(outcome.next);
                else
                    next.push_back(landed(outcome, reply, *step.thread));
            }
        }
        return next;
    }

    /// A clause is put to the test where it forbids something.
    void note_tested(const Ruling& ruling) {
        for (const Prohibition& forbidden : ruling.forbidden())
            tested_.add(forbidden.because);
    }

    void close(std::size_t index) {
        close_under_internal_steps(possible_, [&](const State& state, ThreadId thread) {
            const auto end = return_of(index, thread);
            return end ? after_claim(*end, state) : std::vector<State>{};
        });
    }

    /// Adds the states that the step may find: those after internal steps, and those in which its
    /// call has had to wait and to run its hook.
    void prepare(std::size_t index) {
        close(index);
        const Step& step = scenario_->steps[index];
        if (step.timing != Timing::whole || !step.thread) return;
        const std::size_t count = possible_.size();
        for (std::size_t i = 0; i < count; ++i) {
            const State state = possible_[i];  // Not a reference: what is inserted may move it.
            if (may_run_hook(state, *step.thread, step.call) &&
                may_have_waited(rule_at(index, state), step.call))
                possible_.insert(waited(state, *step.thread));
        }
        if (possible_.size() != count) close(index);
    }

    /// Adds the states after the step from one before it, if it returned what is claimed.
    void follow(std::size_t index, const State& state, StateSet& next) {
        const Step& step = scenario_->steps[index];
        const bool is_over = step.timing == Timing::returns &&
                             state.at(*step.thread).flight == Flight::landed &&
                             return_of(index, *step.thread) == index;
        if (step.timing == Timing::begins) {
            next.insert(begun(spec_, state, *step.thread, step.call));
        } else if (is_over) {
            // The claim was met when the call took effect; which code it left is not kept.
            Reply met;
            met.error = Error::unknown;
            next.insert(returned(state, met, *step.thread));
        } else {
            for (const State& after : after_claim(index, state))
                next.insert(after);
        }
    }

    /// Whether the claim could be met but for the text that it says was received.
    bool is_only_the_text_wrong(std::size_t index, const Outcome& outcome,
                                const State& state) const {
        const Step& step = scenario_->steps[index];
        return step.claim && std::ranges::any_of(*step.claim, [&](const Claimed& claimed) {
                   return may_be_claimed({claimed}, outcome.pattern, state) &&
                          !is_text_sent(claimed, index, so_far_, state);
               });
    }

    ImpossibleClaim fault_at(std::size_t index) const {
        const Step& step = scenario_->steps[index];
        ImpossibleClaim fault{index, {}, {}, false};
        ClauseSet forbidding;
        ClauseSet asking;
        for (const State& state : possible_) {
            const Ruling ruling = rule_at(index, state);
            for (const Outcome& outcome : ruling.allowed()) {
                if (is_forbidden(ruling, outcome)) continue;
                asking.add(outcome.because);
                fault.is_about_text |= is_only_the_text_wrong(index, outcome, state);
                const std::string text = describe(outcome.pattern, step, *scenario_, state);
                if (std::ranges::find(fault.allowed, text) == fault.allowed.end())
                    fault.allowed.push_back(text);
            }
            for (const Prohibition& forbidden : ruling.forbidden()) {
                if (step.claim && may_be_claimed(*step.claim, forbidden.pattern, state))
                    forbidding.add(forbidden.because);
            }
        }
        fault.clauses = forbidding.listed();
        if (fault.clauses.empty()) fault.clauses = asking.listed();
        return fault;
    }

    const Scenario* scenario_;
    Spec spec_;
    ClaimsSoFar so_far_;
    StateSet possible_;
    ClauseSet tested_;
};

}  // namespace

ClaimCheck check_claims(const Scenario& scenario, Grading grading) {
    return ClaimWalk{scenario, grading}.result();
}

std::optional<std::size_t> impossible_claim(const Scenario& scenario) {
    const auto found = check_claims(scenario, Grading::portable).impossible;
    return found ? std::optional{found->step} : std::nullopt;
}

}  // namespace wsconform
