// What stands around the provider goes wrong: databases, the name server.

#include "conformance/generators/moves.hpp"

namespace wsconform::generating {

void hides_database(Walk& walk, const Picks& picks) {
    walk.add({{"database", "hides"}, {"on", picks[0] % 2 == 0 ? "services" : "protocol"}});
}

void fails_name(Walk& walk, const Picks& picks) {
    constexpr std::array codes{"NXDOMAIN", "NODATA", "SERVFAIL", "REFUSED", "FORMERR", "NOTIMP"};
    constexpr std::array names{"a.test", "b.test", "c.test"};
    const char* const name = names[picks[0] % names.size()];
    if (walk.names().names.find(name)) return;
    walk.add({{"name_server", "says"}, {"name", name}, {"rcode", codes[picks[1] % codes.size()]}});
}

}  // namespace wsconform::generating
