// SPDX-License-Identifier: Apache-2.0

#pragma once

// A set of states in the order they were added: a flat hash table over plain memory. The order
// depends on nothing but what was added, so whatever walks the set is deterministic.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "model/state.hpp"

namespace wsconform {

inline bool operator==(const State& a, const State& b) {
    return std::memcmp(&a, &b, sizeof(State)) == 0;
}

/// A sum over the words of a state, each times an odd number of its own: where two states differ
/// little, so do the sums, and the one is soon computed from the other.
class StateHash {
  public:
    static std::uint64_t of(const State& state) {
        std::array<std::uint64_t, 2> sums{};
        for (std::size_t i = 0; i + 1 < factors.size(); i += 2) {
            sums[0] += word_of(state, i) * factors[i];
            sums[1] += word_of(state, i + 1) * factors[i + 1];
        }
        return sums[0] + sums[1];
    }
    /// Of `after`; `before` has the hash given and differs only in those bytes.
    static std::uint64_t of(const State& after, const State& before, std::uint64_t hash,
                            std::size_t offset, std::size_t size) {
        const std::size_t end = (offset + size - 1) / sizeof(std::uint64_t) + 1;
        for (std::size_t i = offset / sizeof(std::uint64_t); i < end; ++i)
            hash += (word_of(after, i) - word_of(before, i)) * factors[i];
        return hash;
    }

  private:
    static_assert(sizeof(State) % (2 * sizeof(std::uint64_t)) == 0);
    static constexpr auto factors = [] {
        std::array<std::uint64_t, sizeof(State) / sizeof(std::uint64_t)> all{};
        std::uint64_t last = 0;
        for (std::uint64_t& factor : all) {
            last += 0x9e3779b97f4a7c15U;
            factor = ((last ^ (last >> 30U)) * 0xbf58476d1ce4e5b9U) | 1U;
        }
        return all;
    }();
    static std::uint64_t word_of(const State& state, std::size_t index) {
        std::uint64_t word = 0;
        const auto* const bytes = reinterpret_cast<const std::byte*>(&state);
        std::memcpy(&word, bytes + index * sizeof(word), sizeof(word));
        return word;
    }
};

class StateSet {
  public:
    /// False if the state was there already.
    bool insert(const State& state) {
        if (states_.empty()) {
            states_.push_back(state);  // Most sets have one state, which needs no hash.
            return true;
        }
        if (states_.back() == state) return false;  // Often, and soon seen.
        return insert(state, StateHash::of(state));
    }
    /// The same of a state that differs from one of the set in those bytes only.
    bool insert(const State& state, std::size_t like, std::size_t offset, std::size_t size) {
        hash_first();
        return insert(state, StateHash::of(state, states_[like], hashes_[like], offset, size));
    }
    /// The place of such a state in a set of several; `size()` if it is not there.
    std::size_t place_of(const State& state, std::size_t like, std::size_t offset,
                         std::size_t size) const {
        const std::uint64_t hash = StateHash::of(state, states_[like], hashes_[like], offset, size);
        const std::uint32_t found = slots_[slot_of(state, hash)];
        return found == 0 ? states_.size() : found - 1U;
    }
    /// Leaves out those marked, by their places.
    void remove(const std::vector<bool>& marked) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < states_.size(); ++i) {
            if (marked[i]) continue;
            states_[kept] = states_[i];
            hashes_[kept++] = hashes_[i];
        }
        states_.resize(kept);
        hashes_.resize(kept);
        fill_slots();
    }
    /// What was allocated is kept.
    void clear() {
        states_.clear();
        hashes_.clear();
        slots_.clear();
    }
    bool empty() const { return states_.empty(); }
    std::size_t size() const { return states_.size(); }
    const State& operator[](std::size_t i) const { return states_[i]; }
    auto begin() const { return states_.begin(); }
    auto end() const { return states_.end(); }

  private:
    void hash_first() {
        if (hashes_.empty()) hashes_.push_back(StateHash::of(states_.front()));
    }
    bool insert(const State& state, std::uint64_t hash) {
        hash_first();
        if (2 * (states_.size() + 1) > slots_.size()) grow();
        const std::size_t slot = slot_of(state, hash);
        if (slots_[slot] != 0) return false;
        states_.push_back(state);
        hashes_.push_back(hash);
        slots_[slot] = static_cast<std::uint32_t>(states_.size());
        return true;
    }
    /// That of the state, or the empty one where it would go.
    std::size_t slot_of(const State& state, std::uint64_t hash) const {
        std::size_t slot = home_of(hash);
        for (; slots_[slot] != 0; slot = next_to(slot)) {
            const std::size_t index = slots_[slot] - 1;
            if (hashes_[index] == hash && states_[index] == state) break;
        }
        return slot;
    }
    /// The slot to look at first. A sum's lower bits know nothing of the upper bits of words.
    std::size_t home_of(std::uint64_t hash) const {
        return ((hash ^ (hash >> 32U)) * 0x9e3779b97f4a7c15U) >> shift_;
    }
    std::size_t next_to(std::size_t slot) const { return (slot + 1) & (slots_.size() - 1); }
    void grow() {
        slots_.resize(slots_.empty() ? 16 : 2 * slots_.size());
        shift_ = 64U - static_cast<unsigned>(std::countr_zero(slots_.size()));
        fill_slots();
    }
    void fill_slots() {
        std::ranges::fill(slots_, 0U);
        for (std::size_t i = 0; i < states_.size(); ++i) {
            std::size_t slot = home_of(hashes_[i]);
            while (slots_[slot] != 0)
                slot = next_to(slot);
            slots_[slot] = static_cast<std::uint32_t>(i + 1);
        }
    }

    std::vector<State> states_;
    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> slots_;  ///< One more than a state's index, or 0; a power of two.
    unsigned shift_{};
};

}  // namespace wsconform
