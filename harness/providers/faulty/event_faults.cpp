// SPDX-License-Identifier: Apache-2.0

// Faults of network events: an association that is lost or kept, and what an accepted socket has
// of its listener.

#include <array>
#include <mutex>
#include <set>

#include "harness/providers/faulty/faulty.hpp"

namespace wsconform::faulty {

namespace {

using Table = WSPPROC_TABLE;

void forget_events(SOCKET s) {
    int ignored = 0;
    clean.lpWSPEventSelect(s, nullptr, 0, &ignored);
}

// WSPEnumNetworkEvents.

int WSPAPI enum_once(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, event, events, error);
    if (value == 0) forget_events(s);
    return value;
}

/// Only if it has told of something.
int WSPAPI enum_until_told(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, event, events, error);
    if (value == 0 && events->lNetworkEvents != 0) forget_events(s);
    return value;
}

std::mutex lock;
std::set<SOCKET> told_of_end;

int WSPAPI enum_again(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, event, events, error);
    const std::lock_guard held(lock);
    if (value == 0 && (events->lNetworkEvents & FD_CLOSE) != 0) told_of_end.insert(s);
    if (value == 0 && told_of_end.contains(s)) events->lNetworkEvents |= FD_CLOSE;
    return value;
}

int WSPAPI enum_without_reason(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS events, LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, event, events, error);
    if (value == 0) events->iErrorCode[FD_CLOSE_BIT] = 0;
    return value;
}

// WSPEventSelect and WSPAsyncSelect.

std::set<SOCKET> selected;

int WSPAPI first_event_select(SOCKET s, WSAEVENT event, long events, LPINT error) {
    const std::lock_guard held(lock);
    if (events != 0 && !selected.insert(s).second) return 0;
    return clean.lpWSPEventSelect(s, event, events, error);
}

int WSPAPI first_async_select(SOCKET s, HWND window, unsigned message, long events, LPINT error) {
    const std::lock_guard held(lock);
    if (events != 0 && !selected.insert(s).second) return 0;
    return clean.lpWSPAsyncSelect(s, window, message, events, error);
}

int WSPAPI event_select_for_ever(SOCKET s, WSAEVENT event, long events, LPINT error) {
    return events == 0 ? 0 : clean.lpWSPEventSelect(s, event, events, error);
}

int WSPAPI async_select_for_ever(SOCKET s, HWND window, unsigned message, long events,
                                 LPINT error) {
    return events == 0 ? 0 : clean.lpWSPAsyncSelect(s, window, message, events, error);
}

int WSPAPI event_select_without_close(SOCKET s, WSAEVENT event, long events, LPINT error) {
    return clean.lpWSPEventSelect(s, event, events & ~FD_CLOSE, error);
}

int WSPAPI async_select_without_close(SOCKET s, HWND window, unsigned message, long events,
                                      LPINT error) {
    return clean.lpWSPAsyncSelect(s, window, message, events & ~FD_CLOSE, error);
}

// WSPAccept.

template <auto change>
SOCKET WSPAPI accept_and(SOCKET s, sockaddr* name, LPINT length, LPCONDITIONPROC condition,
                         DWORD_PTR data, LPINT error) {
    const SOCKET made = clean.lpWSPAccept(s, name, length, condition, data, error);
    if (made != INVALID_SOCKET) change(made);
    return made;
}

void inherit_no_events(SOCKET made) {
    int ignored = 0;
    forget_events(made);
    clean.lpWSPAsyncSelect(made, nullptr, 0, 0, &ignored);
}

void set_mode(SOCKET made, u_long nonblocking) {
    DWORD given = 0;
    WSATHREADID thread{};
    int ignored = 0;
    clean.lpWSPIoctl(made, static_cast<DWORD>(FIONBIO), &nonblocking, sizeof nonblocking, nullptr,
                     0, &given, nullptr, nullptr, &thread, &ignored);
}

void begin_blocking(SOCKET made) {
    set_mode(made, 0);
}

void begin_nonblocking(SOCKET made) {
    set_mode(made, 1);
}

void inherit_no_linger(SOCKET made) {
    const linger usual{};
    int ignored = 0;
    clean.lpWSPSetSockOpt(made, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&usual),
                          sizeof usual, &ignored);
}

template <auto change>
constexpr auto with_accept = with_entry<&Table::lpWSPAccept, accept_and<change>>;

constexpr auto faults = std::to_array<Fault>({
    {"accepted_begins_blocking", with_accept<begin_blocking>},
    {"accepted_begins_nonblocking", with_accept<begin_nonblocking>},
    {"accepted_inherits_no_events", with_accept<inherit_no_events>},
    {"accepted_inherits_no_linger", with_accept<inherit_no_linger>},
    {"async_select_cannot_be_cancelled",
     with_entry<&Table::lpWSPAsyncSelect, async_select_for_ever>},
    {"async_select_keeps_the_first", with_entry<&Table::lpWSPAsyncSelect, first_async_select>},
    {"async_select_tells_no_end", with_entry<&Table::lpWSPAsyncSelect, async_select_without_close>},
    {"enum_events_ends_the_association", with_entry<&Table::lpWSPEnumNetworkEvents, enum_once>},
    {"enum_events_ends_the_association_when_told",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_until_told>},
    {"enum_events_gives_no_reason",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_without_reason>},
    {"enum_events_tells_again", with_entry<&Table::lpWSPEnumNetworkEvents, enum_again>},
    {"event_select_cannot_be_cancelled",
     with_entry<&Table::lpWSPEventSelect, event_select_for_ever>},
    {"event_select_keeps_the_first", with_entry<&Table::lpWSPEventSelect, first_event_select>},
    {"event_select_tells_no_end", with_entry<&Table::lpWSPEventSelect, event_select_without_close>},
});

}  // namespace

std::span<const Fault> event_faults() {
    return faults;
}

}  // namespace wsconform::faulty
