#include "conformance/exploring/packed_states.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

#include "conformance/judging/state_set.hpp"

namespace wsconform {

namespace {

constexpr std::uint64_t prime = 0x9e3779b97f4a7c15U;
constexpr std::size_t most_errors = 4;  ///< Of each thread, so that two fill the error bits.

constexpr const char* differs = "a state differs where no part is";

std::uint64_t hash_of_bytes(const std::byte* from, std::size_t size) {
    std::uint64_t hash = size;
    for (std::size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, from + i, std::min(sizeof(word), size - i));
        hash = (hash ^ word) * prime;
        hash ^= hash >> 32U;
    }
    hash *= prime;  // The upper bits of the last word have not reached the lower ones yet.
    return hash ^ (hash >> 32U);
}

std::byte* bytes_of(State& state, const PackedStates::Part& part) {
    return reinterpret_cast<std::byte*>(&state) + part.offset;
}

const std::byte* bytes_of(const State& state, const PackedStates::Part& part) {
    return reinterpret_cast<const std::byte*>(&state) + part.offset;
}

}  // namespace

PackedStates::PackedStates(const State& first, const std::vector<Part>& parts, bool are_grouped)
    : first_{first}, are_grouped_{are_grouped} {
    unsigned shift = error_bits;
    for (const Part& part : parts) {
        values_.push_back({part, shift, {}, {}});
        shift += part.bits;
    }
    if (shift > 64) throw std::length_error{"the parts of a state are too many"};
}

PackedStates::Number* PackedStates::slot_for(Values& values, const std::byte* value) {
    const std::size_t size = values.part.size;
    std::size_t i = hash_of_bytes(value, size) & (values.slots.size() - 1);
    while (values.slots[i] != 0 &&
           std::memcmp(&values.all[(values.slots[i] - 1U) * size], value, size) != 0)
        i = (i + 1) & (values.slots.size() - 1);
    return &values.slots[i];
}

PackedStates::Number PackedStates::number_of(Values& values, const std::byte* value) {
    const std::size_t size = values.part.size;
    const std::size_t count = values.all.size() / size;
    if (!has_room(count, values.slots.size())) {
        values.slots.assign(std::max<std::size_t>(16, 2 * values.slots.size()), 0);
        for (std::size_t i = 0; i < count; ++i)
            *slot_for(values, &values.all[i * size]) = static_cast<Number>(i + 1);
    }
    Number* const slot = slot_for(values, value);
    if (*slot == 0) {
        if (count >> values.part.bits != 0)
            throw std::length_error{"a part of the state takes too many values"};
        values.all.insert(values.all.end(), value, value + size);
        *slot = static_cast<Number>(count + 1);
    }
    return static_cast<Number>(*slot - 1);
}

void PackedStates::grow() {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), 0);
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto [slot, mark] = slot_for(words_[i]);
        *slot = static_cast<Index>(i + 1) | mark;
    }
}

PackedStates::ErrorSet PackedStates::error_of(const State& state, std::size_t thread) {
    const Error error = state.threads[thread].last_error;
    const auto at = std::ranges::find(errors_, error);
    const auto number = static_cast<std::uint8_t>(at - errors_.begin());
    if (at == errors_.end()) {
        if (errors_.size() == most_errors) throw std::length_error{"too many last errors"};
        errors_.push_back(error);
    }
    return {static_cast<std::uint8_t>(thread), number};
}

PackedStates::Word PackedStates::pack(const State& state) {
    State rest = first_;
    Word word = 1;
    for (std::size_t i = 0; has_grouped_error(i) && i < rest.threads.size(); ++i) {
        rest.threads[i].last_error = state.threads[i].last_error;
        word = after(word, error_of(state, i));
    }
    for (Values& values : values_) {
        const std::byte* const from = bytes_of(state, values.part);
        std::memcpy(bytes_of(rest, values.part), from, values.part.size);
        word |= Word{number_of(values, from)} << values.shift;
    }
    if (!(rest == state)) throw std::length_error{differs};
    return word;
}

State PackedStates::unpack(Word word) const {
    State state = first_;
    for (const Values& values : values_) {
        const std::size_t number = (word & mask_of(values)) >> values.shift;
        std::memcpy(bytes_of(state, values.part), &values.all[number * values.part.size],
                    values.part.size);
    }
    if (are_grouped_) {
        const auto combination = static_cast<unsigned>(std::countr_zero(word & errors));
        state.threads[0].last_error = errors_[combination & 3U];
        state.threads[1].last_error = errors_[combination >> 2U];
    }
    return state;
}

PackedStates::Index PackedStates::add(Word word, Index& slot, Index mark) {
    if (words_.size() == most_groups) throw std::length_error{"too many states"};
    words_.push_back(word);
    slot = static_cast<Index>(words_.size()) | mark;
    return static_cast<Index>(words_.size() - 1);
}

PackedStates::Word PackedStates::mask_of(std::size_t offset) const {
    for (const Values& values : values_) {
        if (values.part.offset == offset) return mask_of(values);
    }
    return 0;
}

std::pair<PackedStates::Word, PackedStates::Word> PackedStates::change(const State& from,
                                                                       const State& to) {
    State rest = from;
    Word clear = 0;
    Word set = 0;
    for (std::size_t i = 0; has_grouped_error(i); ++i)
        rest.threads[i].last_error = to.threads[i].last_error;
    for (Values& values : values_) {
        const std::byte* const value = bytes_of(to, values.part);
        if (std::memcmp(bytes_of(from, values.part), value, values.part.size) == 0) continue;
        std::memcpy(bytes_of(rest, values.part), value, values.part.size);
        clear |= mask_of(values);
        set |= Word{number_of(values, value)} << values.shift;
    }
    if (!(rest == to)) throw std::length_error{differs};
    return {clear, set};
}

std::size_t PackedStates::bytes() const {
    std::size_t all = words_.bytes() + slots_.capacity() * sizeof(Index);
    for (const Values& values : values_)
        all += values.all.capacity() + values.slots.capacity() * sizeof(Number);
    return all;
}

}  // namespace wsconform
