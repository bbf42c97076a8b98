// SPDX-License-Identifier: Apache-2.0

// WSPStartup, the one function that this DLL exports.

#include <algorithm>
#include <array>
#include <new>
#include <string_view>

#include "harness/providers/layered/layer.hpp"
#include "harness/providers/layered/pointers.hpp"
#include "harness/providers/layered/proc_table.hpp"

namespace wsconform::layered {
namespace {

constexpr WORD highest_version = MAKEWORD(2, 2);
constexpr std::wstring_view description = L"wsconform layered provider";

/// The major version is the low byte.
WORD older(WORD left, WORD right) {
    const auto rank = [](WORD version) { return MAKEWORD(HIBYTE(version), LOBYTE(version)); };
    return rank(left) < rank(right) ? left : right;
}

/// What went wrong below is told if WSPStartup may say it at all.
int listed(int reason) {
    constexpr std::array codes{0,           WSASYSNOTREADY, WSAVERNOTSUPPORTED, WSAEINPROGRESS,
                               WSAEPROCLIM, WSAEFAULT};
    return std::ranges::find(codes, reason) == codes.end() ? WSASYSNOTREADY : reason;
}

/// The layer can do what is done below, up to its own highest version.
WSPDATA negotiated(WORD requested, const WSPDATA& lower) {
    WSPDATA data{};
    data.wVersion = older(requested, lower.wVersion);
    data.wHighVersion = older(highest_version, lower.wHighVersion);
    std::ranges::copy(description, data.szDescription);
    return data;
}

}  // namespace
}  // namespace wsconform::layered

extern "C" int WSPAPI WSPStartup(WORD wVersionRequested, LPWSPDATA lpWSPData,
                                 LPWSAPROTOCOL_INFOW lpProtocolInfo, WSPUPCALLTABLE UpcallTable,
                                 LPWSPPROC_TABLE lpProcTable) {
    using namespace wsconform::layered;
    if (!is_accessible(lpWSPData, Access::write) || !is_accessible(lpProcTable, Access::write) ||
        !is_accessible(lpProtocolInfo, Access::read)) {
        return WSAEFAULT;
    }
    const WORD requested = older(wVersionRequested, highest_version);
    WSPDATA lower{};
    try {
        const int reason =
            Layer::of_process().start(requested, *lpProtocolInfo, UpcallTable, lower);
        if (reason != 0) return listed(reason);
    } catch (const std::bad_alloc&) {
        return WSASYSNOTREADY;
    }
    *lpWSPData = negotiated(requested, lower);
    *lpProcTable = proc_table();
    return 0;
}
