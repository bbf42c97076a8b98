// SPDX-License-Identifier: Apache-2.0

#pragma once

// What a State holds of the process, of the provider it has started, and of its threads, hooks,
// windows and asynchronous requests.

#include <array>
#include <cstdint>

#include "model/errors.hpp"
#include "model/values.hpp"

namespace wsconform {

struct Process {
    std::uint8_t startups{};               ///< Successful WSAStartup calls not yet cleaned up.
    std::uint8_t was_started{};            ///< There was a success at some time.
    std::uint8_t failed_startups{};        ///< There was a failure at some time.
    std::uint8_t partial_cleanups{};       ///< A WSACleanup that was not the last has been made.
    std::uint8_t refused_cancels{};        ///< A WSACancelAsyncRequest was refused.
    std::uint8_t cleaned_by{0xff};         ///< The thread that made the final WSACleanup.
    std::uint8_t legacy_dll{};             ///< The provider is a 1.1 DLL, such as wsock32.dll.
    std::uint8_t freed{};                  ///< Buffers given back to the system, one bit each.
    Version negotiated;                    ///< Of the latest success.
    Version lowest;                        ///< Of all successes in force: {0, 0} if none.
    Version highest;                       ///< What the DLL supports: {0, 0} until it has said so.
    std::uint8_t ended{};                  ///< The process is gone; its peers live on.
    std::array<std::uint8_t, 2> hidden{};  ///< By Database: cannot be read.
    std::uint8_t is_32bit{};
    std::uint8_t network_down{};  ///< The provider was told so, and has made no call since.
    std::uint8_t is_spi{};        ///< A transport provider, reached through its procedure table.
    std::uint8_t partial_spi_cleanups{};  ///< A WSPCleanup that was not the last has been made.
    std::array<std::uint8_t, 3> reserved{};
};

/// What a provider has shown of itself through WSPStartup. {0, 0}: not seen yet.
struct Provider {
    std::uint8_t startups{};     ///< Successful WSPStartup calls not yet cleaned up.
    std::uint8_t was_started{};  ///< There was a success at some time.
    Version accepted;            ///< The lowest version that it was started with.
    Version refused;             ///< The highest version that it refused.
    Version highest;             ///< What it supports.
};

/// How far a call is that a thread began and that has not returned to it.
enum class Flight : std::uint8_t {
    none,
    begun,    ///< It may not have reached the provider yet.
    waiting,  ///< It waits in the provider: its hook was run, or quiescence has passed.
    landed,   ///< It has taken effect; its return is due.
};

struct Thread {
    Error last_error{};  ///< Of a thread that has made no call there is none.
    Flight flight{};
    HookId hook{HookId::none};    ///< The blocking hook installed.
    std::uint8_t cancelled{};     ///< The call in flight was cancelled.
    std::uint8_t stale_cancel{};  ///< A cancel was called for no call, or for one that has ended.
    std::uint8_t spared{};        ///< Another thread called a cancel while the call was in flight.
    /// That the call in flight waits for data on, if it still received when that began.
    SocketId open_socket{SocketId::none};
    std::array<std::uint8_t, 2> reserved{};
};

/// Why a hook must not run, one bit each; they name the clauses if it does.
enum class Idle : std::uint8_t {
    no_wait = 1U << 0U,       ///< A call of its thread could end at once.
    immediate = 1U << 1U,     ///< A call of its thread was of a kind that never waits.
    poll = 1U << 2U,          ///< A select with a timeout of zero.
    look_up = 1U << 3U,       ///< A WSAAsyncGetXByY call.
    other_thread = 1U << 4U,  ///< A call of a thread with another hook, or none, waited.
    unhooked = 1U << 5U,
    cancelled = 1U << 6U,
};

/// A blocking hook, and how often it was run since that was last asked: 2 is "again and again".
struct Hook {
    std::uint8_t least{};
    std::uint8_t most{};
    std::uint8_t repeats{};  ///< It returns TRUE several times before FALSE.
    std::uint8_t idle{};     ///< Bits of Idle.
    std::uint8_t served{};   ///< A blocking call ended while it was installed.
    std::array<std::uint8_t, 3> reserved{};
};

enum class WindowPhase : std::uint8_t { none, open, closed };
struct Window {
    WindowPhase phase{};
    ThreadId owner{};
};

enum class RequestPhase : std::uint8_t {
    none,
    refused,    ///< The call returned 0.
    running,    ///< Accepted; the look-up has not ended.
    completed,  ///< The look-up has ended; its message is not posted yet.
    posted,     ///< The message is in the window's queue.
    stale,      ///< Posted, and unread when the final WSACleanup came.
    read,       ///< The message was retrieved.
    cancelled,
    dropped,   ///< The final WSACleanup cancelled it.
    orphaned,  ///< It ended after its window was destroyed.
};

struct Request {
    RequestPhase phase{};
    LookupKind kind{};
    Answer answer{};
    Room room{};
    NameId name{NameId::none};
    WindowId window{WindowId::none};
    BufferId buffer{BufferId::none};
    std::uint8_t may_write{};       ///< The provider still owns the result buffer.
    std::uint8_t peeked{};          ///< The message was looked at: `error` and `size` are known.
    std::uint8_t window_known{};    ///< hWnd named a window that was open at the call.
    std::uint8_t names_protocol{};  ///< A service look-up that named the protocol.
    std::uint8_t reserved{};
    Handle handle{};
    std::uint16_t reserved2{};
    std::uint32_t least_size{};  ///< No provider needs fewer bytes than this.
    std::uint32_t room_bytes{};  ///< buflen
    std::uint32_t size{};        ///< Low word of the message, once seen.
    Error error{};               ///< High word of the message, once seen.
};

}  // namespace wsconform
