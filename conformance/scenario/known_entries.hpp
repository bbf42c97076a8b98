// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a scenario may expect of a provider's protocol and service files.

#include <array>
#include <string_view>

namespace wsconform::reading {

/// Entries that every provider's protocol and service files have, in the files' order, and
/// protocols that many have. Their aliases are their names in capitals.
struct KnownProtocol {
    std::string_view name;
    int number;
    bool is_everywhere;
};
inline constexpr auto known_protocols = std::to_array<KnownProtocol>({
    {"ip", 0, false},
    {"icmp", 1, true},
    {"igmp", 2, false},
    {"ggp", 3, false},
    {"tcp", 6, true},
    {"egp", 8, false},
    {"pup", 12, false},
    {"udp", 17, true},
    {"hmp", 20, false},
    {"xns-idp", 22, false},
    {"rdp", 27, false},
    {"ipv6", 41, false},
    {"rvd", 66, false},
});

struct KnownService {
    std::string_view name;
    std::string_view alias;
    int port;
    std::string_view protocol;
};
inline constexpr auto known_services = std::to_array<KnownService>({
    {"echo", "", 7, "tcp"},
    {"echo", "", 7, "udp"},
    {"domain", "", 53, "tcp"},
    {"domain", "", 53, "udp"},
    {"http", "www", 80, "tcp"},
});

}  // namespace wsconform::reading
