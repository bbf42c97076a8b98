// SPDX-License-Identifier: Apache-2.0

// The part of RapidCheck that is no template, where there is no library of it: its splittable
// generator of random numbers (Claessen and Palka, 2013), which takes its numbers from the cipher
// Threefish-256 (Ferguson and others, 2010). The same seed must draw the same cases on every
// system; a test compares it with the library.

#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

namespace {

using Block = std::array<std::uint64_t, 4>;

constexpr std::size_t key_words = 5;
constexpr std::size_t rounds = 72;
constexpr std::size_t rounds_to_a_key = 4;

/// For each round of eight, by how much the second word of either pair is rotated.
constexpr std::array<std::pair<int, int>, 8> rotations{
    {{14, 16}, {52, 57}, {23, 40}, {5, 37}, {25, 33}, {46, 12}, {58, 22}, {32, 32}}};

void mix(std::uint64_t& one, std::uint64_t& other, int rotation) {
    one += other;
    other = std::rotl(other, rotation) ^ one;
}

class Threefish {
  public:
    explicit Threefish(const Block& key) {
        words_.back() = 0x1bd11bdaa9fc1a22U;
        for (std::size_t i = 0; i < key.size(); ++i) {
            words_.at(i) = key.at(i);
            words_.back() ^= key.at(i);
        }
    }
    Block encrypted(Block block) const {
        for (std::size_t round = 0; round < rounds; ++round) {
            if (round % rounds_to_a_key == 0) add_key(block, round / rounds_to_a_key);
            const auto [first, second] = rotations.at(round % rotations.size());
            mix(block[0], block[1], first);
            mix(block[2], block[3], second);
            std::swap(block[1], block[3]);
        }
        add_key(block, rounds / rounds_to_a_key);
        return block;
    }

  private:
    void add_key(Block& block, std::uint64_t number) const {
        // RapidCheck's choice of a tweak, with what the cipher makes of it.
        constexpr std::array<std::uint64_t, 3> tweak{13, 37, 13 ^ 37};
        for (std::size_t i = 0; i < block.size(); ++i)
            block.at(i) += words_.at((number + i) % key_words);
        block[1] += tweak.at(number % tweak.size());
        block[2] += tweak.at((number + 1) % tweak.size());
        block[3] += number;
    }

    std::array<std::uint64_t, key_words> words_{};
};

}  // namespace

namespace rc {

GenerationFailure::GenerationFailure(std::string msg) : std::runtime_error{msg} {}

Random::Random() : Random{Key{}} {}

Random::Random(const Key& key) : m_key{key}, m_block{}, m_bits{}, m_counter{}, m_bitsi{} {}

Random::Random(std::uint64_t seed) : Random{Key{seed, seed, seed, seed}} {}

/// Two generators differ by the way that leads to them: a bit for each split.
Random Random::split() {
    Random right = *this;
    append(false);
    right.append(true);
    return right;
}

Random::Number Random::next() {
    const std::size_t place = m_counter % m_block.size();
    if (place == 0) mash(m_block);
    if (m_counter == kCounterMax) {
        append(true);
        m_counter = 0;
    } else {
        ++m_counter;
    }
    return m_block.at(place);
}

void Random::append(bool x) {
    if (m_bitsi == kBits) {
        mash(m_key);
        m_bits = 0;
        m_bitsi = 0;
    }
    m_bits |= static_cast<Bits>(x) << m_bitsi;
    ++m_bitsi;
}

void Random::mash(Block& output) {
    output = Threefish{m_key}.encrypted({m_bits, m_counter, 0, 0});
}

namespace gen::detail {

/// The nearest whole number to that part of the range, in hundredths.
std::uint64_t scaleInteger(std::uint64_t rangeSize, int size) {
    constexpr std::uint64_t whole = 100;
    const std::uint64_t part = std::min<std::uint64_t>(static_cast<std::uint64_t>(size), whole);
    return rangeSize / whole * part + (rangeSize % whole * part + whole / 2) / whole;
}

}  // namespace gen::detail

}  // namespace rc
