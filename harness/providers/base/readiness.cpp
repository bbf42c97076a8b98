// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/readiness.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "harness/providers/base/blocking.hpp"
#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/packets.hpp"
#include "harness/providers/base/provider.hpp"

namespace wsconform::base {

namespace {

void insert(fd_set& set, SOCKET socket) {
    if (!has(set, socket) && set.fd_count < FD_SETSIZE) set.fd_array[set.fd_count++] = socket;
}

struct Asked {
    SOCKET handle;
    SocketPtr socket;
    bool is_ready;
};

using AskedSet = std::vector<Asked>;

/// What a client's select is about.
struct Question {
    AskedSet read, write, except;

    bool is_about_nothing() const { return read.empty() && write.empty() && except.empty(); }
    bool has_closed_one() const {
        const auto closed = [](const Asked& asked) { return asked.socket->closed.load(); };
        return std::ranges::any_of(read, closed) || std::ranges::any_of(write, closed) ||
               std::ranges::any_of(except, closed);
    }
    DWORD catalog_entry() const {
        const AskedSet& some = !read.empty() ? read : !write.empty() ? write : except;
        return some.front().socket->protocol.dwCatalogEntryId;
    }
};

int take(const fd_set* set, AskedSet& asked) {
    if (set == nullptr) return 0;
    if (set->fd_count > FD_SETSIZE) return WSAENOBUFS;
    for (const SOCKET handle : std::span(set->fd_array, set->fd_count)) {
        SocketPtr socket = find_socket(handle);
        if (socket == nullptr) return WSAENOTSOCK;
        asked.push_back({handle, std::move(socket), false});
    }
    return 0;
}

int give(const AskedSet& asked, fd_set* set) {
    if (set == nullptr) return 0;
    set->fd_count = 0;
    for (const Asked& one : asked)
        if (one.is_ready) set->fd_array[set->fd_count++] = one.handle;
    return static_cast<int>(set->fd_count);
}

/// Puts the host's socket in the set, unless the answer is known without the host.
int prepare(AskedSet& asked, fd_set& set, bool is_known_ready(Socket&)) {
    int ready = 0;
    for (Asked& one : asked) {
        const std::lock_guard held(one.socket->lock);
        one.is_ready = is_known_ready(*one.socket);
        if (one.is_ready)
            ++ready;
        else if (one.socket->host != INVALID_SOCKET)
            insert(set, one.socket->host);
    }
    return ready;
}

/// What the host has ready may be the beginning of a packet only.
bool is_part_of_packet(Socket& socket) {
    return socket.keeps_messages && !socket.listening && !has_packet_or_end(socket);
}

bool is_never_in_parts(Socket&) {
    return false;
}

int collect(AskedSet& asked, const fd_set& set, bool is_part(Socket&)) {
    int ready = 0;
    for (Asked& one : asked) {
        const std::lock_guard held(one.socket->lock);
        const SOCKET host = one.socket->host;
        if (host != INVALID_SOCKET && has(set, host) && !is_part(*one.socket)) one.is_ready = true;
        if (one.is_ready) ++ready;
    }
    return ready;
}

/// How many are ready. An operation that would fail at once does not block, so its socket is.
int ask(Question& question, long milliseconds) {
    HostSets sets;
    const int known =
        prepare(question.read, sets.read,
                [](Socket& socket) {
                    const bool keeps_any = socket.keeps_messages && has_packet_or_end(socket);
                    return keeps_any || socket.fault != 0 || socket.receive_shut;
                }) +
        prepare(question.write, sets.write,
                [](Socket& socket) { return socket.fault != 0 || socket.send_shut; }) +
        prepare(question.except, sets.except, [](Socket&) { return false; });

    const long patience = known > 0 ? 0 : milliseconds;
    if (sets.wait(patience) < 0) ::Sleep(static_cast<DWORD>(patience));
    return collect(question.read, sets.read, is_part_of_packet) +
           collect(question.write, sets.write, is_never_in_parts) +
           collect(question.except, sets.except, is_never_in_parts);
}

Limit limit_of(const timeval& timeout) {
    const ULONGLONG milliseconds = static_cast<ULONGLONG>(timeout.tv_sec) * 1000 +
                                   static_cast<ULONGLONG>(timeout.tv_usec) / 1000;
    return static_cast<DWORD>(std::min<ULONGLONG>(milliseconds, MAXDWORD));
}

/// A code, 0 also if the time is over.
int wait_for(Question& question, const timeval* timeout) {
    if (ask(question, 0) > 0) return 0;
    const Limit limit = timeout == nullptr ? Limit{} : limit_of(*timeout);
    if (limit && *limit == 0) return 0;

    const ULONGLONG start = ::GetTickCount64();
    BlockingCall call(question.catalog_entry());
    while (!is_over(start, limit)) {
        if (!call.goes_on() || question.has_closed_one()) return WSAEINTR;
        constexpr long round_ms = 10;
        const int ready = ask(question, round_ms);
        if (question.has_closed_one()) return WSAEINTR;
        if (ready > 0) return 0;
    }
    return 0;
}

}  // namespace

HostSets::HostSets() {
    read.fd_count = 0;
    write.fd_count = 0;
    except.fd_count = 0;
}

void HostSets::add(SOCKET host, bool for_read, bool for_write) {
    if (for_read) insert(read, host);
    if (for_write) insert(write, host);
    insert(except, host);
}

bool HostSets::is_empty() const {
    return read.fd_count == 0 && write.fd_count == 0 && except.fd_count == 0;
}

int HostSets::wait(long milliseconds) {
    // The host refuses to wait for nothing.
    if (is_empty()) return SOCKET_ERROR;
    timeval timeout{0, milliseconds * 1000};
    const int ready = ::select(0, &read, &write, &except, &timeout);
    if (ready < 0) *this = HostSets();
    return ready;
}

bool has(const fd_set& set, SOCKET socket) {
    const auto members = std::span(set.fd_array, set.fd_count);
    return std::ranges::find(members, socket) != members.end();
}

int WSPAPI select(int, fd_set* read, fd_set* write, fd_set* except, SelectTimeout timeout,
                  LPINT error) {
    if (const int refused = refusal_of_any_call(); refused != 0) return answer(refused, error);
    Question question;
    for (const int code :
         {take(read, question.read), take(write, question.write), take(except, question.except)})
        if (code != 0) return answer(code, error);
    if (question.is_about_nothing()) return answer(WSAEINVAL, error);
    if (timeout != nullptr && (timeout->tv_sec < 0 || timeout->tv_usec < 0))
        return answer(WSAEINVAL, error);

    if (const int code = wait_for(question, timeout); code != 0) return answer(code, error);
    return give(question.read, read) + give(question.write, write) + give(question.except, except);
}

}  // namespace wsconform::base
