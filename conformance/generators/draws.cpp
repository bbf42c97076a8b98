// SPDX-License-Identifier: Apache-2.0

// Prints numbers that RapidCheck draws, and cases that are made of them; for same_draws_test.

#include <rapidcheck.h>

#include <cstdint>
#include <iostream>
#include <limits>

#include "conformance/generators/generator.hpp"
#include "conformance/generators/properties.hpp"

namespace {

/// More splits than a key has bits, so that it is mashed too, with numbers from either side.
void draw_numbers(std::uint64_t seed) {
    rc::Random random{seed};
    for (int i = 0; i < 150; ++i) {
        const rc::Random other = random.split();
        // One that has drawn a number is not split any more.
        rc::Random left = random;
        rc::Random right = other;
        for (int k = 0; k < 9; ++k)
            std::cout << left.next() << ' ' << right.next() << '\n';
        if (i % 3 == 0) random = other;
    }
}

void scale_numbers() {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    for (int size = 0; size <= 120; ++size) {
        for (const std::uint64_t range :
             {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{49}, std::uint64_t{50},
              std::uint64_t{99}, std::uint64_t{255}, most / 3, most - 1, most})
            std::cout << rc::gen::detail::scaleInteger(range, size) << '\n';
    }
}

void draw_cases(std::uint64_t seed) {
    using namespace wsconform::generating;
    for (const Property& property : properties()) {
        for (const wsconform::Scenario& scenario : Generator{property, seed}.next(2))
            std::cout << scenario.json << '\n';
    }
}

}  // namespace

int main() {
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}})
        draw_numbers(seed);
    scale_numbers();
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        draw_cases(seed);
    return 0;
}
