// SPDX-License-Identifier: Apache-2.0

#pragma once

// A miniature ws2_32 in front of one transport provider: it counts start-ups, starts the provider
// when a call first needs it, turns *lpErrno into the thread's last error, and passes everything
// else on to the provider's procedure table. front_calls.cpp has the calls themselves.
//
// An exception of the provider's leaves these functions without unwinding them: they may own
// nothing while it is called.

#include <array>
#include <atomic>
#include <bit>
#include <optional>
#include <string>
#include <type_traits>

#include "harness/agent/invoke.hpp"
#include "harness/agent/spi/library.hpp"
#include "harness/agent/spi/protocol_catalogue.hpp"

namespace wsconform::agent::spi {

/// What the miniature is itself, and asks of a provider: 2.2.
inline constexpr WORD highest_version = 0x0202;

/// A procedure table as slots: null where the provider gave no function.
using Slots = std::array<void*, sizeof(WSPPROC_TABLE) / sizeof(void*)>;

struct Front {
    const ProtocolCatalogue* catalogue = nullptr;
    HMODULE module = nullptr;
    LPWSPSTARTUP startup = nullptr;
    /// What is to be said of the ids of the chain's DLLs; empty for nothing.
    std::string about_ids = {};
    WSPUPCALLTABLE upcalls{};
    /// WSAStartup calls that are not cleaned up.
    unsigned api_startups = 0;
    /// Of those since none was in force.
    WORD lowest_version = 0;
    /// WSPStartup calls not cleaned up: our own, and those that the script made.
    std::atomic<unsigned> own_startups = 0;
    std::atomic<unsigned> direct_startups = 0;
    /// WSPStartup and WSPCleanup calls under way.
    std::atomic<unsigned> starting_or_ending = 0;
    /// The latest; nothing before the first. It stays, for the calls after the last clean-up.
    std::optional<WSPPROC_TABLE> table{};
};

/// The one there is: the functions below are called like those of a DLL, with nothing of ours.
Front& front();

/// Whether the provider has any reason to make an upcall. Any thread may ask.
inline bool is_in_use() {
    return front().own_startups + front().direct_startups + front().starting_or_ending > 0;
}

inline bool is_api_started() {
    return front().api_startups + front().direct_startups > 0;
}

int last_error();
void set_last_error(int error);

inline Slots slots_of(const WSPPROC_TABLE& table) {
    return std::bit_cast<Slots>(table);
}

/// Makes the provider ready for a socket of this kind: 0, or the reason why it is not.
int start_provider(const WSAPROTOCOL_INFOW& entry);

/// True if a call may go to the provider now; otherwise the last error says why not.
bool is_ready();

/// A call through the table. `function` is the procedure; lpErrno is added here.
template <typename Return, typename... Parameters, typename... Arguments>
Return through(Return(WSPAPI* function)(Parameters...), Arguments... arguments) {
    int error = static_cast<int>(poison);
    const Return value = function(arguments..., &error);
    if (value == static_cast<Return>(SOCKET_ERROR)) set_last_error(error);
    return value;
}

}  // namespace wsconform::agent::spi
