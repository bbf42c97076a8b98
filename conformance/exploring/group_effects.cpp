#include "conformance/exploring/group_effects.hpp"

#include <algorithm>
#include <stdexcept>

namespace wsconform {

Plans::Plans(const Bound& bound, const PackedStates& states, std::vector<ActionEffects>& actions) {
    Word rest = ~PackedStates::errors;
    for (std::size_t i = 0; i < bound.requests; ++i)
        rest &= ~states.mask_of(offset_of_request(i));
    scopes_.push_back({ByParts<Plan>{rest}, {}});
    for (std::size_t i = 0; i < bound.requests; ++i)
        scopes_.push_back({ByParts<Plan>{rest | states.mask_of(offset_of_request(i))}, {}});
    for (ActionEffects& action_effects : actions) {
        if (action_effects.is_apart()) apart_.push_back(&action_effects);
    }
    if (apart_.size() > 8) throw std::length_error{"too many calls act on each request apart"};
    for (ActionEffects& action_effects : actions)
        add(action_effects);
}

void Plans::add(ActionEffects& action_effects) {
    const auto home_of = [&](std::size_t view) {
        return std::ranges::find_if(scopes_, [&](const Scope& scope) {
            return (action_effects.parts(view) & ~scope.known.parts()) == 0;
        });
    };
    const auto at = std::ranges::find(apart_, &action_effects);
    for (std::size_t view = 0; view < action_effects.views(); ++view) {
        const auto home = home_of(view);
        if (action_effects.is_any() || home == scopes_.end()) {
            add_other(action_effects);
            return;
        }
        home->members.push_back(
            {&action_effects, view, static_cast<std::size_t>(at - apart_.begin())});
    }
}

void Plans::add_other(ActionEffects& action_effects) {
    const auto same = std::ranges::find_if(others_, [&](const Others& others) {
        return others.known.parts() == action_effects.offered_by();
    });
    if (same != others_.end())
        same->actions.push_back(&action_effects);
    else
        others_.push_back({ByParts<bool>{action_effects.offered_by()}, {&action_effects}});
}

bool Plans::ask_offered(Others& others, Word word) {
    const auto is_offered = [&](ActionEffects* action_effects) {
        return action_effects->is_offered(word);
    };
    return others.known.add(word, std::ranges::any_of(others.actions, is_offered));
}

Plans::Plan Plans::make(Scope& scope, Word word) {
    Plan plan;
    plan.first = static_cast<std::uint32_t>(numbers_.size());
    numbers_.resize(numbers_.size() + apart_.size(), none);
    for (const Member& member : scope.members) {
        const ActionEffects::Settled settled = member.action_effects->settled_by(member.view, word);
        if (!settled.is_offered) continue;
        const Effect* const effects = member.action_effects->effects(settled);
        for (std::size_t i = 0; i < settled.count; ++i)
            numbers_.push_back(number_of(effects[i]));
        plan.count = static_cast<std::uint8_t>(plan.count + settled.count);
        if (member.apart == apart_.size()) {
            plan.is_waiting |= settled.count == 0;
            continue;
        }
        const auto bit = static_cast<std::uint8_t>(1U << member.apart);
        plan.offered |= bit;
        if (settled.count > 0) plan.own |= bit;
        if (settled.has_joint)
            numbers_[plan.first + member.apart] = number_of(effects[settled.count]);
    }
    return scope.known.add(word, plan);
}

std::uint16_t Plans::number_of(const Effect& effect) {
    const auto at = std::ranges::find(effects_, effect);
    const auto number = static_cast<std::size_t>(at - effects_.begin());
    if (number >= none) throw std::length_error{"too many effects"};
    if (at == effects_.end()) effects_.push_back(effect);
    return static_cast<std::uint16_t>(number);
}

std::size_t Plans::bytes() const {
    std::size_t all =
        effects_.capacity() * sizeof(Effect) + numbers_.capacity() * sizeof(std::uint16_t);
    for (const Scope& scope : scopes_)
        all += scope.known.bytes() + scope.members.capacity() * sizeof(Member);
    for (const Others& others : others_)
        all += others.known.bytes() + others.actions.capacity() * sizeof(void*);
    return all;
}

}  // namespace wsconform
