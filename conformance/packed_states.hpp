#pragma once

// A set of very many states, each a few small numbers: a state is cut into parts, the values that a
// part takes are stored once, and a state is stored as the numbers of its parts' values. Whatever
// is in no part is as in the first state.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/state.hpp"

namespace wsconform {

class PackedStates {
  public:
    struct Part {
        std::size_t offset{};
        std::size_t size{};
    };
    using Index = std::uint32_t;
    using Number = std::uint16_t;
    using Numbers = std::vector<Number>;  ///< Of a state, one a part.
    static constexpr std::size_t most_states = (1U << 25U) - 2;

    PackedStates(const State& first, std::vector<Part> parts);

    /// Where the state is, and whether it was new. Throws std::length_error if it does not fit.
    std::pair<Index, bool> insert(const State& state) { return insert(pack(state)); }
    std::pair<Index, bool> insert(const Numbers& numbers);
    const Numbers& pack(const State& state);
    const std::vector<Part>& parts() const { return parts_; }
    void copy_numbers(std::size_t index, Numbers& to) const;
    State operator[](std::size_t index) const;
    std::size_t size() const { return size_; }
    /// Of memory that is in use.
    std::size_t bytes() const;

  private:
    /// The values of one part, in the order they were added.
    struct Values {
        std::size_t size{};
        std::vector<std::byte> all;
        std::vector<Number> slots;  ///< One more than a value's number, or 0; a power of two.
    };
    static Number number_of(Values& values, const std::byte* value);
    static Number* slot_for(Values& values, const std::byte* value);
    /// Where the state is, or where it belongs, and the bits of its hash.
    std::pair<Index*, Index> slot_for(const Number* numbers);
    void grow();

    State first_;
    std::vector<Part> parts_;
    std::vector<Values> values_;
    std::vector<Number> numbers_;  ///< Of each state one a part, state after state.
    /// One more than a state's index, or 0, and above it some bits of the state's hash, which spare
    /// most comparisons; a power of two of them.
    std::vector<Index> slots_;
    Numbers packed_;
    std::size_t size_{};
};

}  // namespace wsconform
