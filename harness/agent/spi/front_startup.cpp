// SPDX-License-Identifier: Apache-2.0

// Start-up and the last error: what a transport provider has no part in.

#include <cstring>

#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/front_functions.hpp"
#include "harness/agent/spi/hooking.hpp"

namespace wsconform::agent::spi {

namespace {

/// 2.1 is greater than 1.2: the major version is in the low byte.
WORD comparable(WORD version) {
    return static_cast<WORD>((version << 8U) | (version >> 8U));
}

}  // namespace

int WSAAPI wsa_startup(WORD requested, LPWSADATA data) {
    if (is_in_hook()) return WSAEINPROGRESS;
    if (comparable(requested) < comparable(0x0001)) return WSAVERNOTSUPPORTED;
    if (data == nullptr) return WSAEFAULT;
    const bool is_higher = comparable(requested) > comparable(highest_version);
    *data = WSADATA{};
    data->wVersion = is_higher ? highest_version : requested;
    data->wHighVersion = highest_version;
    std::strcpy(data->szDescription, "wsconform in front of a transport provider");
    std::strcpy(data->szSystemStatus, "Running");
    if ((data->wVersion & 0xFFU) < 2) {
        constexpr unsigned short many = 32767;
        data->iMaxSockets = many;
        data->iMaxUdpDg = many;
    }
    Front& ours = front();
    const bool is_lowest = comparable(data->wVersion) < comparable(ours.lowest_version);
    if (ours.api_startups == 0 || is_lowest) ours.lowest_version = data->wVersion;
    ++ours.api_startups;
    return 0;
}

/// The provider's clean-up is for its own good: what it returns changes nothing here.
int WSAAPI wsa_cleanup() {
    Front& ours = front();
    if (ours.api_startups == 0) {
        set_last_error(WSANOTINITIALISED);
        return SOCKET_ERROR;
    }
    if (is_in_hook()) {
        set_last_error(WSAEINPROGRESS);
        return SOCKET_ERROR;
    }
    if (--ours.api_startups > 0) return 0;
    int ignored = 0;
    ++ours.starting_or_ending;
    for (; ours.own_startups > 0; --ours.own_startups)
        ours.table->lpWSPCleanup(&ignored);
    --ours.starting_or_ending;
    return 0;
}

int WSAAPI wsa_get_last_error() {
    return last_error();
}

void WSAAPI wsa_set_last_error(int error) {
    set_last_error(error);
}

}  // namespace wsconform::agent::spi
