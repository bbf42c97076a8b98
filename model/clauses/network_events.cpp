// SPDX-License-Identifier: Apache-2.0

// Network events other than FD_CLOSE.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("network-events")> network_events{{
    {.slug = "network-events.fd-read-comes-for-data",
     .id = "NEV-01",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FD_READ is posted, or recorded, when data is there to be received: it has arrived, or "
         "was there when the registration was made."},
    {.slug = "network-events.fd-read-waits-for-a-receive",
     .id = "NEV-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_read,
     .text =
         "Once FD_READ was posted, or recorded, it comes again only after a receive was called: "
         "data that arrives meanwhile posts no other."},
    {.slug = "network-events.receive-reenables-fd-read",
     .id = "NEV-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "A receive that leaves data posts, or records, FD_READ again, and data that arrives "
         "after a receive does too."},
    {.slug = "network-events.fd-write-comes-when-a-send-is-possible",
     .id = "NEV-04",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FD_WRITE is posted, or recorded, once a socket that asks for it is connected or "
         "accepted, or is a datagram socket with an address, and so can send.",
     .allowed = "A registration after one that has told of it need not tell of it again."},
    {.slug = "network-events.fd-write-comes-once",
     .id = "NEV-05",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_write,
     .text =
         "Once FD_WRITE was posted, or recorded, it comes again only after a send that failed with "
         "WSAEWOULDBLOCK, after another connect, or for another registration."},
    {.slug = "network-events.fd-accept-comes-for-a-connection",
     .id = "NEV-06",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FD_ACCEPT is posted, or recorded, when a connection waits to be accepted: it has come, "
         "or waited when the registration was made."},
    {.slug = "network-events.fd-accept-waits-for-an-accept",
     .id = "NEV-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_accept,
     .text =
         "Once FD_ACCEPT was posted, or recorded, it comes again only after accept was called: "
         "another connection that comes meanwhile posts no other."},
    {.slug = "network-events.accept-reenables-fd-accept",
     .id = "NEV-08",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "An accept that leaves a connection waiting posts, or records, FD_ACCEPT again, and a "
         "connection that comes after an accept does too."},
    {.slug = "network-events.fd-connect-tells-the-end-of-an-attempt",
     .id = "NEV-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "When the attempt of a non-blocking connect ends, whether it succeeded or failed, "
         "FD_CONNECT is posted or recorded."},
    {.slug = "network-events.fd-connect-carries-the-error",
     .id = "NEV-10",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .text =
         "FD_CONNECT carries how the attempt ended: no error if the socket is connected, "
         "WSAECONNREFUSED if nobody listens."},
    {.slug = "network-events.fd-connect-comes-once",
     .id = "NEV-11",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::fd_connect,
     .text =
         "Once FD_CONNECT was posted, or recorded, it comes again only after another connect, or "
         "for another registration."},
    {.slug = "network-events.events-come-only-with-their-cause",
     .id = "NEV-12",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::network_event,
     .text =
         "An event is posted, or recorded, only if what it tells of has come about: data, a "
         "connection on which a send is possible, a connection that waits, the end of an attempt."},
    {.slug = "network-events.only-events-asked-for-come",
     .id = "NEV-13",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/wsaasyncselect, D/wsaeventselect",
     .needs = "P-PEER, P-WIN",
     .witness = Witness::network_event,
     .text = "Only events that the registration names are posted or recorded.",
     .allowed = "What a registration before has posted may still be in the queue of its window."},
    {.slug = "network-events.enumeration-clears-the-record",
     .id = "NEV-14",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaenumnetworkevents, D/wsaeventselect",
     .needs = "P-PEER",
     .witness = Witness::network_event,
     .text =
         "WSAEnumNetworkEvents clears the record: what it has told of it does not tell of again by "
         "itself."},
    {.slug = "network-events.recorded-event-sets-the-event-object",
     .id = "NEV-15",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaeventselect",
     .needs = "P-PEER",
     .text = "When an event is recorded, the event object that WSAEventSelect was given is set."},
    {.slug = "network-events.event-object-waits-for-an-event",
     .id = "NEV-16",
     .strength = Strength::must_derived,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaeventselect",
     .needs = "P-PEER",
     .witness = Witness::object_set,
     .text = "Before any event is recorded the event object stays unsignalled."},
    {.slug = "network-events.event-object-stays-set",
     .id = "NEV-17",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsacreateevent, D/wsaenumnetworkevents",
     .needs = "P-PEER",
     .text =
         "An event object with a manual reset stays set until it is reset: an enumeration that "
         "does not name it leaves it so."},
    {.slug = "network-events.enumeration-resets-the-event-object",
     .id = "NEV-18",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsaenumnetworkevents",
     .needs = "P-PEER",
     .text = "A WSAEnumNetworkEvents that names the event object resets it."},
}};
// clang-format on

static_assert(are_the_rows_of("network-events", network_events));

}  // namespace wsconform::clauses
