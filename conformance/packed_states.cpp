#include "conformance/packed_states.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "conformance/state_set.hpp"

namespace wsconform {

namespace {

constexpr std::uint64_t prime = 0x9e3779b97f4a7c15U;
constexpr PackedStates::Index index_bits = PackedStates::most_states + 1;

std::uint64_t hash_of(const void* bytes, std::size_t size) {
    const auto* const from = static_cast<const std::byte*>(bytes);
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

const std::byte* bytes_of(const State& state, const PackedStates::Part& part) {
    return reinterpret_cast<const std::byte*>(&state) + part.offset;
}

/// Whether a table with so many slots has room for one entry more.
bool has_room(std::size_t entries, std::size_t slots) {
    return 4 * (entries + 1) <= 3 * slots;
}

}  // namespace

PackedStates::PackedStates(const State& first, std::vector<Part> parts)
    : first_{first}, parts_{std::move(parts)}, values_(parts_.size()), packed_(parts_.size()) {
    for (std::size_t i = 0; i < parts_.size(); ++i)
        values_[i].size = parts_[i].size;
}

PackedStates::Number* PackedStates::slot_for(Values& values, const std::byte* value) {
    std::size_t i = hash_of(value, values.size) & (values.slots.size() - 1);
    while (values.slots[i] != 0 &&
           std::memcmp(&values.all[(values.slots[i] - 1U) * values.size], value, values.size) != 0)
        i = (i + 1) & (values.slots.size() - 1);
    return &values.slots[i];
}

PackedStates::Number PackedStates::number_of(Values& values, const std::byte* value) {
    const std::size_t count = values.all.size() / values.size;
    if (!has_room(count, values.slots.size())) {
        values.slots.assign(std::max<std::size_t>(16, 2 * values.slots.size()), 0);
        for (std::size_t i = 0; i < count; ++i)
            *slot_for(values, &values.all[i * values.size]) = static_cast<Number>(i + 1);
    }
    Number* const slot = slot_for(values, value);
    if (*slot == 0) {
        if (count + 1 >= std::numeric_limits<Number>::max())
            throw std::length_error{"a part of the state takes too many values"};
        values.all.insert(values.all.end(), value, value + values.size);
        *slot = static_cast<Number>(count + 1);
    }
    return static_cast<Number>(*slot - 1);
}

std::pair<PackedStates::Index*, PackedStates::Index> PackedStates::slot_for(const Number* numbers) {
    const std::size_t size = parts_.size() * sizeof(Number);
    const std::uint64_t hash = hash_of(numbers, size);
    const Index mark = static_cast<Index>(hash >> 32U) & ~index_bits;
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i] != 0) {
        const std::size_t index = (slots_[i] & index_bits) - 1;
        const bool is_likely = (slots_[i] & ~index_bits) == mark;
        if (is_likely && std::memcmp(&numbers_[index * parts_.size()], numbers, size) == 0) break;
        i = (i + 1) & (slots_.size() - 1);
    }
    return {&slots_[i], mark};
}

void PackedStates::grow() {
    slots_.assign(std::max<std::size_t>(1024, 2 * slots_.size()), 0);
    for (std::size_t i = 0; i < size_; ++i) {
        const auto [slot, mark] = slot_for(&numbers_[i * parts_.size()]);
        *slot = static_cast<Index>(i + 1) | mark;
    }
}

const PackedStates::Numbers& PackedStates::pack(const State& state) {
    State rest = first_;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const std::byte* const from = bytes_of(state, parts_[i]);
        std::memcpy(reinterpret_cast<std::byte*>(&rest) + parts_[i].offset, from, parts_[i].size);
        packed_[i] = number_of(values_[i], from);
    }
    if (!(rest == state)) throw std::length_error{"a state differs where no part is"};
    return packed_;
}

std::pair<PackedStates::Index, bool> PackedStates::insert(const Numbers& numbers) {
    if (!has_room(size_, slots_.size())) grow();
    const auto [slot, mark] = slot_for(numbers.data());
    if (*slot != 0) return {(*slot & index_bits) - 1, false};
    if (size_ == most_states) throw std::length_error{"too many states"};
    numbers_.insert(numbers_.end(), numbers.begin(), numbers.end());
    *slot = static_cast<Index>(++size_) | mark;
    return {static_cast<Index>(size_ - 1), true};
}

void PackedStates::copy_numbers(std::size_t index, Numbers& to) const {
    const auto from = numbers_.begin() + static_cast<std::ptrdiff_t>(index * parts_.size());
    to.assign(from, from + static_cast<std::ptrdiff_t>(parts_.size()));
}

State PackedStates::operator[](std::size_t index) const {
    State state = first_;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        const std::size_t number = numbers_[index * parts_.size() + i];
        std::memcpy(reinterpret_cast<std::byte*>(&state) + parts_[i].offset,
                    &values_[i].all[number * parts_[i].size], parts_[i].size);
    }
    return state;
}

std::size_t PackedStates::bytes() const {
    std::size_t all = numbers_.capacity() * sizeof(Number) + slots_.capacity() * sizeof(Index);
    for (const Values& values : values_)
        all += values.all.capacity() + values.slots.capacity() * sizeof(Number);
    return all;
}

}  // namespace wsconform
