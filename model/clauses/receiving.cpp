// SPDX-License-Identifier: Apache-2.0

// What a receive does that is not about the end.

#include "model/clauses/groups.hpp"

namespace wsconform::clauses {

// clang-format off
constexpr Rows<size_of("receiving")> receiving{{
    {.slug = "receiving.zero-length-leaves-the-data",
     .id = "RCV-01",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv",
     .needs = "P-PEER",
     .text =
         "A receive with a length of zero leaves the data: it returns 0 where there is data, which "
         "can be received afterwards."},
    {.slug = "receiving.peek-leaves-the-data",
     .id = "RCV-02",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/recvfrom, D/wsarecv",
     .needs = "P-PEER",
     .text =
         "A receive with MSG_PEEK copies what is there and leaves it: the next receive gets the "
         "same data."},
    {.slug = "receiving.datagram-has-no-urgent-data",
     .id = "RCV-03",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/wsarecv",
     .text = "A receive with MSG_OOB on a datagram socket fails, with WSAEOPNOTSUPP.",
     .allowed = "A provider may call the flag unknown instead, with WSAEINVAL."},
    {.slug = "receiving.urgent-receive-takes-no-ordinary-data",
     .id = "RCV-04",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv",
     .needs = "P-PEER",
     .text =
         "A receive with MSG_OOB returns none of the data of the ordinary stream, and leaves it."},
    {.slug = "receiving.receive-for-all-fills-the-buffer",
     .id = "RCV-05",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/recv, D/wsarecv",
     .needs = "P-PEER",
     .text =
         "A receive with MSG_WAITALL on a blocking stream socket ends only when its buffer is "
         "full, the stream has ended, or it fails.",
     .allowed = "A provider without the flag refuses it with WSAEOPNOTSUPP."},
    {.slug = "receiving.buffers-fill-in-their-order",
     .id = "RCV-06",
     .strength = Strength::must,
     .levels = "2.2, SPI"_levels,
     .sources = "D/wsarecv",
     .needs = "P-PEER",
     .text =
         "A receive into several buffers fills each before it goes on to the next, in the order in "
         "which they were given."},
    {.slug = "receiving.timeout-ends-the-receive",
     .id = "RCV-07",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/setsockopt, D/recv",
     .needs = "P-PEER",
     .text =
         "With SO_RCVTIMEO a blocking receive to which nothing comes fails with WSAETIMEDOUT."},
    {.slug = "receiving.timeout-is-not-early",
     .id = "RCV-08",
     .strength = Strength::must_derived,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/setsockopt",
     .needs = "P-PEER",
     .text = "Before the time of SO_RCVTIMEO is over, no receive fails with WSAETIMEDOUT."},
    {.slug = "receiving.what-came-is-returned",
     .id = "RCV-09",
     .strength = Strength::must,
     .levels = "1.1, 2.2, SPI"_levels,
     .sources = "D/recv, D/wsarecv, D/lpwsprecv",
     .needs = "P-PEER",
     .text =
         "A receive on a connection for which data has come returns the next of it, as much as "
         "is there and fits; it neither waits nor fails because sending was shut down."},
}};
// clang-format on

static_assert(are_the_rows_of("receiving", receiving));

}  // namespace wsconform::clauses
