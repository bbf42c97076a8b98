#pragma once

// A set of states in the order they were added: a flat hash table over plain memory. The order
// depends on nothing but what was added, so whatever walks the set is deterministic.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "model/state.hpp"

namespace wsconform {

inline bool operator==(const State& a, const State& b) {
    return std::memcmp(&a, &b, sizeof(State)) == 0;
}

inline std::size_t hash_of(const State& state) {
    static_assert(sizeof(State) % sizeof(std::uint64_t) == 0);
    constexpr std::uint64_t prime = 0x9e3779b97f4a7c15U;
    std::uint64_t words[sizeof(State) / sizeof(std::uint64_t)];
    std::memcpy(&words, &state, sizeof(State));
    std::uint64_t hash = 0;
    for (const std::uint64_t word : words) {
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32U;
    }
    return hash;
}

class StateSet {
  public:
    /// False if the state was there already.
    bool insert(const State& state) {
        if (2 * (states_.size() + 1) > slots_.size()) grow();
        std::uint32_t& slot = slot_for(state);
        if (slot != 0) return false;
        states_.push_back(state);
        slot = static_cast<std::uint32_t>(states_.size());
        return true;
    }
    bool empty() const { return states_.empty(); }
    std::size_t size() const { return states_.size(); }
    const State& operator[](std::size_t i) const { return states_[i]; }
    auto begin() const { return states_.begin(); }
    auto end() const { return states_.end(); }

  private:
    /// Where the state is, or where it belongs: one more than its index, or 0.
    std::uint32_t& slot_for(const State& state) {
        std::size_t i = hash_of(state) & (slots_.size() - 1);
        while (slots_[i] != 0 && !(states_[slots_[i] - 1] == state))
            i = (i + 1) & (slots_.size() - 1);
        return slots_[i];
    }
    void grow() {
        slots_.assign(slots_.empty() ? 16 : 2 * slots_.size(), 0);
        for (std::size_t i = 0; i < states_.size(); ++i)
            slot_for(states_[i]) = static_cast<std::uint32_t>(i + 1);
    }

    std::vector<State> states_;
    std::vector<std::uint32_t> slots_;  ///< A power of two of them.
};

}  // namespace wsconform
