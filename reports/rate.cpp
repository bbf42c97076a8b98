// SPDX-License-Identifier: Apache-2.0

#include "reports/rate.hpp"

#include <algorithm>
#include <cmath>

namespace wsconform {
namespace {

double log_choose(std::size_t all, std::size_t some) {
    const auto n = static_cast<double>(all);
    const auto k = static_cast<double>(some);
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

/// The chance that exactly so many of the deviations fell to the plays that were seen.
double chance_of(std::size_t deviations, Rate filed, Rate seen) {
    const std::size_t all = filed.deviations + seen.deviations;
    if (deviations > all || deviations > seen.of || all - deviations > filed.of) return 0;
    return std::exp(log_choose(seen.of, deviations) + log_choose(filed.of, all - deviations) -
                    log_choose(seen.of + filed.of, all));
}

/// Sums that should be 1 may come out a little above.
double sum_of_chances(std::size_t from, std::size_t to, Rate filed, Rate seen) {
    double sum = 0;
    for (std::size_t deviations = from; deviations <= to; ++deviations) {
        sum += chance_of(deviations, filed, seen);
    }
    return std::min(sum, 1.0);
}

}  // namespace

double chance_of_as_many(Rate filed, Rate seen) {
    return sum_of_chances(seen.deviations, seen.of, filed, seen);
}

double chance_of_as_few(Rate filed, Rate seen) {
    return sum_of_chances(0, seen.deviations, filed, seen);
}

std::optional<std::size_t> least_that_are_more(Rate filed, std::size_t plays, double alpha) {
    const auto is_more = [&](std::size_t deviations) {
        return chance_of_as_many(filed, {deviations, plays}) <= alpha;
    };
    if (!is_more(plays)) return std::nullopt;
    std::size_t below = 0;  // No deviation at all is never more.
    std::size_t least = plays;
    while (least - below > 1) {
        const std::size_t middle = below + (least - below) / 2;
        (is_more(middle) ? least : below) = middle;
    }
    return least;
}

double chance_to_miss_the_double(Rate filed, std::size_t plays, std::size_t least) {
    const double rate = 2 * static_cast<double>(filed.deviations) / static_cast<double>(filed.of);
    if (rate >= 1) return 0;
    double chance = 0;
    for (std::size_t deviations = 0; deviations < least; ++deviations) {
        chance += std::exp(log_choose(plays, deviations) +
                           static_cast<double>(deviations) * std::log(rate) +
                           static_cast<double>(plays - deviations) * std::log1p(-rate));
    }
    return std::min(chance, 1.0);
}

}  // namespace wsconform
