// SPDX-License-Identifier: Apache-2.0

#pragma once

// Everything a scenario can do, each step as an aggregate whose fields carry the documented
// parameters. API calls first, then what the agent does besides. Calls on sockets stand in
// socket_calls.hpp, the steps of the lower testers in tester_steps.hpp.

#include <cstdint>
#include <variant>

#include "model/catalogue.hpp"
#include "model/errors.hpp"
#include "model/socket_calls.hpp"
#include "model/tester_steps.hpp"
#include "model/values.hpp"

namespace wsconform::calls {

struct Startup {
    Version requested;
    bool data_is_null{};
};
struct Cleanup {};
/// WSAGetLastError, or Win32's GetLastError.
struct GetLastError {
    bool win32{};
};
struct SetLastError {
    Error error{};
    bool win32{};
};
struct IsBlocking {};
struct CancelBlockingCall {};
/// A hook of the agent's, or NULL.
struct SetBlockingHook {
    HookId hook{HookId::none};
    bool repeats{};  ///< It returns TRUE several times before FALSE.
};
struct UnhookBlockingHook {};
struct GetHostName {
    std::uint32_t room{};  ///< namelen
};
/// gethostbyname, of a name that the scripted name server knows.
struct GetHostByName {
    NameId name{};
};

// The provider interface, called directly.
struct SpiStartup {
    Version requested;
    bool pointer_is_null{};  ///< lpWSPData or lpProcTable
};
struct SpiCleanup {};
struct SpiCancelBlockingCall {};

/// An upcall that a provider is made to make.
struct Upcall {
    UpcallKind kind{};
    Flaw flaw{};
    ObjectId object{ObjectId::none};  ///< What it makes or is about.
    WindowId window{WindowId::none};  ///< Of WPUPostMessage.
    std::uint8_t value{};             ///< The context given, or whether the set has the socket.
};
/// What WPUQueryBlockingCallback left in the caller's variable, if not NULL.
inline constexpr std::uint32_t callback_given = 1;
inline constexpr std::uint32_t callback_left = 2;
/// How many handles the provider passed through an upcall, and how many of those that
/// WPUCreateSocketHandle made it has not given back.
struct CountHandles {};
/// The provider is told that the network is down: its next call fails.
struct BringNetworkDown {};
/// What a conforming provider has none of.
enum class Oddity : std::uint8_t {
    exports,         ///< Entries of the procedure table that the DLL exports as well.
    old_upcalls,     ///< Upcalls through another table than the latest.
    upcalls_below,   ///< Entries of the upcall table at the base that are not those at the top.
    protocol_below,  ///< 1 if the base was started for another entry than its own.
};
struct CountOddities {
    Oddity kind{};
};
struct LookAtEvent {
    ObjectId event{};
};
/// How many APCs have run; before, they may.
struct LookAtApcs {
    bool is_alertable{};
};

/// One of the six WSAAsyncGetXByY calls.
struct AsyncGet {
    LookupKind kind{};
    RequestId as{};
    WindowId window{WindowId::none};
    BufferId buffer{BufferId::none};
    NameId name{NameId::none};  ///< Asked of the scripted name server.
    Answer answer{};            ///< Of the fixed databases; ignored if there is a name.
    Database database{};        ///< Read by protocol and service look-ups.
    bool names_protocol{};      ///< A service look-up whose proto is not NULL.
    Room room{};
    std::uint32_t room_bytes{};
    std::uint32_t least_size{};
    RequestId advertised_by{RequestId::none};
    std::uint16_t advertised_less{};
};
/// The handle is that of `request`, or, if there is none, a number nobody was given.
struct CancelAsync {
    RequestId request{RequestId::none};
    bool zero{};
};

struct OpenWindow {
    WindowId as{};
};
struct CloseWindow {
    WindowId window{};
};
/// Retrieves the thread's next posted message, or looks at it and leaves it.
struct Await {
    bool leaves_it{};
};
struct WaitForQuiescence {};
struct FreeMemory {
    BufferId buffer{};
};
/// Whether a function is exported; the clause says under which signature it must be.
struct LookUpExport {
    ClauseId clause;
};
/// A value or macro of the headers, as the agent was compiled with them.
struct ReadHeader {
    ClauseId clause;
    std::uint32_t expected{};
    std::uint32_t expected32{};  ///< In a 32-bit process.
};
struct LookAtOverlapped {
    OverlappedId overlapped{};
};
/// How often a hook was run: 0, 1, or 2 for more.
struct ObserveHook {
    HookId hook{};
};
struct EndProcess {};

using Call = std::variant<
    Startup, Cleanup, GetLastError, SetLastError, IsBlocking, CancelBlockingCall, SetBlockingHook,
    UnhookBlockingHook, GetHostName, GetHostByName, SpiStartup, SpiCleanup, SpiCancelBlockingCall,
    Upcall, BringNetworkDown, LookAtEvent, LookAtApcs, CountHandles, CountOddities, CreateSocket,
    CloseSocket, Bind, Listen, Connect, Accept, Send, Receive, RecvDisconnect, SendDisconnect,
    Shutdown, GetSockName, GetSockError, SetTimeout, SetLinger, GetLinger, SetNonblocking, Select,
    EnumProtocols, AsyncSelect, EventSelect, EnumNetworkEvents, LookAtEventObject,
    GetOverlappedResult, AsyncGet, CancelAsync, OpenWindow, CloseWindow, Await, WaitForQuiescence,
    FreeMemory, LookUpExport, ReadHeader, LookAtOverlapped, ObserveHook, EndProcess, PeerListens,
    PeerDrains, PeerConnects, PeerAccepts, PeerBinds, PeerSends, PeerShutsDown, PeerCloses,
    PeerResets, PeerObserves, NameAnswers, NameHolds, NameIsAsked, NameReleases, DatabaseHides>;

}  // namespace wsconform::calls

namespace wsconform {

using calls::Call;

template <typename... Ts>
bool is_one_of(const Call& call) {
    return (std::holds_alternative<Ts>(call) || ...);
}

/// How a step makes its call.
enum class Timing : std::uint8_t {
    whole,    ///< From its invocation to its return.
    begins,   ///< It is in flight afterwards.
    returns,  ///< The return of a call in flight is awaited, until quiescence.
    inside,   ///< Within the blocking hook of the thread's call in flight.
};

}  // namespace wsconform
