// SPDX-License-Identifier: Apache-2.0

#include "model/windows.hpp"

#include <algorithm>

namespace wsconform {

std::string_view word_for(Likeness likeness) {
    switch (likeness) {
        case Likeness::as_windows:
            return "as Windows";
        case Likeness::unlike_windows:
            return "unlike Windows";
        case Likeness::not_known:
            return "not known of Windows";
    }
    return "";
}

const std::vector<WindowsFact>& windows_facts() {
    static const std::vector<WindowsFact> facts{
        {.clause = "not-initialised.calls-without-startup-report-wsanotinitialised"_clause,
         .calls = {"socket", "gethostbyname"},
         .source = "Wine's test sock.c; ReactOS's apitests/ws2_32/nostartup.c"},
        {.clause = "startup.must-be-the-first-call"_clause,
         .calls = {"socket", "gethostbyname"},
         .source = "Wine's test sock.c; ReactOS's apitests/ws2_32/nostartup.c"},
        {.clause = "version.behaviour-follows-negotiated-version"_clause,
         .source = "ReactOS's apitests/ws2_32/WSAStartup.c: the lowest version negotiated wins"},
        {.clause = "end-of-stream.abortive-close-is-wsaeconnreset"_clause,
         .source = "Wine's test sock.c, test_tcp_reset"},
        {.clause = "fd-close.error-word-tells-graceful-or-abortive"_clause,
         .source = "Wine's test sock.c, test_close_events: FD_CLOSE of a reset has an error"},
        {.clause = "fd-close.wsaeventselect-records-it-too"_clause,
         .source = "Wine's test sock.c, test_close_events"},
        {.clause = "pseudo-blocking.cross-thread-close-interrupts-blocked-call"_clause,
         .calls = {"accept", "recvfrom"},
         .source = "Wine's test sock.c, test_accept; .NET's tests Accept.cs and SendReceive.cs"},
        {.clause = "connecting.unconnected-receive-is-wsaenotconn"_clause,
         .source = "ReactOS's apitests/ws2_32/recv.c, Test_recv"},
        {.clause = "datagram.unbound-receive-is-wsaeinval"_clause,
         .source = "Wine's test sock.c, test_connect_udp"},
        {.clause = "datagram.send-without-destination-is-wsaenotconn"_clause,
         .source = "Wine's test sock.c, test_connect_udp"},
        {.clause = "shutdown.disabled-direction-reports-wsaeshutdown"_clause,
         .source = "Wine's test sock.c, test_shutdown"},
        {.clause = "close.zero-linger-resets-at-once"_clause,
         .source = "Wine's test sock.c, close_with_rst and test_close_events"},
        {.clause = "network-events.fd-read-comes-for-data"_clause,
         .source = "Wine's test sock.c, test_read_events"},
        {.clause = "network-events.fd-read-waits-for-a-receive"_clause,
         .source = "Wine's test sock.c, test_read_events"},
        {.clause = "network-events.receive-reenables-fd-read"_clause,
         .source = "Wine's test sock.c, test_read_events"},
        {.clause = "receiving.zero-length-leaves-the-data"_clause,
         .source = "Wine's test sock.c, test_empty_recv"},
        {.clause = "select.ready-socket-stays-in-the-set"_clause,
         .source = "Wine's test sock.c, test_select"},
        {.clause = "select.empty-sets-are-wsaeinval"_clause,
         .source = "Wine's test sock.c, test_select"},
        {.clause = "overlapped.completion-sets-the-event"_clause,
         .source = "Wine's test sock.c, test_shutdown and test_tcp_reset"},
    };
    return facts;
}

const WindowsFact* windows_fact(ClauseId clause, std::string_view call) {
    const auto found = std::ranges::find_if(windows_facts(), [&](const WindowsFact& fact) {
        const bool is_seen_of_it =
            fact.calls.empty() || std::ranges::find(fact.calls, call) != fact.calls.end();
        return fact.clause == clause && is_seen_of_it;
    });
    return found == windows_facts().end() ? nullptr : &*found;
}

Likeness likeness_of(const Ambiguity& ambiguity, std::string_view branch) {
    if (ambiguity.seen.empty()) return Likeness::not_known;
    return branch == ambiguity.seen ? Likeness::as_windows : Likeness::unlike_windows;
}

}  // namespace wsconform
