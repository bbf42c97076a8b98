// SPDX-License-Identifier: Apache-2.0

#pragma once

// The rows of the catalogue, an array for each group of clauses. Its size is the number of names
// that the group has in clause_names.hpp, so a row too many does not compile; that each row has its
// name, each file asserts of its own rows.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "model/clause.hpp"
#include "model/clause_names.hpp"

namespace wsconform::clauses {

template <std::size_t size>
using Rows = std::array<Clause, size>;

/// How many clauses the group has.
consteval std::size_t size_of(std::string_view group) {
    const auto size = std::ranges::count(clause_names, group, group_of);
    if (size == 0) throw "no clause is named so";
    return static_cast<std::size_t>(size);
}

/// Whether the rows are those of the group's names, in the same order.
template <std::size_t size>
consteval bool are_the_rows_of(std::string_view group, const Rows<size>& rows) {
    const auto* const first = std::ranges::find(clause_names, group, group_of);
    return std::ranges::equal(rows, std::ranges::subrange{first, first + size}, {}, &Clause::slug);
}

extern const Rows<size_of("cancel-async")> cancel_async;
extern const Rows<size_of("async-get")> async_get;
extern const Rows<size_of("async-host-by-name")> async_host_by_name;
extern const Rows<size_of("async-host-by-addr")> async_host_by_addr;
extern const Rows<size_of("async-proto")> async_proto;
extern const Rows<size_of("async-serv")> async_serv;
extern const Rows<size_of("pseudo-blocking")> pseudo_blocking;
extern const Rows<size_of("cancel-blocking")> cancel_blocking;
extern const Rows<size_of("after-cancel")> after_cancel;
extern const Rows<size_of("blocking-callback")> blocking_callback;
extern const Rows<size_of("blocking-hook")> blocking_hook;
extern const Rows<size_of("nesting")> nesting;
extern const Rows<size_of("recv-disconnect")> recv_disconnect;
extern const Rows<size_of("spi-recv-disconnect")> spi_recv_disconnect;
extern const Rows<size_of("send-disconnect")> send_disconnect;
extern const Rows<size_of("shutdown")> shutdown;
extern const Rows<size_of("close")> close;
extern const Rows<size_of("fd-close")> fd_close;
extern const Rows<size_of("end-of-stream")> end_of_stream;
extern const Rows<size_of("enum-protocols")> enum_protocols;
extern const Rows<size_of("startup")> startup;
extern const Rows<size_of("version")> version;
extern const Rows<size_of("cleanup")> cleanup;
extern const Rows<size_of("not-initialised")> not_initialised;
extern const Rows<size_of("last-error")> last_error;
extern const Rows<size_of("connecting")> connecting;
extern const Rows<size_of("accepting")> accepting;
extern const Rows<size_of("binding")> binding;
extern const Rows<size_of("creating")> creating;
extern const Rows<size_of("datagram")> datagram;
extern const Rows<size_of("network-events")> network_events;
extern const Rows<size_of("receiving")> receiving;
extern const Rows<size_of("sending")> sending;
extern const Rows<size_of("select")> select;
extern const Rows<size_of("overlapped")> overlapped;
extern const Rows<size_of("host-name")> host_name;
extern const Rows<size_of("spi-startup")> spi_startup;
extern const Rows<size_of("spi-version")> spi_version;
extern const Rows<size_of("proc-table")> proc_table;
extern const Rows<size_of("upcall-table")> upcall_table;
extern const Rows<size_of("upcall")> upcall;
extern const Rows<size_of("provider-duty")> provider_duty;
extern const Rows<size_of("spi-cleanup")> spi_cleanup;
extern const Rows<size_of("layering")> layering;

}  // namespace wsconform::clauses
