// SPDX-License-Identifier: Apache-2.0

#pragma once

// What all actions together do to a group of states. A plan lists what is settled by the process,
// the window and the name server, alone or with one request: few values, so that a group's effects
// are found at once instead of action by action.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "conformance/exploring/action_effects.hpp"

namespace wsconform {

class Plans {
  public:
    using Word = PackedStates::Word;
    /// What comes to nothing so far.
    struct Stillness {
        bool is_waiting{};  ///< Some call that is offered.
        bool is_quiet{};    ///< The internal steps.
    };

    Plans(const Bound& bound, const PackedStates& states, std::vector<ActionEffects>& actions);

    /// Calls `take(effect)` for each effect of each action on the states of a word.
    template <typename Take>
    Stillness follow(Word word, const Take& take) {
        Made made;
        for (std::size_t i = 0; i < scopes_.size(); ++i) {
            const Plan& plan = made.plans[i] = plan_of(scopes_[i], word);
            made.own |= plan.own;
            made.stillness.is_waiting |= plan.is_waiting;
            // A plan without effects may begin where the numbers end.
            const std::uint16_t* const effects = numbers_.data() + plan.first + apart_.size();
            for (std::size_t k = 0; k < plan.count; ++k)
                take(effects_[effects[k]]);
        }
        follow_apart(made, take);
        follow_others(word, made.stillness, take);
        return made.stillness;
    }
    std::size_t bytes() const;

  private:
    static constexpr std::uint16_t none = 0xffff;
    struct Plan {
        std::uint32_t first{};   ///< The joint effects of what acts apart, or none; then all own.
        std::uint8_t count{};    ///< Of own effects.
        std::uint8_t offered{};  ///< Of what acts apart, one bit each.
        std::uint8_t own{};      ///< The same: has effects of its own.
        bool is_waiting{};
    };
    struct Member {
        ActionEffects* action_effects{};
        std::size_t view{};
        std::size_t apart{};  ///< Its place in `apart_`, or past its end.
    };
    struct Scope {
        ByParts<Plan> known;
        std::vector<Member> members;
    };

    /// Actions that no scope settles, and that are offered by the same parts.
    struct Others {
        ByParts<bool> known;  ///< Whether any is offered.
        std::vector<ActionEffects*> actions;
    };

    /// The plans for one word, a scope each, and what follows from them.
    struct Made {
        std::array<Plan, capacity::requests + 1> plans;
        unsigned own{};  ///< Of any plan.
        Stillness stillness;
    };

    Plan plan_of(Scope& scope, Word word) {
        const Plan* const known = scope.known.find(word);
        return known != nullptr ? *known : make(scope, word);
    }
    static bool& still_of(const ActionEffects& effects, Stillness& stillness) {
        return effects.action() != nullptr ? stillness.is_waiting : stillness.is_quiet;
    }
    template <typename Take>
    void follow_apart(Made& made, const Take& take) {
        for (std::size_t k = 0; k < apart_.size(); ++k) {
            if ((made.plans[0].offered >> k & 1U) == 0) continue;
            Effect joint;
            if (is_joint(made.plans, k, joint)) {
                apart_[k]->note_joint(joint);
                take(joint);
            } else if ((made.own >> k & 1U) == 0) {
                still_of(*apart_[k], made.stillness) = true;
            }
        }
    }
    template <typename Take>
    void follow_others(Word word, Stillness& stillness, const Take& take) {
        for (Others& others : others_) {
            if (!is_any_offered(others, word)) continue;
            for (ActionEffects* const effects : others.actions)
                still_of(*effects, stillness) |= effects->follow(word, take);
        }
    }
    bool is_joint(const std::array<Plan, capacity::requests + 1>& plans, std::size_t apart,
                  Effect& joint) const {
        for (std::size_t i = 0; i < scopes_.size(); ++i) {
            const std::uint16_t number = numbers_[plans[i].first + apart];
            if (number == none) return false;
            joint.join(effects_[number]);
        }
        return true;
    }
    bool is_any_offered(Others& others, Word word) {
        const bool* const known = others.known.find(word);
        return known != nullptr ? *known : ask_offered(others, word);
    }
    static bool ask_offered(Others& others, Word word);
    void add(ActionEffects& action_effects);
    void add_other(ActionEffects& action_effects);
    Plan make(Scope& scope, Word word);
    std::uint16_t number_of(const Effect& effect);

    std::vector<Scope> scopes_;          ///< The first without a request.
    std::vector<ActionEffects*> apart_;  ///< Those that act on each request apart.
    std::vector<Others> others_;
    std::vector<Effect> effects_;
    std::vector<std::uint16_t> numbers_;  ///< Of effects.
};

}  // namespace wsconform
