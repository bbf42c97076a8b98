// SPDX-License-Identifier: Apache-2.0

#pragma once

// What was found out of a state, by the numbers of those of its parts that decide it.

#include <cstddef>
#include <utility>
#include <vector>

#include "conformance/exploring/packed_states.hpp"

namespace wsconform {

template <typename Value>
class ByParts {
  public:
    using Word = PackedStates::Word;

    /// `parts`: all bits of the parts that decide.
    explicit ByParts(Word parts) : parts_{parts} {}

    Word parts() const { return parts_; }
    /// Null if nothing was found out yet. Whatever is added moves it.
    const Value* find(Word word) const {
        const Slot& slot = slots_[slot_for(word & parts_)];
        return slot.key != unused ? &slot.value : nullptr;
    }
    const Value& add(Word word, const Value& value) {
        if (4 * ++size_ > 3 * slots_.size()) grow();
        Slot& slot = slots_[slot_for(word & parts_)];
        slot = {word & parts_, value};
        return slot.value;
    }
    std::size_t bytes() const { return slots_.capacity() * sizeof(Slot); }

  private:
    /// No key: these have no last errors.
    static constexpr Word unused = PackedStates::errors;
    struct Slot {
        Word key{unused};
        Value value{};
    };

    std::size_t slot_for(Word key) const {
        const std::size_t last = slots_.size() - 1;
        std::size_t i = (key * 0x9e3779b97f4a7c15U) >> shift_;
        while (slots_[i].key != key && slots_[i].key != unused)
            i = (i + 1) & last;
        return i;
    }
    void grow() {
        std::vector<Slot> old(2 * slots_.size());
        std::swap(old, slots_);
        shift_--;
        for (const Slot& slot : old) {
            if (slot.key != unused) slots_[slot_for(slot.key)] = slot;
        }
    }

    Word parts_;
    unsigned shift_{62};
    std::size_t size_{};
    std::vector<Slot> slots_ = std::vector<Slot>(4);
};

}  // namespace wsconform
