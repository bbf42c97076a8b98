// SPDX-License-Identifier: Apache-2.0

// FD_CLOSE.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("fd-close")> fd_close{{
    {.slug = "fd-close.message-carries-socket-event-and-error",
     .id = "FDC-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "H, V11/100",
     .text =
         "FD_CLOSE = 0x20 (bit 5); reported with wParam=socket, LOWORD(lParam)=event, "
         "HIWORD(lParam)=error (WSAMAKESELECTREPLY)."},
    {.slug = "fd-close.error-word-tells-graceful-or-abortive",
     .id = "FDC-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncselect, V11/085",
     .needs = "P-PEER, P-WIN",
     .text =
         "Error word 0 = graceful; WSAECONNRESET = abortive; also listed WSAECONNABORTED "
         "(timeout/other failure) and WSAENETDOWN."},
    {.slug = "fd-close.skips-datagram-and-listening-sockets",
     .id = "FDC-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncselect, V11/085",
     .needs = "P-WIN",
     .witness = Witness::fd_close,
     .text = "Only for connection-oriented sockets; never for listening sockets."},
    {.slug = "fd-close.comes-after-received-data-is-read",
     .id = "FDC-04",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncselect",
     .needs = "P-PEER, P-WIN",
     .ambiguities = {"AMB-60"_ambiguity},
     .witness = Witness::fd_close,
     .text = "On a graceful close it is delivered only after all received data has been read."},
    {.slug = "fd-close.legacy-may-precede-unread-data",
     .id = "FDC-05",
     .strength = Strength::may,
     .levels = "1.1"_levels,
     .sources = "V11/085",
     .needs = "P-11, P-PEER, P-WIN",
     .ambiguities = {"AMB-37"_ambiguity},
     .text =
         "1.1 ties it to the arrival of the close indication and does not promise that data was "
         "drained.",
     .allowed = "FD_CLOSE may come before or after the last data."},
    {.slug = "fd-close.programs-still-check-for-data",
     .id = "FDC-06",
     .strength = Strength::advisory,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncselect",
     .text = "Still check for remaining data upon FD_CLOSE."},
    {.slug = "fd-close.closure-posts-no-fd-read",
     .id = "FDC-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2"_levels,
     .sources = "D/wsaasyncselect, V11/085",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_read,
     .text = "Closure is signalled by FD_CLOSE alone, no FD_READ for it."},
    {.slug = "fd-close.comes-at-most-once",
     .id = "FDC-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, V11/085, D/lpwspasyncselect, D/lpwspeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_close,
     .text = "No re-enabling call exists; at most one FD_CLOSE per connection registration."},
    {.slug = "fd-close.already-closed-connection-posts-at-once",
     .id = "FDC-09",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncselect",
     .needs = "P-PEER, P-WIN",
     .text = "Posted at once if the connection is already closed when registering."},
    {.slug = "fd-close.follows-peer-end-after-local-shutdown",
     .id = "FDC-10",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "Also posted when, after a local graceful shutdown, the peer's end-of-data arrives and "
         "nothing is left to read."},
    {.slug = "fd-close.new-registration-replaces-the-old",
     .id = "FDC-11",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, V11/085, D/lpwspasyncselect, D/lpwspeventselect",
     .needs = "P-WIN",
     .text =
         "A new WSAAsyncSelect (or WSAEventSelect) replaces the old registration; event mask 0 "
         "cancels; queued messages may still appear."},
    {.slug = "fd-close.failed-post-is-retried-while-window-exists",
     .id = "FDC-12",
     .strength = Strength::must,
     .levels = "1.1"_levels,
     .sources = "V11/085",
     .needs = "P-FULLQ, P-WIN",
     .text = "Failed posts are retried while the window exists."},
    {.slug = "fd-close.providers-post-through-wpupostmessage",
     .id = "FDC-13",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/windows-messages, D/lpwspasyncselect",
     .needs = "P-PROV",
     .text = "Providers post through WPUPostMessage."},
    {.slug = "fd-close.announces-remote-initiated-teardown",
     .id = "FDC-14",
     .strength = Strength::must,
     .levels = "SPI"_levels,
     .sources = "W/connection-shutdown",
     .needs = "P-PROV",
     .text = "Providers announce remote-initiated teardown through FD_CLOSE."},
    {.slug = "fd-close.arrival-after-sd-receive-is-unspecified",
     .id = "FDC-15",
     .strength = Strength::may,
     .levels = "2.2"_levels,
     .sources = "D/wsaasyncselect, S4",
     .needs = "P-PEER, P-WIN",
     .text =
         "Whether FD_CLOSE still arrives after local SD_RECEIVE/WSARecvDisconnect is not stated.",
     .allowed = "FD_CLOSE may come or not."},
    {.slug = "fd-close.wsaeventselect-records-it-too",
     .id = "FDC-16",
     .strength = Strength::must,
     .levels = "2.2"_levels,
     .sources = "D/wsaeventselect",
     .needs = "P-PEER",
     .text =
         "With WSAEventSelect the same conditions record FD_CLOSE and its error in the "
         "network-event record."},
}};
// clang-format on

static_assert(are_the_rows_of("fd-close", fd_close));

}  // namespace wsconform::clauses
