// SPDX-License-Identifier: Apache-2.0

// Start-up, clean-up, versions and last errors, of the API and of a transport provider.

#include "conformance/generators/moves.hpp"
#include "conformance/generators/walk.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

json startup(const char* version) {
    return {{"call", "WSAStartup"}, {"wVersionRequested", version}};
}

constexpr std::array versions{"2.2", "1.1", "2.0", "1.0", "2.1", "0.9", "3.5", "1.2"};

}  // namespace

void starts_2(Walk& walk, const Picks& picks) {
    if (picks[0] != pick_limit - 1) walk.add(startup("2.2"));
}

void starts_1(Walk& walk, const Picks& picks) {
    if (picks[0] != pick_limit - 1) walk.add(startup(is_bad(picks[0]) ? "1.0" : "1.1"));
}

void starts_2_or_1(Walk& walk, const Picks& picks) {
    (picks[1] % 2 == 0 ? starts_2 : starts_1)(walk, picks);
}

void starts_somehow(Walk& walk, const Picks& picks) {
    json step = startup(versions[picks[0] % versions.size()]);
    if (is_bad(picks[1])) step["lpWSAData"] = nullptr;
    walk.add(step, picks[2]);
}

void cleans_up(Walk& walk, const Picks& picks) {
    walk.add({{"call", "WSACleanup"}}, picks[0]);
}

void reads_last_error(Walk& walk, const Picks& picks) {
    walk.add({{"call", is_bad(picks[1]) ? "GetLastError" : "WSAGetLastError"}}, picks[0]);
}

void sets_last_error(Walk& walk, const Picks& picks) {
    const int code = 4711 + picks[2] % 2;
    if (is_bad(picks[1]))
        walk.add({{"call", "SetLastError"}, {"dwErrCode", code}}, picks[0]);
    else
        walk.add({{"call", "WSASetLastError"}, {"iError", code}}, picks[0]);
}

void asks_own_name(Walk& walk, const Picks& picks) {
    walk.add({{"call", "gethostname"}}, picks[0]);
}

void lists_protocols(Walk& walk, const Picks& picks) {
    json step{{"call", "WSAEnumProtocols"}};
    if (picks[1] % 4 == 1) step["lpdwBufferLength"] = 0;
    if (picks[1] % 4 == 2) step["lpiProtocols"] = {6};
    walk.add(step, picks[0]);
}

void starts_provider(Walk& walk, const Picks& picks) {
    json step{{"call", "WSPStartup"},
              {"wVersionRequested", picks[0] < 8 ? "2.2" : versions[picks[0] % versions.size()]}};
    if (picks[1] == pick_limit - 1) step["lpWSPData"] = nullptr;
    if (picks[1] == pick_limit - 2) step["lpProcTable"] = nullptr;
    walk.add(step, picks[2]);
}

void cleans_up_provider(Walk& walk, const Picks& picks) {
    walk.add({{"call", "WSPCleanup"}}, picks[0]);
}

void counts_handles(Walk& walk, const Picks& /*picks*/) {
    walk.add({{"handles", "counts"}});
}

}  // namespace wsconform::generating
