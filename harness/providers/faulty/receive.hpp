// SPDX-License-Identifier: Apache-2.0

#pragma once

// A WSPRecv with its arguments as one value, for faults that are made of it.

#include "harness/providers/faulty/faulty.hpp"

namespace wsconform::faulty {

struct Receive {
    SOCKET s;
    LPWSABUF buffers;
    DWORD count;
    LPDWORD received;
    LPDWORD flags;
    LPWSAOVERLAPPED overlapped;
    LPWSAOVERLAPPED_COMPLETION_ROUTINE routine;
    LPWSATHREADID thread;
    LPINT error;

    int clean_value() const {
        return clean.lpWSPRecv(s, buffers, count, received, flags, overlapped, routine, thread,
                               error);
    }
};

/// The fault as an entry of the procedure table.
template <auto receive>
int WSPAPI receive_entry(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                         LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE routine,
                         LPWSATHREADID thread, LPINT error) {
    return receive(Receive{s, buffers, count, received, flags, overlapped, routine, thread, error});
}

}  // namespace wsconform::faulty
