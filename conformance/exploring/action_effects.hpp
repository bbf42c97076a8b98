#pragma once

// An action, or the internal steps, and what came of it so far: the rules are asked once for each
// value of the parts that settle it (Reads).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "conformance/exploring/part_table.hpp"
#include "conformance/exploring/successors.hpp"

namespace wsconform {

/// What becomes of a group of states: some numbers, and a last error.
struct Effect {
    PackedStates::Word clear{};
    PackedStates::Word set{};
    PackedStates::ErrorSet error;
    std::uint8_t kind{};  ///< Of transition, as the action numbers them.
    bool is_success{};    ///< More than a failure or silence.
    bool is_joint{};      ///< On all requests, each apart.

    PackedStates::Word on(PackedStates::Word group) const {
        const PackedStates::Word numbers = group & ~PackedStates::errors & ~clear;
        return numbers | set | PackedStates::after(group & PackedStates::errors, error);
    }
    /// Makes it that of one request more.
    void join(const Effect& other) {
        clear |= other.clear;
        set |= other.set;
        error = other.error;
        is_success = other.is_success;
        is_joint = true;
    }
    bool operator==(const Effect& other) const = default;
};

class ActionEffects {
  public:
    using Word = PackedStates::Word;

    /// What some parts settle.
    struct Settled {
        std::uint32_t first{};  ///< Of its effects.
        std::uint8_t count{};
        bool is_offered{};
        bool has_joint{};  ///< One effect more, which comes if all views have one.
    };

    /// Without an action: the internal steps.
    /// `faults` takes the invariants that effects break.
    ActionEffects(const Spec& spec, const Bound& bound, PackedStates& states,
                  std::vector<std::string_view>& faults, const Action* action, const Reads& reads);

    /// Calls `take(effect)` for each effect on the states of a word; whether none is there yet,
    /// though the action is offered.
    template <typename Take>
    bool follow(Word word, const Take& take) {
        if (!is_offered(word)) return false;
        Effect joint;
        bool has_joint = is_apart_;
        std::size_t count = 0;
        for (View& view : views_) {
            const Settled settled = settled_by(view, word);
            if (!settled.is_offered) return false;
            const Effect* const effects = effects_.data() + settled.first;
            for (std::size_t i = 0; i < settled.count; ++i)
                take(effects[i]);
            count += settled.count;
            has_joint &= settled.has_joint;
            if (has_joint) joint.join(effects[settled.count]);
        }
        if (!has_joint) return count == 0;
        note_joint(joint);
        take(joint);
        return false;
    }

    const Action* action() const { return action_; }
    bool is_any() const { return is_any_; }
    bool is_apart() const { return is_apart_; }
    std::size_t views() const { return views_.size(); }
    /// The parts that decide whether it is offered; none: its views tell.
    Word offered_by() const { return offered_ ? offered_->parts() : 0; }
    bool is_offered(Word word) { return !offered_ || ask_offered(word); }
    /// All that settles what a view does, and whether it is offered at all.
    Word parts(std::size_t view) const { return views_[view].known.parts() | offered_by(); }
    Settled settled_by(std::size_t view, Word word) {
        return is_offered(word) ? settled_by(views_[view], word) : Settled{};
    }
    const Effect* effects(const Settled& settled) const { return effects_.data() + settled.first; }
    void note_joint(const Effect& effect) { has_fired_ |= effect.is_success; }
    /// Whether it ever succeeded.
    bool has_fired() const { return has_fired_; }
    /// Of internal steps: whether one has brought a request there.
    bool has_led_to(RequestPhase phase) const { return (phases_ >> index_of(phase) & 1U) != 0; }
    /// Of an effect on the word, without its ends.
    Transition transition(const Effect& effect, Word word);
    std::size_t bytes() const;

  private:
    struct View {
        ByParts<Settled> known;
        bool is_alone{};                     ///< The rules are asked of a state without requests,
        std::optional<std::size_t> request;  ///< or with this one only.
        Word joint{};                        ///< The parts that its joint effect may change.
    };

    Settled settled_by(View& view, Word word) {
        const Settled* const settled = is_any_ ? nullptr : view.known.find(word);
        return settled != nullptr ? *settled : learn(view, word);
    }
    State state_seen(const View& view, Word word) const;
    Settled learn(View& view, Word word);
    Effect effect_of(const View& view, const State& state, const Successor& successor,
                     bool is_joint);
    bool ask_offered(Word word);
    void note_step(const State& before, const State& after);
    std::uint8_t kind_of(const Transition& transition);

    Spec spec_;
    Bound bound_;
    PackedStates* states_;
    std::vector<std::string_view>* faults_;
    const Action* action_;
    bool is_any_;    ///< Nothing is remembered.
    bool is_apart_;  ///< Each view has its own effects, and all together one.
    std::optional<ByParts<bool>> offered_;
    std::vector<View> views_;
    std::vector<Effect> effects_;
    std::vector<Transition> kinds_;  ///< Few transitions differ in more than their ends.
    bool has_fired_{};
    unsigned phases_{};
};

}  // namespace wsconform
