// SPDX-License-Identifier: Apache-2.0

#include "harness/station/exports.hpp"

#include <algorithm>
#include <array>

namespace wsconform {

bool is_among(const std::vector<std::string>& exports, const char* function) {
    return std::ranges::find(exports, function) != exports.end();
}

bool has_winsock_1_only(const std::vector<std::string>& exports) {
    constexpr std::array newer{"WSARecv", "WSARecvDisconnect", "WSAEventSelect",
                               "WSAEnumProtocols"};
    return is_among(exports, "WSAStartup") &&
           std::ranges::none_of(newer,
                                [&](const char* function) { return is_among(exports, function); });
}

}  // namespace wsconform
