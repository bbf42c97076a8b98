// SPDX-License-Identifier: Apache-2.0

#pragma once

// How an entry fails: the reason goes through lpErrno, always, and never into the thread's last
// error, which belongs to ws2_32.

#include "harness/providers/layered/spi_headers.hpp"

namespace wsconform::layered {

/// The reason of a lower provider that failed without storing one.
constexpr int unexplained = WSASYSCALLFAILURE;

inline void store(LPINT error_number, int reason) {
    if (error_number != nullptr) *error_number = reason;
}

inline int refused(LPINT error_number, int reason) {
    store(error_number, reason);
    return SOCKET_ERROR;
}

}  // namespace wsconform::layered
