#include "conformance/explorer.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "conformance/invariants.hpp"
#include "conformance/oracle.hpp"
#include "conformance/state_set.hpp"

namespace wsconform {

namespace {

template <typename Array>
void add_parts(std::vector<PackedStates::Part>& parts, std::size_t offset, const Array& array,
               std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        parts.push_back({offset + i * sizeof(array[0]), sizeof(array[0])});
}

/// What the calls of the bounded model can change.
std::vector<PackedStates::Part> parts_of(const Bound& bound) {
    const State state{};
    std::vector<PackedStates::Part> parts{{offsetof(State, process), sizeof(Process)}};
    add_parts(parts, offsetof(State, threads), state.threads, bound.threads);
    add_parts(parts, offsetof(State, requests), state.requests, bound.requests);
    add_parts(parts, offsetof(State, sockets), state.sockets, bound.sockets);
    if (bound.requests > 0) {
        parts.push_back({offsetof(State, windows), sizeof(Window)});
        parts.push_back({offsetof(State, names), sizeof(Name)});
    }
    if (bound.sockets > 0) parts.push_back({offsetof(State, peers), sizeof(State::peers)});
    return parts;
}

/// A reply of the outcome; a request gets a handle of its own.
Reply reply_of(const Outcome& outcome) {
    Reply reply = example_of(outcome.pattern);
    if (outcome.remember == Remember::handle) reply.value = outcome.target + 1U;
    return reply;
}

bool is_forbidden(const Ruling& ruling, const Reply& reply) {
    return std::ranges::any_of(ruling.forbidden(),
                               [&](const Outcome& o) { return o.pattern.matches(reply); });
}

/// The internal steps of a request, by the phase they lead to.
constexpr std::array<std::pair<RequestPhase, std::string_view>, 3> request_steps{
    {{RequestPhase::completed, "a look-up ends"},
     {RequestPhase::posted, "a message is posted"},
     {RequestPhase::orphaned, "a look-up ends after its window"}}};

/// Which rules have had an effect.
class Fired {
  public:
    void note(const Transition& transition) {
        const ReplyKind kind = transition.reply.kind;
        const bool has_effect = kind != ReplyKind::failed && kind != ReplyKind::nothing;
        if (has_effect) succeeded_[transition.action->call.index()] = true;
    }
    void note_internal(const State& before, const State& after) {
        for (std::size_t i = 0; i < before.requests.size(); ++i) {
            if (before.requests[i].phase == after.requests[i].phase) continue;
            for (std::size_t k = 0; k < request_steps.size(); ++k)
                stepped_[k] |= after.requests[i].phase == request_steps[k].first;
        }
    }
    std::vector<std::string> missing(const std::vector<Action>& actions, const Bound& bound) const {
        std::vector<std::string> names;
        std::set<std::size_t> said;
        for (const Action& action : actions) {
            const std::size_t call = action.call.index();
            if (!succeeded_[call] && said.insert(call).second) names.push_back(action.name);
        }
        for (std::size_t k = 0; k < request_steps.size(); ++k) {
            if (bound.requests > 0 && !stepped_[k]) names.emplace_back(request_steps[k].second);
        }
        return names;
    }

  private:
    std::array<bool, std::variant_size_v<Call>> succeeded_{};
    std::array<bool, request_steps.size()> stepped_{};
};

}  // namespace

Explorer::Explorer(const Spec& spec, const Bound& bound)
    : spec_{spec},
      bound_{bound},
      actions_{actions_within(bound)},
      states_{start_of(bound), parts_of(bound)} {
    states_.insert(start_of(bound));
}

/// All transitions out of a state, in a fixed order: calls first, then internal steps.
void Explorer::expand(const State& state, const Emit& emit) const {
    for (const Action& action : actions_) {
        if (!action.is_offered(state)) continue;
        const Ruling ruling = rule(spec_, state, action.thread, action.call);
        for (const Outcome& outcome : ruling.allowed()) {
            const Reply reply = reply_of(outcome);
            if (!outcome.mutant && is_forbidden(ruling, reply)) continue;
            Transition transition{0, 0, &action, reply, outcome.because};
            emit(transition, after(outcome, reply, action.thread));
        }
    }
    for (const State& next : internal_steps(state)) {
        Transition transition;
        emit(transition, next);
    }
}

void Explorer::note(Exploration& all, std::string_view fault, PackedStates::Index at) const {
    const auto is_same = [&](const std::string& f) { return f.starts_with(fault); };
    if (fault.empty() || std::ranges::any_of(all.faults, is_same)) return;
    std::string text{fault};
    text += ':';
    for (const Transition& step : way_to(at)) {
        text += ' ';
        text += step.action == nullptr ? "(internal step)" : step.action->name;
        text += ',';
    }
    all.faults.push_back(text + " in state " + std::to_string(at));
}

Exploration Explorer::explore(const Visit& visit, std::size_t limit) {
    Exploration all;
    Fired fired;
    std::size_t level_ends = 1;
    for (std::size_t i = 0; i < states_.size() && states_.size() <= limit; ++i) {
        const auto from = static_cast<PackedStates::Index>(i);
        if (i == level_ends) {
            all.depth++;
            level_ends = states_.size();
        }
        const State state = states_[i];
        note(all, broken_in(state), from);
        std::size_t ways_on = 0;
        const Action* last = nullptr;
        std::size_t calls_that_end = 0;
        expand(state, [&](Transition& transition, const State& next) {
            const auto [to, is_new] = states_.insert(next);
            if (is_new) parents_.push_back(from);
            transition.from = from;
            transition.to = to;
            all.transitions++;
            ways_on++;
            if (transition.action == nullptr) {
                fired.note_internal(state, next);
            } else {
                fired.note(transition);
                if (transition.action != last) calls_that_end++;
                last = transition.action;
            }
            note(all, broken_between(state, next), to);
            if (visit) visit(transition);
        });
        const auto offered = static_cast<std::size_t>(std::ranges::count_if(
            actions_, [&](const Action& action) { return action.is_offered(state); }));
        if (ways_on == 0) note(all, "nothing can happen", from);
        if (calls_that_end < offered && !is_restless(state))
            note(all, "a call can never end", from);
    }
    all.states = states_.size();
    all.is_complete = all.states <= limit;
    all.unfired = fired.missing(actions_, bound_);
    return all;
}

std::vector<Transition> Explorer::way_to(PackedStates::Index index) const {
    std::vector<Transition> way;
    while (index != 0) {
        const PackedStates::Index from = parents_[index - 1];
        const State sought = states_[index];
        bool is_found = false;
        expand(states_[from], [&](Transition& transition, const State& next) {
            if (is_found || !(next == sought)) return;
            is_found = true;
            transition.from = from;
            transition.to = index;
            way.push_back(transition);
        });
        index = from;
    }
    std::ranges::reverse(way);
    return way;
}

std::size_t Explorer::bytes() const {
    return states_.bytes() + parents_.capacity() * sizeof(PackedStates::Index);
}

}  // namespace wsconform
