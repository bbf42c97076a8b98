// SPDX-License-Identifier: Apache-2.0

// What only the caller of a chain of providers sees of it: handles counted, tables and exports
// looked at. And the network's failure, which only a probe plays.

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "harness/agent/errors.hpp"
#include "harness/agent/forms.hpp"
#include "harness/agent/spi/front.hpp"
#include "harness/agent/spi/probe.hpp"
#include "harness/agent/spi/socket_handles.hpp"
#include "harness/agent/spi/upcalls.hpp"

namespace wsconform::agent {

namespace {

using spi::probe;
using spi::protocol_of;

void bring_network_down(Turn& /*turn*/) {
    if (probe().fail_next_call == nullptr) throw InputError("only a probe can be told to fail");
    probe().fail_next_call(WSAENETDOWN);
}

void count_handles(Turn& turn) {
    const spi::HandleCount count = spi::socket_handles().count();
    turn.facts["value"] = count.passed;
    turn.facts["kept"] = count.kept;
}

constexpr std::array entries{"WSPAccept",          "WSPAddressToString",
                             "WSPAsyncSelect",     "WSPBind",
                             "WSPCleanup",         "WSPCancelBlockingCall",
                             "WSPCloseSocket",     "WSPConnect",
                             "WSPDuplicateSocket", "WSPEnumNetworkEvents",
                             "WSPEventSelect",     "WSPGetOverlappedResult",
                             "WSPGetPeerName",     "WSPGetSockName",
                             "WSPGetSockOpt",      "WSPGetQOSByName",
                             "WSPIoctl",           "WSPJoinLeaf",
                             "WSPListen",          "WSPRecv",
                             "WSPRecvDisconnect",  "WSPRecvFrom",
                             "WSPSelect",          "WSPSend",
                             "WSPSendDisconnect",  "WSPSendTo",
                             "WSPSetSockOpt",      "WSPShutdown",
                             "WSPSocket",          "WSPStringToAddress"};
static_assert(entries.size() == sizeof(WSPPROC_TABLE) / sizeof(void*));

void count_exports(Turn& turn) {
    turn.facts["value"] = std::ranges::count_if(entries, [](const char* name) {
        return GetProcAddress(spi::front().module, name) != nullptr;
    });
}

void count_old_upcalls(Turn& turn) {
    turn.facts["value"] = spi::count_of_old_upcalls();
}

void compare_upcalls_below(Turn& turn) {
    if (!protocol_of(turn)) return;
    WSPUPCALLTABLE below{};
    probe().tell_upcalls(&below);
    using Words = std::array<DWORD_PTR, sizeof below / sizeof(DWORD_PTR)>;
    const auto given = std::bit_cast<Words>(spi::front().upcalls);
    const auto arrived = std::bit_cast<Words>(below);
    unsigned changed = 0;
    for (std::size_t i = 0; i < given.size(); ++i)
        changed += given[i] == arrived[i] ? 0U : 1U;
    turn.facts["value"] = changed;
}

/// A base provider is started for an entry of its own, the same to the last bit.
void compare_protocol_below(Turn& turn) {
    const auto info = protocol_of(turn);
    if (!info) return;
    const auto& known = spi::front().catalogue->entries();
    const bool is_its_own = std::ranges::any_of(known, [&](const WSAPROTOCOL_INFOW& entry) {
        return entry.ProtocolChain.ChainLen == BASE_PROTOCOL && entry.iSocketType == SOCK_STREAM &&
               std::memcmp(&entry, &*info, sizeof entry) == 0;
    });
    turn.facts["value"] = is_its_own ? 0 : 1;
}

constexpr auto forms = std::to_array<Form>({
    {"fault", "network_down", "", bring_network_down},
    {"handles", "counts", "", count_handles},
    {"table", "exports", "", count_exports},
    {"table", "old_upcalls", "", count_old_upcalls},
    {"table", "upcalls_below", "", compare_upcalls_below},
    {"table", "protocol_below", "", compare_protocol_below},
});

}  // namespace

std::span<const Form> chain_forms() {
    return forms;
}

}  // namespace wsconform::agent
