// SPDX-License-Identifier: Apache-2.0

// What stands around the provider goes wrong.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

void hides_database(Walk& walk, const Picks& picks) {
    walk.add({{"database", "hides"}, {"on", picks[0] % 2 == 0 ? "services" : "protocol"}});
}

void misses_database(Walk& walk, const Picks& picks) {
    hides_database(walk, picks);
    if (picks[0] % 2 == 0)
        looks_up_service(walk, picks);
    else
        looks_up_entry(walk, {picks[1], picks[2], 0, 0});
    awaits_message(walk, {});
}

}  // namespace wsconform::generating
