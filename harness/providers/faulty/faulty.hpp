// SPDX-License-Identifier: Apache-2.0

#pragma once

// A provider of ours with one fault. The clean one is linked in unchanged; its WSPStartup is called
// by ours, which then changes what it gave: entries of the procedure table, or the upcall table.

#include <winsock2.h>

#include <ws2spi.h>

#include <span>
#include <string_view>

namespace wsconform::faulty {

/// The arguments of WSPStartup.
struct Start {
    WORD requested;
    LPWSPDATA data;
    LPWSAPROTOCOL_INFOW protocol;
    WSPUPCALLTABLE upcalls;
    LPWSPPROC_TABLE table;
};

/// Starts the clean provider; its table is `clean` from then on.
int start_clean(const Start& start);
extern WSPPROC_TABLE clean;
/// The table of the latest start.
extern WSPUPCALLTABLE upcalls;

/// Fails with the code.
inline int failed(LPINT error, int code) {
    if (error != nullptr) *error = code;
    return SOCKET_ERROR;
}

/// In the place of WSPStartup.
using FaultyStart = int (*)(const Start& start);

struct Fault {
    std::string_view name;
    FaultyStart start;
};
/// Those of calls that wait.
std::span<const Fault> blocking_faults();
/// Those of how a receive is asked for and how it completes.
std::span<const Fault> completion_faults();
/// Those of network events, and of what an accepted socket has of its listener.
std::span<const Fault> event_faults();
std::span<const Fault> select_faults();
/// Those of the ends of connections and of what is received.
std::span<const Fault> stream_faults();

/// A table with one entry changed.
template <auto entry, auto by>
int with_entry(const Start& start) {
    const int code = start_clean(start);
    if (code == 0) start.table->*entry = by;
    return code;
}

/// Null if there is no such fault.
FaultyStart fault_named(std::string_view name);

}  // namespace wsconform::faulty
