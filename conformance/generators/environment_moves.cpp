// What stands around the provider goes wrong.

#include "conformance/generators/moves.hpp"

namespace wsconform::generating {

void hides_database(Walk& walk, const Picks& picks) {
    walk.add({{"database", "hides"}, {"on", picks[0] % 2 == 0 ? "services" : "protocol"}});
}

}  // namespace wsconform::generating
