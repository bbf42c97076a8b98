// SPDX-License-Identifier: Apache-2.0

#pragma once

// A call on one socket: most entries only exchange the handle and go down. What is not named here
// as an exception is handed on as it came: buffers, lpOverlapped, its event or completion routine
// and lpThreadId do not carry the handle, so the lower provider completes them directly.

#include <memory>
#include <optional>

#include "harness/providers/layered/failure.hpp"
#include "harness/providers/layered/layer.hpp"

namespace wsconform::layered {

struct Call {
    std::shared_ptr<const Running> running;
    LayeredSocket socket;
};

/// Empty after a refusal, whose reason is stored: WSANOTINITIALISED or WSAENOTSOCK.
std::optional<Call> call_on(SOCKET handle, LPINT error_number);

/// `failure` is what the entry returns when it fails, FALSE for the two that are BOOL.
template <int failure = SOCKET_ERROR, typename Entry, typename... Arguments>
int forward(Entry WSPPROC_TABLE::*entry, LPINT error_number, SOCKET handle,
            Arguments... arguments) {
    const auto call = call_on(handle, error_number);
    if (!call) return failure;
    return (call->running->lower.*entry)(call->socket.lower, arguments..., error_number);
}

/// As WSPAsyncSelect.
int notify(const Call& call, HWND window, UINT message, long events, LPINT error_number);

}  // namespace wsconform::layered
