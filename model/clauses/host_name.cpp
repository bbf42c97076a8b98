// SPDX-License-Identifier: Apache-2.0

// gethostname.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("host-name")> host_name{{
    {.slug = "host-name.short-buffer-is-wsaefault",
     .id = "GHN-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/gethostname",
     .text = "gethostname into a buffer that is too small for the name fails with WSAEFAULT."},
}};
// clang-format on

static_assert(are_the_rows_of("host-name", host_name));

}  // namespace wsconform::clauses
