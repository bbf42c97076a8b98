// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/layered/call.hpp"

#include <utility>

namespace wsconform::layered {

/// ws2_32 knows whose handle it is; what it gives is only looked up, never followed. So a handle
/// of another provider is refused, even one of a layer that stores a pointer or our own number.
std::optional<Call> call_on(SOCKET handle, LPINT error_number) {
    Layer& layer = Layer::of_process();
    auto running = layer.running();
    if (!running) {
        store(error_number, WSANOTINITIALISED);
        return {};
    }
    DWORD_PTR number = 0;
    int ignored = 0;
    std::optional<LayeredSocket> socket;
    if (running->upcalls.lpWPUQuerySocketHandleContext(handle, &number, &ignored) == 0) {
        socket = layer.sockets().find(number, handle);
    }
    if (!socket) {
        store(error_number, WSAENOTSOCK);
        return {};
    }
    return Call{std::move(running), std::move(*socket)};
}

}  // namespace wsconform::layered
