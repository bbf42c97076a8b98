// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/packet_trial.hpp"

#include <atomic>

#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

namespace {

struct PacketTrial {
    const Api* api;
    std::atomic<bool> is_good;
};

/// Returns what the function returned, or `otherwise`.
template <typename Function, typename Value, typename... Parameters>
Value tried(const Api& api, const char* name, Value otherwise, Parameters... parameters) {
    auto* const function = api.function<Function>(name);
    Value value = otherwise;
    if (function == nullptr || run(value, function, parameters...) != 0) return otherwise;
    return value;
}

/// A provider that looks at no type makes a socket all the same, but not of this one.
bool tells_type(const Api& api, SOCKET socket) {
    int type = 0;
    int length = sizeof type;
    const int value =
        tried<decltype(::getsockopt)>(api, "getsockopt", SOCKET_ERROR, socket, int{SOL_SOCKET},
                                      int{SO_TYPE}, reinterpret_cast<char*>(&type), &length);
    return value == 0 && type == SOCK_SEQPACKET;
}

DWORD WINAPI attempt(void* opaque) {
    auto& trial = *static_cast<PacketTrial*>(opaque);
    const Api& api = *trial.api;
    constexpr WORD version = 0x0202;
    WSADATA data{};
    if (tried<decltype(::WSAStartup)>(api, "WSAStartup", SOCKET_ERROR, version, &data) != 0)
        return 0;
    const SOCKET socket = tried<decltype(::socket)>(api, "socket", INVALID_SOCKET, int{AF_INET},
                                                    int{SOCK_SEQPACKET}, int{0});
    if (socket != INVALID_SOCKET) trial.is_good = tells_type(api, socket);
    return 0;
}

}  // namespace

bool makes_packet_sockets(const Api& api) {
    constexpr DWORD patience_ms = 2000;
    // Not on the stack: the thread may outlive this function.
    static PacketTrial trial{&api, false};
    auto* const thread = CreateThread(nullptr, 0, attempt, &trial, 0, nullptr);
    return thread != nullptr && WaitForSingleObject(thread, patience_ms) == WAIT_OBJECT_0 &&
           trial.is_good;
}

}  // namespace wsconform::agent
