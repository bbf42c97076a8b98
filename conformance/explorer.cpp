#include "conformance/explorer.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "conformance/invariants.hpp"
#include "conformance/effect_memory.hpp"
#include "conformance/oracle.hpp"
#include "conformance/state_set.hpp"
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

/// The internal steps of a request, by the phase they lead to.
constexpr std::array<std::pair<RequestPhase, std::string_view>, 3> request_steps{
    {{RequestPhase::completed, "a look-up ends"},
     {RequestPhase::posted, "a message is posted"},
     {RequestPhase::orphaned, "a look-up ends after its window"}}};

/// With sockets a call may read any part of the state, and a mutant anything.
bool are_grouped(const Spec& spec, const Bound& bound) {
    return bound.sockets == 0 && !spec.suspended;
}

/// The parts of the state that settle what an action does, or does to one request.
struct View {
    EffectMemory memory;
    bool is_alone{};                     ///< The rules are asked of a state without requests,
    std::optional<std::size_t> request{};  ///< or with this one only.
    PackedStates::Word joint{};          ///< What it settles of what happens to all requests.
};

/// An action and what it did before; without an action, the internal steps.
struct Deed {
    const Action* action{};
    bool is_any{};    ///< Nothing is remembered.
    bool is_apart{};  ///< Each view has its own effects, and all together one.
    std::optional<EffectMemory> offered{};
    std::vector<View> views{};
    std::vector<Transition> kinds{};  ///< Few transitions differ in more than their ends.
    bool has_succeeded{};

    std::uint8_t kind_of(const Transition& transition) {
        const auto same = std::ranges::find_if(kinds, [&](const Transition& kind) {
            return kind.reply == transition.reply && kind.because == transition.because;
        });
        if (same == kinds.end()) return add_kind(transition);
        return static_cast<std::uint8_t>(same - kinds.begin());
    }
    std::uint8_t add_kind(const Transition& transition) {
        kinds.push_back(transition);
        if (kinds.size() > 0xff) throw std::length_error{"a call has too many kinds of outcome"};
        return static_cast<std::uint8_t>(kinds.size() - 1);
    }
    std::size_t bytes() const {
        std::size_t all = kinds.capacity() * sizeof(Transition) + sizeof(Deed);
        if (offered) all += offered->bytes();
        for (const View& view : views)
            all += sizeof(View) + view.memory.bytes();
        return all;
    }
};

}  // namespace

/// One exploration.
class Explorer::Search {
  public:
    using Word = PackedStates::Word;
    using Index = PackedStates::Index;

    Search(Explorer& explorer, const Visit& visit)
        : explorer_{&explorer}, states_{&explorer.states_}, visit_{&visit} {
        for (const Action& action : explorer.actions_)
            deeds_.push_back(deed_of(&action, action.reads));
        deeds_.push_back(deed_of(nullptr, explorer.internal_reads_));
    }

    Exploration run(std::size_t limit) {
        reach(states_->pack(start_of(explorer_->bound_)), 0);
        while (!coming_.empty() && found_.states <= limit) {
            std::vector<Turn> level;
            level.reserve(coming_.size());
            for (const Index group : coming_)
                level.push_back({group, std::exchange(fresh_[group], std::uint16_t{0})});
            note_bytes(level.capacity() * sizeof(Turn));
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

    Deed deed_of(const Action* action, const Reads& reads) const {
        Deed deed{.action = action, .is_any = reads.is_any};
        if (explorer_->spec_.suspended) deed.is_any = true;  // Mutants may read anything.
        if (deed.is_any) {
            deed.views.push_back({.memory = EffectMemory{~PackedStates::errors}});
            return deed;
        }
        if (!reads.offered_by.empty()) deed.offered.emplace(mask_of(reads.offered_by));
        deed.views.push_back({.memory = EffectMemory{mask_of(reads.parts)}, .is_alone = reads.is_apart});
        deed.views[0].joint = deed.views[0].memory.reads();
        deed.is_apart = reads.is_apart;
        for (std::size_t i = 0; deed.is_apart && i < explorer_->bound_.requests; ++i) {
            const Word request = states_->mask_of(offset_of_request(i));
            deed.views.push_back({.memory = EffectMemory{mask_of(reads.apart) | request},
                                  .is_alone = true,
                                  .request = i,
                                  .joint = request});
        }
        return deed;
    }
    Word mask_of(const std::vector<std::size_t>& offsets) const {
        Word mask = 0;
        for (const std::size_t offset : offsets)
            mask |= states_->mask_of(offset);
        return mask;
    }

    void expand(const Turn& turn) {
        from_ = turn.group;
        const Word group = (states_->word(turn.group) & ~PackedStates::errors) | turn.errors;
        weight_ = static_cast<std::size_t>(std::popcount(turn.errors));
        const std::size_t before = found_.transitions;
        bool is_waiting = false;
        for (std::size_t i = 0; i + 1 < deeds_.size(); ++i)
            is_waiting |= follow(deeds_[i], group);
        const bool is_quiet = follow(deeds_.back(), group);
        if (is_waiting && is_quiet) note("a call can never end", from_);
        if (found_.transitions == before) note("nothing can happen", from_);
    }

    /// Does in a group of states what the action does there; whether it has to wait.
    bool follow(Deed& deed, Word group) {
        if (deed.offered && !is_offered(deed, group)) return false;
        Effect joint;
        Transition transition;
        bool is_joint = deed.is_apart;
        std::size_t count = 0;
        for (View& view : deed.views) {
            const EffectMemory::Entry* entry = deed.is_any ? nullptr : view.memory.find(group);
            if (entry == nullptr) entry = &learn(deed, view, group);
            if (!entry->is_offered) return false;
            const Effect* const effects = view.memory.effects(*entry);
            for (std::size_t k = 0; k < entry->count; ++k)
                take(deed, effects[k], group, deed.kinds[effects[k].kind]);
            count += entry->count;
            is_joint = is_joint && entry->has_joint;
            if (is_joint) add_joint(deed, effects[entry->count], joint, transition);
        }
        if (is_joint) take(deed, joint, group, transition);
        return count == 0 && !is_joint;
    }

    bool is_offered(Deed& deed, Word group) {
        const EffectMemory::Entry* entry = deed.offered->find(group);
        if (entry == nullptr) {
            const bool is_offered = deed.action->is_offered(states_->unpack(group));
            entry = &deed.offered->add(group, is_offered, {}, false);
        }
        return entry->is_offered;
    }

    void add_joint(const Deed& deed, const Effect& effect, Effect& joint,
                   Transition& transition) const {
        joint.clear |= effect.clear;
        joint.set |= effect.set;
        joint.error = effect.error;
        joint.is_success = effect.is_success;
        if (!*visit_) return;
        Clauses because = transition.because;
        because.add(deed.kinds[effect.kind].because);
        transition = deed.kinds[effect.kind];
        transition.because = because;
    }

    void take(Deed& deed, const Effect& effect, Word group, const Transition& kind) {
        const Word numbers = group & ~PackedStates::errors & ~effect.clear;
        const Word errors = PackedStates::after(group & PackedStates::errors, effect.error);
        const Index to = reach(numbers | effect.set | errors, from_);
        found_.transitions += weight_;
        deed.has_succeeded |= effect.is_success;
        if (!*visit_) return;
        Transition transition = kind;
        transition.from = from_;
        transition.to = to;
        (*visit_)(transition);
    }

    Index reach(Word word, Index parent) {
        const auto [to, is_new, news] = states_->insert(word);
        if (news == 0) return to;
        if (is_new) {
            explorer_->parents_.push_back(parent);
            fresh_.push_back(0);
            note(broken_in(states_->unpack(word)), to);
        }
        if (fresh_[to] == 0) coming_.push_back(to);
        fresh_[to] = static_cast<std::uint16_t>(fresh_[to] | news);
        found_.states += static_cast<std::size_t>(std::popcount(news));
        return to;
    }

    /// Asks the rules what the action does as far as the view settles it.
    const EffectMemory::Entry& learn(Deed& deed, View& view, Word group) {
        State state = states_->unpack(group);
        for (std::size_t i = 0; view.is_alone && i < explorer_->bound_.requests; ++i) {
            if (i != view.request) state.requests[i] = {};
        }
        if (deed.is_any) view.memory.clear();
        std::vector<Effect> effects;
        std::optional<Effect> joint;
        for (const Successor& successor : explorer_->successors_of(state, deed.action)) {
            note(broken_between(state, successor.next), from_);
            if (deed.action == nullptr) note_step(state, successor.next);
            const bool is_own =
                deed.action == nullptr || successor.transition.reply.kind == ReplyKind::message;
            const bool is_joint = deed.is_apart && !is_own;
            const Effect effect = effect_of(deed, view, state, successor, is_joint);
            if (!is_joint)
                effects.push_back(effect);
            else if (!std::exchange(joint, effect))
                continue;
            else
                throw std::logic_error{"a call has two outcomes for all requests"};
        }
        if (joint) effects.push_back(*joint);
        const bool is_offered = deed.action == nullptr || deed.action->is_offered(state);
        return view.memory.add(group, is_offered, effects, joint.has_value());
    }

    /// It must not change what it does not read, or it would be wrong for other states.
    Effect effect_of(Deed& deed, const View& view, const State& state, const Successor& successor,
                     bool is_joint) {
        Effect effect;
        effect.kind = deed.kind_of(successor.transition);
        const ReplyKind reply = successor.transition.reply.kind;
        effect.is_success = reply != ReplyKind::failed && reply != ReplyKind::nothing;
        const Word to = states_->pack(successor.next);
        effect.clear = states_->parts_between(states_->pack(state), to);
        Word error = 0;
        if (deed.action != nullptr && deed.action->thread) {
            const std::size_t thread = index_of(*deed.action->thread);
            error = states_->mask_of(offset_of_last_error(thread));
            if (error == 0) effect.error = states_->error_of(successor.next, thread);
        }
        if (is_joint && view.request)
            effect.clear &= view.joint;
        else if ((effect.clear & ~error & ~view.memory.reads()) != 0)
            throw std::logic_error{"a call changes what it does not read"};
        effect.clear |= error;  // It is set even where it was the same before.
        effect.set = to & effect.clear;
        return effect;
    }

    void note(std::string_view fault, Index at) {
        const auto is_same = [&](const std::string& f) { return f.starts_with(fault); };
        if (fault.empty() || std::ranges::any_of(found_.faults, is_same)) return;
        std::string text{fault};
        text += ':';
        for (const Transition& step : explorer_->way_to(at)) {
            text += ' ';
            text += step.action == nullptr ? "(internal step)" : step.action->name;
            text += ',';
        }
        found_.faults.push_back(text + " in state " + std::to_string(at));
    }

    void note_step(const State& before, const State& after) {
        for (std::size_t i = 0; i < before.requests.size(); ++i) {
            if (before.requests[i].phase == after.requests[i].phase) continue;
            for (std::size_t k = 0; k < request_steps.size(); ++k)
                stepped_[k] |= after.requests[i].phase == request_steps[k].first;
        }
    }

    /// Rules that never had an effect.
    void find_unfired() {
        std::map<std::size_t, bool> succeeded;
        for (const Deed& deed : deeds_) {
            if (deed.action != nullptr) succeeded[deed.action->call.index()] |= deed.has_succeeded;
        }
        for (const Deed& deed : deeds_) {
            if (deed.action == nullptr) continue;
            bool& has = succeeded[deed.action->call.index()];
            if (!std::exchange(has, true)) found_.unfired.push_back(deed.action->name);
        }
        for (std::size_t k = 0; k < request_steps.size(); ++k) {
            if (explorer_->bound_.requests > 0 && !stepped_[k])
                found_.unfired.emplace_back(request_steps[k].second);
        }
    }

    void note_bytes(std::size_t level) {
        std::size_t all = level + coming_.capacity() * sizeof(Index) +
                          fresh_.capacity() * sizeof(std::uint16_t);
        for (const Deed& deed : deeds_)
            all += deed.bytes();
        bytes_ = std::max(bytes_, all);
    }

    Explorer* explorer_;
    PackedStates* states_;
    const Visit* visit_;
    Exploration found_;
    std::vector<Deed> deeds_;           ///< The internal steps last.
    std::vector<std::uint16_t> fresh_;  ///< Of each group, the last errors found in this level.
    std::vector<Index> coming_;         ///< Groups that have any.
    Index from_{};
    std::size_t weight_{};  ///< How many states are expanded at once.
    std::array<bool, request_steps.size()> stepped_{};
    std::size_t bytes_{};
};

Explorer::Explorer(const Spec& spec, const Bound& bound)
    : spec_{spec},
      bound_{bound},
      actions_{actions_within(bound)},
      internal_reads_{reads_of_internal_steps(bound)},
      states_{start_of(bound), parts_within(bound, are_grouped(spec, bound)),
              are_grouped(spec, bound)} {}

std::vector<Explorer::Successor> Explorer::successors_of(const State& state,
                                                         const Action* action) const {
    std::vector<Successor> all;
    if (action == nullptr) {
        for (const State& next : internal_steps(state))
            all.push_back({{}, next});
        return all;
    }
    if (!action->is_offered(state)) return all;
    const Ruling ruling = rule(spec_, state, action->thread, action->call);
    for (const Outcome& outcome : ruling.allowed()) {
        const Reply reply = reply_of(outcome);
        if (!outcome.mutant && is_forbidden(ruling, reply)) continue;
        all.push_back({{0, 0, action, reply, outcome.because},
                       wsconform::after(outcome, reply, action->thread)});
    }
    return all;
}

Exploration Explorer::explore(const Visit& visit, std::size_t limit) {
    Search search{*this, visit};
    const Exploration found = search.run(limit);
    other_bytes_ = search.bytes();
    return found;
}

std::vector<Transition> Explorer::way_to(PackedStates::Index group) const {
    std::vector<Transition> way;
    while (group != 0) {
        const PackedStates::Index from = parents_[group];
        const State sought = states_[group];
        const State before = states_[from];
        bool is_found = false;
        const auto look = [&](const Action* action) {
            if (is_found) return;
            for (Successor& successor : successors_of(before, action)) {
                for (std::size_t i = 0; states_.has_grouped_error(i); ++i)
                    successor.next.threads[i].last_error = sought.threads[i].last_error;
                if (is_found || !(successor.next == sought)) continue;
                is_found = true;
                way.push_back(successor.transition);
                way.back().from = from;
                way.back().to = group;
            }
        };
        for (const Action& action : actions_)
            look(&action);
        look(nullptr);
        group = from;
    }
    std::ranges::reverse(way);
    return way;
}

std::size_t Explorer::bytes() const {
    return states_.bytes() + parents_.capacity() * sizeof(PackedStates::Index) + other_bytes_;
}

}  // namespace wsconform
