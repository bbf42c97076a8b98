#include "conformance/exploring/explorer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <string_view>
#include <utility>

#include "conformance/exploring/action_effects.hpp"
#include "conformance/exploring/group_effects.hpp"
#include "conformance/exploring/invariants.hpp"
#include "conformance/judging/state_set.hpp"

namespace wsconform {

namespace {

/// The internal steps of a request, by the phase they lead to.
constexpr std::array<std::pair<RequestPhase, std::string_view>, 3> request_steps{
    {{RequestPhase::completed, "a look-up ends"},
     {RequestPhase::posted, "a message is posted"},
     {RequestPhase::orphaned, "a look-up ends after its window"}}};

/// With sockets a call may read any part of the state, and a mutant anything.
bool are_grouped(const Spec& spec, const Bound& bound) {
    return bound.sockets == 0 && !spec.suspended;
}

}  // namespace

/// One exploration.
class Explorer::Search {
  public:
    using Word = PackedStates::Word;
    using Index = PackedStates::Index;

    Search(Explorer& explorer, const Visit& visit)
        : explorer_{&explorer},
          states_{&explorer.states_},
          visit_{&visit},
          all_actions_{all_actions()},
          plans_{explorer.bound_, explorer.states_, all_actions_},
          sound_{invariants()} {}

    Exploration run(std::size_t limit) {
        const auto first = states_->insert(states_->pack(start_of(explorer_->bound_)));
        add_group(first.index, first.index);
        add_news(first.index, first.news);
        while (!coming_.empty() && found_.states <= limit) {
            std::vector<Turn> level;
            level.reserve(coming_.size());
            for (const Index group : coming_)
                level.push_back({group, std::exchange(fresh_[group], std::uint16_t{0})});
            note_bytes(level.size() * sizeof(Turn));
            coming_.clear();
            for (const Turn& turn : level)
                expand(turn);
            if (!coming_.empty()) found_.depth++;
        }
        found_.is_complete = found_.states <= limit;
        find_unfired();
        return found_;
    }

    std::size_t bytes() const { return bytes_; }

  private:
    /// A group, and those of its last errors that were new in the level before.
    struct Turn {
        Index group{};
        std::uint16_t errors{};
    };

    std::vector<ActionEffects> all_actions() {
        std::vector<ActionEffects> all;
        const auto add = [&](const Action* action, const Reads& reads) {
            all.emplace_back(explorer_->spec_, explorer_->bound_, *states_, faults_, action, reads);
        };
        for (const Action& action : explorer_->actions_)
            add(&action, action.reads);
        add(nullptr, reads_of_internal_steps(explorer_->bound_));
        return all;
    }

    void expand(const Turn& turn) {
        const Word word = (states_->word(turn.group) & ~PackedStates::errors) | turn.errors;
        const auto weight = static_cast<std::size_t>(std::popcount(turn.errors));
        Word here = 0;
        std::size_t count = 0;
        const Plans::Stillness stillness = plans_.follow(word, [&](const Effect& effect) {
            count++;
            if (effect.clear == 0) {  // Many effects are on last errors only.
                here |= PackedStates::after(turn.errors, effect.error);
                return;
            }
            next_.push_back(effect.on(word));
            states_->fetch_slot(next_.back());
        });
        add_news(turn.group, states_->join(turn.group, here));
        for (const Word next : next_)
            states_->fetch_group(next);
        for (const Word next : next_)
            reach(next, turn.group);
        next_.clear();
        found_.transitions += weight * count;
        if (stillness.is_waiting && stillness.is_quiet) note("a call can never end", turn.group);
        if (count == 0) note("nothing can happen", turn.group);
        for (const std::string_view fault : faults_)
            note(fault, turn.group);
        faults_.clear();
        if (*visit_) show(word, turn.group);
    }

    void show(Word word, Index from) {
        for (ActionEffects& action_effects : all_actions_) {
            action_effects.follow(word, [&](const Effect& effect) {
                Transition transition = action_effects.transition(effect, word);
                transition.from = from;
                transition.to = states_->insert(effect.on(word)).index;
                (*visit_)(transition);
            });
        }
    }

    void reach(Word word, Index from) {
        const auto [to, is_new, news] = states_->insert(word);
        if (is_new) add_group(to, from);
        add_news(to, news);
    }

    void add_news(Index group, Word news) {
        if (news == 0) return;
        if (fresh_[group] == 0) coming_.push_back(group);
        fresh_[group] = static_cast<std::uint16_t>(fresh_[group] | news);
        found_.states += static_cast<std::size_t>(std::popcount(news));
    }

    void add_group(Index group, Index from) {
        fresh_.push_back(0);
        if (*visit_) explorer_->parents_.push_back(from);
        const Word word = states_->word(group);
        for (ByParts<bool>& sound : sound_) {
            const bool* known = sound.find(word);
            if (known == nullptr) {
                // All else as in the first state.
                const State state = states_->unpack((word & sound.parts()) | 1U);
                known = &sound.add(word, broken_in(state).empty());
            }
            if (!*known) note(broken_in(states_->unpack(word)), group);
        }
    }

    /// An invariant speaks of no more than the start-ups with a request or a socket, or of two
    /// requests. With sockets all parts are looked at.
    std::vector<ByParts<bool>> invariants() const {
        const std::size_t requests = explorer_->bound_.requests;
        if (explorer_->bound_.sockets > 0) return {ByParts<bool>{~PackedStates::errors}};
        std::vector<ByParts<bool>> all;
        const Word startups =
            states_->mask_of(offsetof(State, process) + offsetof(Process, startups));
        const auto request = [&](std::size_t i) { return states_->mask_of(offset_of_request(i)); };
        for (std::size_t i = 0; i < requests; ++i) {
            for (std::size_t k = requests == 1 ? 0 : i + 1; k < requests; ++k)
                all.emplace_back(startups | request(i) | request(k));
        }
        return all;
    }

    void note(std::string_view fault, Index at) {
        const auto is_same = [&](const std::string& f) { return f.starts_with(fault); };
        if (std::ranges::any_of(found_.faults, is_same)) return;
        std::string text{fault};
        text += ':';
        for (const Transition& step : explorer_->way_to(at)) {
            text += ' ';
            text += step.action == nullptr ? "(internal step)" : step.action->name;
            text += ',';
        }
        found_.faults.push_back(text + " in state " + std::to_string(at));
    }

    /// Rules that never had an effect.
    void find_unfired() {
        std::map<std::size_t, bool> fired;
        for (const ActionEffects& action_effects : all_actions_) {
            if (action_effects.action() != nullptr)
                fired[action_effects.action()->call.index()] |= action_effects.has_fired();
        }
        for (const ActionEffects& action_effects : all_actions_) {
            if (action_effects.action() == nullptr) continue;
            if (!std::exchange(fired[action_effects.action()->call.index()], true))
                found_.unfired.push_back(action_effects.action()->name);
        }
        for (const auto& [phase, name] : request_steps) {
            if (explorer_->bound_.requests > 0 && !all_actions_.back().has_led_to(phase))
                found_.unfired.emplace_back(name);
        }
    }

    void note_bytes(std::size_t level) {
        std::size_t all =
            plans_.bytes() + level + coming_.capacity() * sizeof(Index) + fresh_.bytes();
        for (const ActionEffects& action_effects : all_actions_)
            all += action_effects.bytes();
        for (const ByParts<bool>& sound : sound_)
            all += sound.bytes();
        bytes_ = std::max(bytes_, all);
    }

    Explorer* explorer_;
    PackedStates* states_;
    const Visit* visit_;
    Exploration found_;
    std::vector<std::string_view> faults_;    ///< Not noted yet.
    std::vector<ActionEffects> all_actions_;  ///< The internal steps last.
    Plans plans_;
    std::vector<ByParts<bool>> sound_;  ///< Whether the invariants hold, by what they speak of.
    Pieces<std::uint16_t> fresh_;       ///< Of each group, the last errors found in this level.
    std::vector<Word> next_;            ///< Of one group, to be reached.
    std::vector<Index> coming_;         ///< Groups that have any.
    std::size_t bytes_{};
};

Explorer::Explorer(const Spec& spec, const Bound& bound)
    : spec_{spec},
      bound_{bound},
      actions_{actions_within(bound)},
      states_{start_of(bound), parts_within(bound, are_grouped(spec, bound)),
              are_grouped(spec, bound)} {}

Exploration Explorer::explore(const Visit& visit, std::size_t limit) {
    Search search{*this, visit};
    Exploration found = search.run(limit);
    other_bytes_ = search.bytes();
    if (found.faults.empty() || visit) return found;
    Explorer again{spec_, bound_};  // Faults are told with ways there.
    return again.explore([](const Transition&) {}, limit);
}

std::optional<Transition> Explorer::transition_to(const State& sought, const State& before,
                                                  const Action* action) const {
    for (Successor& successor : successors_of(spec_, before, action)) {
        for (std::size_t i = 0; states_.has_grouped_error(i); ++i)
            successor.next.threads[i].last_error = sought.threads[i].last_error;
        if (successor.next == sought) return successor.transition;
    }
    return std::nullopt;
}

std::vector<Transition> Explorer::way_to(PackedStates::Index group) const {
    std::vector<Transition> way;
    while (group != 0 && group < parents_.size()) {
        const PackedStates::Index from = parents_[group];
        const State sought = states_[group];
        const State before = states_[from];
        std::optional<Transition> found;
        for (const Action& action : actions_) {
            if (!found) found = transition_to(sought, before, &action);
        }
        if (!found) found = transition_to(sought, before, nullptr);
        if (found) {
            found->from = from;
            found->to = group;
            way.push_back(*found);
        }
        group = from;
    }
    std::ranges::reverse(way);
    return way;
}

std::size_t Explorer::bytes() const {
    return states_.bytes() + parents_.bytes() + other_bytes_;
}

}  // namespace wsconform
