// SPDX-License-Identifier: Apache-2.0

#pragma once

// Purposes that deviate now and then. Whether such a one deviates more or less often than on file
// is asked of Fisher's exact test: given that a and b plays deviated in all, how likely is so
// uneven a split if both had one rate, whatever that is? It takes the count on file for what it is,
// a sample, and its false alarms are never more than asked for, with samples of any size.

#include <cstddef>
#include <optional>

#include "reports/report.hpp"

namespace wsconform {

/// The chance of at least as many deviations as were seen, if nothing changed since the filing.
double chance_of_as_many(Rate filed, Rate seen);
/// The same of at most as many.
double chance_of_as_few(Rate filed, Rate seen);

/// The least number of deviations in so many plays whose chance is `alpha` or below; nothing if
/// there is none.
std::optional<std::size_t> least_that_are_more(Rate filed, std::size_t plays, double alpha);

/// The chance that a purpose which now deviates twice as often stays below that number.
double chance_to_miss_the_double(Rate filed, std::size_t plays, std::size_t least);

}  // namespace wsconform
