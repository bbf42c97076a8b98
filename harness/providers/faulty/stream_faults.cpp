// SPDX-License-Identifier: Apache-2.0

// Faults of the ends of connections, and of what is received: a condition that is missed, a
// direction that is taken for the other.

#include <array>
#include <atomic>
#include <mutex>
#include <set>
#include <span>

#include "harness/providers/faulty/faulty.hpp"
#include "harness/providers/faulty/receive.hpp"
#include "harness/providers/select_timeout.hpp"

namespace wsconform::faulty {

namespace {

using Table = WSPPROC_TABLE;

class Sockets {
  public:
    void add(SOCKET s) {
        const std::lock_guard held(lock_);
        all_.insert(s);
    }
    bool contains(SOCKET s) {
        const std::lock_guard held(lock_);
        return all_.contains(s);
    }

  private:
    std::mutex lock_;
    std::set<SOCKET> all_;
};

bool is_readable(SOCKET s) {
    fd_set set{};
    set.fd_count = 1;
    set.fd_array[0] = s;
    timeval none{};
    int ignored = 0;
    return clean.lpWSPSelect(0, &set, nullptr, nullptr, &none, &ignored) != 0;
}

bool is_end(const Receive& call, int value) {
    return value == 0 && call.overlapped == nullptr && *call.received == 0 &&
           call.buffers->len != 0;
}

// Receiving.

/// One that has to wait does so for data only.
int receive_that_waits_for_data(const Receive& call) {
    const bool waits = !is_readable(call.s);
    const int value = call.clean_value();
    if (waits && is_end(call, value)) Sleep(INFINITE);
    return value;
}

int receive_without_an_end(const Receive& call) {
    const int value = call.clean_value();
    if (is_end(call, value)) Sleep(INFINITE);
    return value;
}

Sockets ended;

int receive_one_end(const Receive& call) {
    const int value = call.clean_value();
    if (!is_end(call, value)) return value;
    if (ended.contains(call.s)) return failed(call.error, WSAENOTCONN);
    ended.add(call.s);
    return value;
}

int receive_a_reset_as_the_end(const Receive& call) {
    const int value = call.clean_value();
    if (value == 0 || *call.error != WSAECONNRESET) return value;
    *call.received = 0;
    return 0;
}

int peek_and_take(const Receive& call) {
    *call.flags &= ~static_cast<DWORD>(MSG_PEEK);
    return call.clean_value();
}

int receive_a_part_of_a_datagram(const Receive& call) {
    const int value = call.clean_value();
    if (value == 0 || *call.error != WSAEMSGSIZE) return value;
    *call.received = call.buffers->len;
    return 0;
}

int WSPAPI receive_from_a_part(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                               LPDWORD flags, sockaddr* from, LPINT length,
                               LPWSAOVERLAPPED overlapped,
                               LPWSAOVERLAPPED_COMPLETION_ROUTINE routine, LPWSATHREADID thread,
                               LPINT error) {
    const int value = clean.lpWSPRecvFrom(s, buffers, count, received, flags, from, length,
                                          overlapped, routine, thread, error);
    if (value == 0 || *error != WSAEMSGSIZE) return value;
    *received = buffers->len;
    return 0;
}

int cuts_datagrams_in_silence(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPRecv = receive_entry<receive_a_part_of_a_datagram>;
    start.table->lpWSPRecvFrom = receive_from_a_part;
    return 0;
}

// Shutting down: one direction is taken for both.

Sockets shut;

template <int how>
int WSPAPI noting_shutdown(SOCKET s, int direction, LPINT error) {
    const int value = clean.lpWSPShutdown(s, direction, error);
    if (value == 0 && direction == how) shut.add(s);
    return value;
}

int receive_unless_shut(const Receive& call) {
    return shut.contains(call.s) ? failed(call.error, WSAESHUTDOWN) : call.clean_value();
}

int WSPAPI send_unless_shut(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                            LPWSATHREADID thread, LPINT error) {
    if (shut.contains(s)) return failed(error, WSAESHUTDOWN);
    return clean.lpWSPSend(s, buffers, count, sent, flags, overlapped, routine, thread, error);
}

int sd_send_ends_receiving(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPShutdown = noting_shutdown<SD_SEND>;
    start.table->lpWSPRecv = receive_entry<receive_unless_shut>;
    return 0;
}

int sd_receive_ends_sending(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPShutdown = noting_shutdown<SD_RECEIVE>;
    start.table->lpWSPSend = send_unless_shut;
    return 0;
}

// Disconnecting.

/// Later sends are refused, and the peer is told nothing.
int WSPAPI silent_send_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
    sockaddr_storage peer{};
    int length = sizeof peer;
    if (data != nullptr) return clean.lpWSPSendDisconnect(s, data, error);
    if (clean.lpWSPGetPeerName(s, reinterpret_cast<sockaddr*>(&peer), &length, error) != 0)
        return SOCKET_ERROR;
    shut.add(s);
    return 0;
}

int send_disconnect_sends_no_fin(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPSendDisconnect = silent_send_disconnect;
    start.table->lpWSPSend = send_unless_shut;
    return 0;
}

int WSPAPI noting_send_disconnect(SOCKET s, LPWSABUF data, LPINT error) {
    const int value = clean.lpWSPSendDisconnect(s, data, error);
    if (value == 0) shut.add(s);
    return value;
}

int send_disconnect_ends_receiving(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPSendDisconnect = noting_send_disconnect;
    start.table->lpWSPRecv = receive_entry<receive_unless_shut>;
    return 0;
}

// Closing, while another thread waits.

Sockets closed;

int WSPAPI noting_close(SOCKET s, LPINT error) {
    closed.add(s);
    return clean.lpWSPCloseSocket(s, error);
}

int receive_beyond_the_close(const Receive& call) {
    const int value = call.clean_value();
    if (value != 0 && *call.error == WSAEINTR && closed.contains(call.s)) Sleep(INFINITE);
    return value;
}

int WSPAPI receive_from_beyond_the_close(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received,
                                         LPDWORD flags, sockaddr* from, LPINT length,
                                         LPWSAOVERLAPPED overlapped,
                                         LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                                         LPWSATHREADID thread, LPINT error) {
    const int value = clean.lpWSPRecvFrom(s, buffers, count, received, flags, from, length,
                                          overlapped, routine, thread, error);
    if (value != 0 && *error == WSAEINTR && closed.contains(s)) Sleep(INFINITE);
    return value;
}

SOCKET WSPAPI accept_beyond_the_close(SOCKET s, sockaddr* name, LPINT length,
                                      LPCONDITIONPROC condition, DWORD_PTR data, LPINT error) {
    const SOCKET made = clean.lpWSPAccept(s, name, length, condition, data, error);
    if (made == INVALID_SOCKET && *error == WSAEINTR && closed.contains(s)) Sleep(INFINITE);
    return made;
}

int WSPAPI select_beyond_the_close(int ignored, fd_set* read, fd_set* write, fd_set* except,
                                   SelectTimeout timeout, LPINT error) {
    const int value = clean.lpWSPSelect(ignored, read, write, except, timeout, error);
    if (value < 0 && *error == WSAEINTR) Sleep(INFINITE);
    return value;
}

template <auto entry, auto by>
int beyond_the_close(const Start& start) {
    const int code = start_clean(start);
    if (code != 0) return code;
    start.table->lpWSPCloseSocket = noting_close;
    start.table->*entry = by;
    return 0;
}

constexpr auto faults = std::to_array<Fault>({
    {"close_leaves_accept_waiting", beyond_the_close<&Table::lpWSPAccept, accept_beyond_the_close>},
    {"close_leaves_receive_from_waiting",
     beyond_the_close<&Table::lpWSPRecvFrom, receive_from_beyond_the_close>},
    {"close_leaves_receive_waiting",
     beyond_the_close<&Table::lpWSPRecv, receive_entry<receive_beyond_the_close>>},
    {"close_leaves_select_waiting", beyond_the_close<&Table::lpWSPSelect, select_beyond_the_close>},
    {"cuts_datagrams_in_silence", cuts_datagrams_in_silence},
    {"end_is_told_once", with_entry<&Table::lpWSPRecv, receive_entry<receive_one_end>>},
    {"end_is_never_seen", with_entry<&Table::lpWSPRecv, receive_entry<receive_without_an_end>>},
    {"end_is_not_waited_for",
     with_entry<&Table::lpWSPRecv, receive_entry<receive_that_waits_for_data>>},
    {"peek_takes_the_data", with_entry<&Table::lpWSPRecv, receive_entry<peek_and_take>>},
    {"reset_reads_as_end",
     with_entry<&Table::lpWSPRecv, receive_entry<receive_a_reset_as_the_end>>},
    {"sd_receive_ends_sending", sd_receive_ends_sending},
    {"sd_send_ends_receiving", sd_send_ends_receiving},
    {"send_disconnect_ends_receiving", send_disconnect_ends_receiving},
    {"send_disconnect_sends_no_fin", send_disconnect_sends_no_fin},
});

}  // namespace

std::span<const Fault> stream_faults() {
    return faults;
}

}  // namespace wsconform::faulty
