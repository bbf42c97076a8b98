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

/// Keeps this event to itself.
template <long event>
int WSPAPI enum_without(SOCKET s, WSAEVENT object, LPWSANETWORKEVENTS events, LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, object, events, error);
    if (value == 0) events->lNetworkEvents &= ~event;
    return value;
}

/// Takes every attempt for one that succeeded.
int WSPAPI enum_without_connect_error(SOCKET s, WSAEVENT object, LPWSANETWORKEVENTS events,
                                      LPINT error) {
    const int value = clean.lpWSPEnumNetworkEvents(s, object, events, error);
    if (value == 0) events->iErrorCode[FD_CONNECT_BIT] = 0;
    return value;
}

int WSPAPI enum_without_reset(SOCKET s, WSAEVENT, LPWSANETWORKEVENTS events, LPINT error) {
    return clean.lpWSPEnumNetworkEvents(s, nullptr, events, error);
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

/// The events without this one. No event at all would end the registration, so FD_OOB, which never
/// comes, takes its place.
constexpr long left_of(long events, long without) {
    const long left = events & ~without;
    return left == 0 && events != 0 ? FD_OOB : left;
}

int WSPAPI event_select_without_close(SOCKET s, WSAEVENT event, long events, LPINT error) {
    return clean.lpWSPEventSelect(s, event, left_of(events, FD_CLOSE), error);
}

int WSPAPI event_select_for_all(SOCKET s, WSAEVENT event, long events, LPINT error) {
    return clean.lpWSPEventSelect(s, event, events == 0 ? 0 : FD_ALL_EVENTS, error);
}

template <long event>
int WSPAPI async_select_without(SOCKET s, HWND window, unsigned message, long events, LPINT error) {
    return clean.lpWSPAsyncSelect(s, window, message, left_of(events, event), error);
}

template <long event>
constexpr auto with_no_record_of = with_entry<&Table::lpWSPEnumNetworkEvents, enum_without<event>>;
template <long event>
constexpr auto with_no_message_of =
    with_entry<&Table::lpWSPAsyncSelect, async_select_without<event>>;

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
    {"async_select_tells_no_attempt", with_no_message_of<FD_CONNECT>},
    {"async_select_tells_no_connection", with_no_message_of<FD_ACCEPT>},
    {"async_select_tells_no_data", with_no_message_of<FD_READ>},
    {"async_select_tells_no_end", with_no_message_of<FD_CLOSE>},
    {"async_select_tells_no_room", with_no_message_of<FD_WRITE>},
    {"enum_events_ends_the_association", with_entry<&Table::lpWSPEnumNetworkEvents, enum_once>},
    {"enum_events_ends_the_association_when_told",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_until_told>},
    {"enum_events_gives_no_connect_error",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_without_connect_error>},
    {"enum_events_gives_no_reason",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_without_reason>},
    {"enum_events_leaves_the_object_set",
     with_entry<&Table::lpWSPEnumNetworkEvents, enum_without_reset>},
    {"enum_events_tells_again", with_entry<&Table::lpWSPEnumNetworkEvents, enum_again>},
    {"enum_events_tells_no_attempt", with_no_record_of<FD_CONNECT>},
    {"enum_events_tells_no_connection", with_no_record_of<FD_ACCEPT>},
    {"enum_events_tells_no_data", with_no_record_of<FD_READ>},
    {"enum_events_tells_no_room", with_no_record_of<FD_WRITE>},
    {"event_select_asks_for_all", with_entry<&Table::lpWSPEventSelect, event_select_for_all>},
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
