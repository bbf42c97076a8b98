#include "conformance/effect_memory.hpp"

#include <algorithm>
#include <utility>

namespace wsconform {

void EffectMemory::grow() {
    std::vector<Entry> old(2 * slots_.size());
    std::swap(old, slots_);
    shift_--;
    for (const Entry& entry : old) {
        if (entry.is_used) slots_[slot_for(entry.key)] = entry;
    }
}

const EffectMemory::Entry& EffectMemory::add(Word word, bool is_offered, const std::vector<Effect>& effects,
                                 bool has_joint) {
    if (2 * ++size_ > slots_.size()) grow();
    // Many entries have the same effects.
    const auto same = std::search(effects_.begin(), effects_.end(), effects.begin(), effects.end());
    Entry& entry = slots_[slot_for(word & reads_)];
    entry = {word & reads_,
             static_cast<std::uint32_t>(same - effects_.begin()),
             static_cast<std::uint8_t>(effects.size() - (has_joint ? 1 : 0)),
             is_offered,
             has_joint,
             true};
    if (same == effects_.end()) effects_.insert(effects_.end(), effects.begin(), effects.end());
    return entry;
}

}  // namespace wsconform
