// SPDX-License-Identifier: Apache-2.0

#pragma once

// What the host's select says.

#include "harness/providers/base/windows_headers.hpp"

namespace wsconform::base {

/// Host sockets to ask about, and after `wait` those that are ready.
struct HostSets {
    fd_set read, write, except;

    HostSets();
    /// Each socket is asked about for exceptions as well: a refused connection is one.
    void add(SOCKET host, bool for_read, bool for_write);
    bool is_empty() const;
    /// As the host's select.
    int wait(long milliseconds);
};

bool has(const fd_set& set, SOCKET socket);

}  // namespace wsconform::base
