#pragma once

// What an action did before, by the numbers of the parts of the state that settle it.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "conformance/packed_states.hpp"

namespace wsconform {

/// What becomes of a group of states: some numbers, and a last error.
struct Effect {
    PackedStates::Word clear{};
    PackedStates::Word set{};
    PackedStates::ErrorSet error;
    std::uint8_t kind{};  ///< Of transition, as the explorer numbers them.
    bool is_success{};

    bool operator==(const Effect& other) const = default;
};

class EffectMemory {
  public:
    using Word = PackedStates::Word;
    struct Entry {
        Word key{};
        std::uint32_t first{};  ///< Of its effects.
        std::uint8_t count{};
        bool is_offered{};
        bool has_joint{};  ///< One effect more, which comes only if others allow it (View).
        bool is_used{};
    };

    explicit EffectMemory(Word reads) : reads_{reads} {}

    /// The entry for a word; null if there is none yet.
    const Entry* find(Word word) const {
        const Entry& entry = slots_[slot_for(word & reads_)];
        return entry.is_used ? &entry : nullptr;
    }
    const Entry& add(Word word, bool is_offered, const std::vector<Effect>& effects,
                     bool has_joint);
    void clear() { *this = EffectMemory{reads_}; }
    const Effect* effects(const Entry& entry) const { return &effects_[entry.first]; }

    Word reads() const { return reads_; }
    std::size_t bytes() const {
        return slots_.capacity() * sizeof(Entry) + effects_.capacity() * sizeof(Effect);
    }

  private:
    std::size_t slot_for(Word key) const {
        std::size_t i = (key * 0x9e3779b97f4a7c15U) >> shift_;
        while (slots_[i].is_used && slots_[i].key != key)
            i = (i + 1) & (slots_.size() - 1);
        return i;
    }
    void grow();

    Word reads_;
    unsigned shift_{61};
    std::size_t size_{};
    std::vector<Entry> slots_ = std::vector<Entry>(8);
    std::vector<Effect> effects_;
};

}  // namespace wsconform
