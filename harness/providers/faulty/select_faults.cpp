// SPDX-License-Identifier: Apache-2.0

// Faults of WSPSelect: what is left in the sets, the count, and the time.

#include <algorithm>
#include <array>
#include <span>

#include "harness/providers/faulty/faulty.hpp"
#include "harness/providers/select_timeout.hpp"

namespace wsconform::faulty {

namespace {

using Table = WSPPROC_TABLE;

struct Select {
    int ignored;
    fd_set* read;
    fd_set* write;
    fd_set* except;
    SelectTimeout timeout;
    LPINT error;

    int clean_value() const {
        return clean.lpWSPSelect(ignored, read, write, except, timeout, error);
    }
    std::array<fd_set*, 3> sets() const { return {read, write, except}; }
};

template <auto fault>
int WSPAPI select_entry(int ignored, fd_set* read, fd_set* write, fd_set* except,
                        SelectTimeout timeout, LPINT error) {
    return fault(Select{ignored, read, write, except, timeout, error});
}

template <auto fault>
constexpr auto with_select = with_entry<&Table::lpWSPSelect, select_entry<fault>>;

std::array<fd_set, 3> copies_of(const Select& call) {
    std::array<fd_set, 3> copies{};
    for (std::size_t i = 0; i < copies.size(); ++i)
        if (call.sets()[i] != nullptr) copies[i] = *call.sets()[i];
    return copies;
}

void restore(const Select& call, const std::array<fd_set, 3>& copies) {
    for (std::size_t i = 0; i < copies.size(); ++i)
        if (call.sets()[i] != nullptr) *call.sets()[i] = copies[i];
}

void drop(fd_set& set, SOCKET socket) {
    const auto members = std::span(set.fd_array, set.fd_count);
    set.fd_count =
        static_cast<u_int>(std::ranges::remove(members, socket).begin() - members.begin());
}

/// How many are left in the sets.
int count_in(const Select& call) {
    int count = 0;
    for (const fd_set* const set : call.sets())
        if (set != nullptr) count += static_cast<int>(set->fd_count);
    return count;
}

// The time.

int fail_when_time_is_over(const Select& call) {
    const int value = call.clean_value();
    return value == 0 ? failed(call.error, WSAETIMEDOUT) : value;
}

int forget_the_timeout(const Select& call) {
    Select patient = call;
    const bool polls =
        call.timeout != nullptr && call.timeout->tv_sec == 0 && call.timeout->tv_usec == 0;
    if (!polls) patient.timeout = nullptr;
    return patient.clean_value();
}

int never_wait(const Select& call) {
    timeval none{};
    Select hasty = call;
    hasty.timeout = &none;
    return hasty.clean_value();
}

// The sets.

int leave_the_sets(const Select& call) {
    const auto copies = copies_of(call);
    const int value = call.clean_value();
    if (value > 0) restore(call, copies);
    return value;
}

/// Only when the time is over; what is ready is told from what is not.
int leave_the_sets_when_time_is_over(const Select& call) {
    const auto copies = copies_of(call);
    const int value = call.clean_value();
    if (value == 0) restore(call, copies);
    return value;
}

int clear_the_sets(const Select& call) {
    const int value = call.clean_value();
    for (fd_set* const set : call.sets())
        if (set != nullptr) set->fd_count = 0;
    return value;
}

int tell_the_first_only(const Select& call) {
    const int value = call.clean_value();
    if (value <= 0) return value;
    for (fd_set* const set : call.sets())
        if (set != nullptr) set->fd_count = std::min(set->fd_count, 1U);
    return count_in(call);
}

int never_writable(const Select& call) {
    const int value = call.clean_value();
    if (value <= 0 || call.write == nullptr || call.write->fd_count == 0) return value;
    call.write->fd_count = 0;
    return count_in(call);
}

// The count.

int count_too_many(const Select& call) {
    const int value = call.clean_value();
    return value > 0 ? value + 1 : value;
}

int say_one(const Select& call) {
    return std::min(call.clean_value(), 1);
}

// What makes a socket ready.

bool is_at_its_end(SOCKET socket) {
    char byte = 0;
    WSABUF buffer{1, &byte};
    DWORD received = 1;
    DWORD flags = MSG_PEEK;
    WSATHREADID thread{};
    int error = 0;
    const int value =
        clean.lpWSPRecv(socket, &buffer, 1, &received, &flags, nullptr, nullptr, &thread, &error);
    return value != 0 || received == 0;
}

bool is_listening(SOCKET socket) {
    BOOL listens = FALSE;
    int length = sizeof listens;
    int ignored = 0;
    clean.lpWSPGetSockOpt(socket, SOL_SOCKET, SO_ACCEPTCONN, reinterpret_cast<char*>(&listens),
                          &length, &ignored);
    return listens != FALSE;
}

/// Only data makes a socket readable, and no end and no reset.
int miss_the_end(const Select& call) {
    const int value = call.clean_value();
    if (value <= 0 || call.read == nullptr) return value;
    const fd_set ready = *call.read;
    for (const SOCKET socket : std::span(ready.fd_array, ready.fd_count)) {
        if (!is_listening(socket) && is_at_its_end(socket)) drop(*call.read, socket);
    }
    return count_in(call);
}

int miss_connections(const Select& call) {
    const int value = call.clean_value();
    if (value <= 0 || call.read == nullptr) return value;
    const fd_set ready = *call.read;
    for (const SOCKET socket : std::span(ready.fd_array, ready.fd_count)) {
        if (is_listening(socket)) drop(*call.read, socket);
    }
    return count_in(call);
}

constexpr auto faults = std::to_array<Fault>({
    {"select_clears_the_sets", with_select<clear_the_sets>},
    {"select_counts_too_many", with_select<count_too_many>},
    {"select_fails_when_time_is_over", with_select<fail_when_time_is_over>},
    {"select_forgets_its_timeout", with_select<forget_the_timeout>},
    {"select_leaves_the_sets", with_select<leave_the_sets>},
    {"select_leaves_the_sets_when_time_is_over", with_select<leave_the_sets_when_time_is_over>},
    {"select_misses_connections", with_select<miss_connections>},
    {"select_misses_the_end", with_select<miss_the_end>},
    {"select_never_waits", with_select<never_wait>},
    {"select_says_one", with_select<say_one>},
    {"select_tells_nothing_writable", with_select<never_writable>},
    {"select_tells_the_first_only", with_select<tell_the_first_only>},
});

}  // namespace

std::span<const Fault> select_faults() {
    return faults;
}

}  // namespace wsconform::faulty
