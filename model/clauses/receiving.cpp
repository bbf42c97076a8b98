// SPDX-License-Identifier: Apache-2.0

// What a receive does that is not about the end.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("receiving")> receiving{{
    {.slug = "receiving.zero-length-leaves-the-data",
     .id = "RCV-01",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv",
     .needs = "P-PEER",
     .text =
         "A receive with a length of zero leaves the data: it returns 0 where there is data, which "
         "can be received afterwards."},
}};
// clang-format on

static_assert(are_the_rows_of("receiving", receiving));

}  // namespace wsconform::clauses
