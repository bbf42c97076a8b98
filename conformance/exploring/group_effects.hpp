#pragma once

// What all deeds together do to a group of states. A plan lists what is settled by the process, the
// window and the name server, alone or with one request: few values, so that a group's effects are
// found at once instead of deed by deed.

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

    Plans(const Bound& bound, const PackedStates& states, std::vector<Deed>& deeds);

    /// Calls `take(effect)` for each effect of each deed on the states of a word.
    template <typename Take>
    Stillness follow(Word word, const Take& take) {
        std::array<Plan, capacity::requests + 1> plans;
        Stillness stillness;
        unsigned own = 0;
        for (std::size_t i = 0; i < scopes_.size(); ++i) {
            const Plan* const known = scopes_[i].known.find(word);
            plans[i] = known != nullptr ? *known : make(scopes_[i], word);
            own |= plans[i].own;
            stillness.is_waiting |= plans[i].is_waiting;
            const std::uint16_t* const effects = &numbers_[plans[i].first + apart_.size()];
            for (std::size_t k = 0; k < plans[i].count; ++k)
                take(effects_[effects[k]]);
        }
        for (std::size_t k = 0; k < apart_.size(); ++k) {
            if ((plans[0].offered >> k & 1U) == 0) continue;
            Effect joint;
            if (is_joint(plans, k, joint)) {
                apart_[k]->note_joint(joint);
                take(joint);
            } else if ((own >> k & 1U) == 0) {
                (apart_[k]->action() != nullptr ? stillness.is_waiting : stillness.is_quiet) = true;
            }
        }
        for (Others& others : others_) {
            if (!is_any_offered(others, word)) continue;
            for (Deed* deed : others.deeds) {
                const bool waits = deed->follow(word, take);
                (deed->action() != nullptr ? stillness.is_waiting : stillness.is_quiet) |= waits;
            }
        }
        return stillness;
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
        Deed* deed{};
        std::size_t view{};
        std::size_t apart{};  ///< Its place in `apart_`, or past its end.
    };
    struct Scope {
        ByParts<Plan> known;
        std::vector<Member> members;
    };

    /// Deeds that no scope settles, and that are offered by the same parts.
    struct Others {
        ByParts<bool> known;  ///< Whether any is offered.
        std::vector<Deed*> deeds;
    };

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
    bool ask_offered(Others& others, Word word);
    void add(Deed& deed);
    void add_other(Deed& deed);
    Plan make(Scope& scope, Word word);
    std::uint16_t number_of(const Effect& effect);

    std::vector<Scope> scopes_;  ///< The first without a request.
    std::vector<Deed*> apart_;   ///< Those that act on each request apart.
    std::vector<Others> others_;
    std::vector<Effect> effects_;
    std::vector<std::uint16_t> numbers_;  ///< Of effects.
};

}  // namespace wsconform
