// SPDX-License-Identifier: Apache-2.0

#include "conformance/exploring/action_effects.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "conformance/exploring/invariants.hpp"

namespace wsconform {

namespace {

PackedStates::Word mask_of(const PackedStates& states, const std::vector<std::size_t>& offsets) {
    PackedStates::Word mask = 0;
    for (const std::size_t offset : offsets)
        mask |= states.mask_of(offset);
    return mask;
}

}  // namespace

ActionEffects::ActionEffects(const Spec& spec, const Bound& bound, PackedStates& states,
                             std::vector<std::string_view>& faults, const Action* action,
                             const Reads& reads)
    : spec_{spec},
      bound_{bound},
      states_{&states},
      faults_{&faults},
      action_{action},
      is_any_{reads.is_any || spec.suspended.has_value()},  // Mutants may read anything.
      is_apart_{reads.is_apart && !is_any_} {
    const Word parts = is_any_ ? ~PackedStates::errors : mask_of(states, reads.parts);
    views_.push_back({ByParts<Settled>{parts}, is_apart_, {}, parts});
    if (is_any_) return;
    if (!reads.offered_by.empty()) offered_.emplace(mask_of(states, reads.offered_by));
    for (std::size_t i = 0; is_apart_ && i < bound.requests; ++i) {
        const Word request = states.mask_of(offset_of_request(i));
        views_.push_back(
            {ByParts<Settled>{mask_of(states, reads.apart) | request}, true, i, request});
    }
}

void ActionEffects::note_step(const State& before, const State& after) {
    for (std::size_t i = 0; i < bound_.requests; ++i) {
        if (before.requests[i].phase != after.requests[i].phase)
            phases_ |= 1U << index_of(after.requests[i].phase);
    }
}

bool ActionEffects::ask_offered(Word word) {
    const bool* const known = offered_->find(word);
    return known != nullptr ? *known
                            : offered_->add(word, action_->is_offered(states_->unpack(word)));
}

/// A state of the group, with no request but the view's own if it has one.
State ActionEffects::state_seen(const View& view, Word word) const {
    State state = states_->unpack(word);
    for (std::size_t i = 0; view.is_alone && i < bound_.requests; ++i) {
        if (i != view.request) state.requests[i] = {};
    }
    return state;
}

/// Asks the rules what the action does as far as the view settles it.
ActionEffects::Settled ActionEffects::learn(View& view, Word word) {
    const State state = state_seen(view, word);
    if (is_any_) {
        view.known = ByParts<Settled>{view.known.parts()};
        effects_.clear();
    }
    std::vector<Effect> effects;
    std::vector<Effect> joint;
    for (const Successor& successor : successors_of(spec_, state, action_)) {
        if (const auto fault = broken_between(state, successor.next); !fault.empty())
            faults_->push_back(fault);
        const bool is_own =
            action_ == nullptr || successor.transition.reply.kind == ReplyKind::message;
        const bool is_joint = is_apart_ && !is_own;
        if (action_ == nullptr) note_step(state, successor.next);
        (is_joint ? joint : effects).push_back(effect_of(view, state, successor, is_joint));
    }
    for (const Effect& effect : effects)
        has_fired_ |= effect.is_success;
    if (joint.size() > 1) throw std::logic_error{"a call has two outcomes for all requests"};
    Settled settled{};
    settled.count = static_cast<std::uint8_t>(effects.size());
    settled.is_offered = action_ == nullptr || action_->is_offered(state);
    settled.has_joint = !joint.empty();
    effects.insert(effects.end(), joint.begin(), joint.end());
    // Many values have the same effects.
    const auto same = std::search(effects_.begin(), effects_.end(), effects.begin(), effects.end());
    settled.first = static_cast<std::uint32_t>(same - effects_.begin());
    if (same == effects_.end()) effects_.insert(effects_.end(), effects.begin(), effects.end());
    return view.known.add(word, settled);
}

/// It must not change what it does not read, or it would be wrong for other states.
Effect ActionEffects::effect_of(const View& view, const State& state, const Successor& successor,
                                bool is_joint) {
    Effect effect;
    effect.kind = kind_of(successor.transition);
    const ReplyKind reply = successor.transition.reply.kind;
    effect.is_success = reply != ReplyKind::failed && reply != ReplyKind::nothing;
    std::tie(effect.clear, effect.set) = states_->change(state, successor.next);
    if (is_joint && view.request) {
        effect.clear &= view.joint;
        effect.set &= view.joint;
    }
    Word error = 0;
    if (action_ != nullptr && action_->thread) {
        const std::size_t thread = index_of(*action_->thread);
        error = states_->mask_of(offset_of_last_error(thread));
        if (error == 0) effect.error = states_->error_of(successor.next, thread);
    }
    if ((effect.clear & ~error & ~view.known.parts()) != 0)
        throw std::logic_error{"a call changes what it does not read"};
    if (error != 0) {  // It is set even where it was the same before.
        effect.clear |= error;
        effect.set |= states_->pack(successor.next) & error;
    }
    return effect;
}

std::uint8_t ActionEffects::kind_of(const Transition& transition) {
    const auto same = std::ranges::find_if(kinds_, [&](const Transition& kind) {
        return kind.reply == transition.reply && kind.because == transition.because;
    });
    const auto kind = static_cast<std::size_t>(same - kinds_.begin());
    if (kind > 0xff) throw std::length_error{"a call has too many kinds of outcome"};
    if (same == kinds_.end()) kinds_.push_back(transition);
    return static_cast<std::uint8_t>(kind);
}

Transition ActionEffects::transition(const Effect& effect, Word word) {
    if (!effect.is_joint) return kinds_[effect.kind];
    Transition transition;
    Clauses because;
    for (View& view : views_) {
        const Settled settled = settled_by(view, word);
        transition = kinds_[effects_[settled.first + settled.count].kind];
        because.add(transition.because);
    }
    transition.because = because;
    return transition;
}

std::size_t ActionEffects::bytes() const {
    std::size_t all = sizeof(ActionEffects) + effects_.capacity() * sizeof(Effect) +
                      kinds_.capacity() * sizeof(Transition) + views_.capacity() * sizeof(View);
    if (offered_) all += offered_->bytes();
    for (const View& view : views_)
        all += view.known.bytes();
    return all;
}

}  // namespace wsconform
