#pragma once

// A set of very many states, each a few bits: a state is cut into parts, the values that a part
// takes are stored once, and of a state only their numbers are. Whatever is in no part is as in the
// first state.
//
// Last errors are set by nearly every call and read by none of those explored. So states that
// differ only in the last errors of the first two threads are stored as one *group*, together with
// those last errors that they have.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/state.hpp"

namespace wsconform {

/// A list that grows by pieces, so that it never takes much more than it needs.
template <typename T>
class Pieces {
  public:
    void push_back(const T& value) {
        if (size_ % length == 0) pieces_.emplace_back(length);
        (*this)[size_++] = value;
    }
    T& operator[](std::size_t i) { return pieces_[i / length][i % length]; }
    const T& operator[](std::size_t i) const { return pieces_[i / length][i % length]; }
    std::size_t size() const { return size_; }
    std::size_t bytes() const { return pieces_.size() * length * sizeof(T); }

  private:
    static constexpr std::size_t length = 1024;
    std::vector<std::vector<T>> pieces_;
    std::size_t size_{};
};

class PackedStates {
  public:
    struct Part {
        std::size_t offset{};
        std::size_t size{};
        unsigned bits{};  ///< For the numbers of its values.
    };
    using Index = std::uint32_t;  ///< Of a group.
    /// The numbers of the parts' values and, in the lowest bits, the last errors: one bit for each
    /// combination.
    using Word = std::uint64_t;
    /// One value of one of the last errors in a group.
    struct ErrorSet {
        static constexpr std::uint8_t none = 0xff;
        std::uint8_t thread{none};
        std::uint8_t number{};
        bool operator==(const ErrorSet& other) const = default;
    };
    struct Inserted {
        Index index{};
        bool is_new{};
        Word news{};  ///< Which of the last errors are new there.
    };
    static constexpr std::size_t most_groups = (1U << 25U) - 2;
    static constexpr std::size_t grouped_threads = 2;
    static constexpr unsigned error_bits = 16;
    static constexpr Word errors = (Word{1} << error_bits) - 1;

    /// Without `are_grouped` each state is a group of its own.
    PackedStates(const State& first, const std::vector<Part>& parts, bool are_grouped);

    /// A word with one state. Throws std::length_error if it does not fit.
    Word pack(const State& state);
    /// A state of the word.
    State unpack(Word word) const;
    Inserted insert(Word word) {
        if (!has_room(words_.size(), slots_.size())) grow();
        const auto [slot, mark] = slot_for(word);
        if (*slot == 0) return {add(word, *slot, mark), true, word & errors};
        const Index index = (*slot & index_bits) - 1;
        return {index, false, join(index, word)};
    }
    bool has_same_numbers(Index group, Word word) const {
        return ((words_[group] ^ word) & ~errors) == 0;
    }
    /// Has what `insert` needs first brought near, and then what it needs next.
    void fetch_slot(Word word) const { __builtin_prefetch(&slots_[home_of(hash_of(word))]); }
    void fetch_group(Word word) const {
        const Index index = slots_[home_of(hash_of(word))] & index_bits;
        if (index != 0) __builtin_prefetch(&words_[index - 1]);
    }
    /// Adds last errors to a group; those that are new.
    Word join(Index group, Word all) {
        const Word news = all & errors & ~words_[group];
        if (news != 0) words_[group] |= news;
        return news;
    }
    Word word(std::size_t index) const { return words_[index]; }
    State operator[](std::size_t index) const { return unpack(words_[index]); }
    /// Of groups.
    std::size_t size() const { return words_.size(); }

    /// The bits of the part at an offset; none if it is in no part.
    Word mask_of(std::size_t offset) const;
    /// What makes of a state's word that of another: bits to clear, all those of the parts in which
    /// they differ, and then to set. Last errors that are grouped do not count.
    std::pair<Word, Word> change(const State& from, const State& to);
    bool has_grouped_error(std::size_t thread) const {
        return are_grouped_ && thread < grouped_threads;
    }
    ErrorSet error_of(const State& state, std::size_t thread);
    /// The last errors of a group after they are set in each of its states.
    static Word after(Word all, ErrorSet set) {
        // Bit a + 4b stands for error a of the first thread and b of the second.
        if (set.thread == 0)
            return ((all | all >> 1U | all >> 2U | all >> 3U) & 0x1111U) << set.number;
        if (set.thread == ErrorSet::none) return all;
        return ((all | all >> 4U | all >> 8U | all >> 12U) & 0xfU) << (4U * set.number);
    }
    /// Of memory that is in use.
    std::size_t bytes() const;

  private:
    using Number = std::uint16_t;
    static constexpr Index index_bits = most_groups + 1;
    /// The values of one part, in the order they were added.
    struct Values {
        Part part;
        unsigned shift{};
        std::vector<std::byte> all;
        std::vector<Number> slots;  ///< One more than a value's number, or 0; a power of two.
    };
    static Word mask_of(const Values& values) {
        return ((Word{1} << values.part.bits) - 1) << values.shift;
    }
    static Number number_of(Values& values, const std::byte* value);
    static Number* slot_for(Values& values, const std::byte* value);
    /// Whether a table with so many slots has room for one entry more.
    static bool has_room(std::size_t entries, std::size_t slots) {
        return 4 * (entries + 1) <= 3 * slots;
    }
    static std::uint64_t hash_of(Word word) { return (word >> error_bits) * 0x9e3779b97f4a7c15U; }
    std::size_t home_of(std::uint64_t hash) const {
        return (hash ^ (hash >> 32U)) & (slots_.size() - 1);
    }
    /// Where the group is, or where it belongs, and the bits of its hash.
    std::pair<Index*, Index> slot_for(Word word) {
        const std::uint64_t hash = hash_of(word);
        const Index mark = static_cast<Index>(hash >> 16U) & ~index_bits;
        const std::size_t last = slots_.size() - 1;
        std::size_t i = home_of(hash);
        for (; slots_[i] != 0; i = (i + 1) & last) {
            const bool is_likely = (slots_[i] & ~index_bits) == mark;
            if (!is_likely) continue;
            if (has_same_numbers((slots_[i] & index_bits) - 1, word)) break;
        }
        return {&slots_[i], mark};
    }
    Index add(Word word, Index& slot, Index mark);
    void grow();

    State first_;
    bool are_grouped_;
    std::vector<Values> values_;
    std::vector<Error> errors_;  ///< By their numbers.
    Pieces<Word> words_;
    /// One more than a group's index, or 0, and above it some bits of its hash, which spare most
    /// comparisons; a power of two of them.
    std::vector<Index> slots_;
};

}  // namespace wsconform
