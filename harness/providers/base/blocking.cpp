// SPDX-License-Identifier: Apache-2.0

#include "harness/providers/base/blocking.hpp"

#include "harness/providers/base/entries.hpp"
#include "harness/providers/base/provider.hpp"
#include "harness/providers/base/readiness.hpp"

namespace wsconform::base {

namespace {

thread_local BlockingCall* innermost = nullptr;
thread_local int callbacks = 0;

Limit option_limit(Socket& socket, int option) {
    const std::lock_guard held(socket.lock);
    DWORD milliseconds = 0;
    int length = sizeof milliseconds;
    const int result = ::getsockopt(socket.host, SOL_SOCKET, option,
                                    reinterpret_cast<char*>(&milliseconds), &length);
    if (result != 0 || milliseconds == 0) return std::nullopt;
    return milliseconds;
}

}  // namespace

BlockingCall::BlockingCall(DWORD catalog_entry) : catalog_entry_(catalog_entry), outer_(innermost) {
    innermost = this;
    ++provider().waiting;
}

BlockingCall::~BlockingCall() {
    innermost = outer_;
    --provider().waiting;
}

bool BlockingCall::goes_on() {
    LPBLOCKINGCALLBACK callback = nullptr;
    DWORD_PTR context = 0;
    int error = 0;
    const auto query = provider().latest_start.upcalls().lpWPUQueryBlockingCallback;
    if (query(catalog_entry_, &callback, &context, &error) != 0) callback = nullptr;
    if (callback != nullptr) {
        const CallbackScope scope;
        if (callback(context) == FALSE) cancelled_ = true;
    }
    return !cancelled_;
}

int BlockingCall::count() {
    int calls = 0;
    for (const BlockingCall* call = innermost; call != nullptr; call = call->outer_)
        ++calls;
    return calls;
}

bool BlockingCall::cancel_innermost() {
    if (innermost == nullptr) return false;
    innermost->cancelled_ = true;
    return true;
}

CallbackScope::CallbackScope() {
    ++callbacks;
}
CallbackScope::~CallbackScope() {
    --callbacks;
}
bool CallbackScope::is_active() {
    return callbacks != 0;
}

Limit receive_limit(Socket& socket) {
    return option_limit(socket, SO_RCVTIMEO);
}
Limit send_limit(Socket& socket) {
    return option_limit(socket, SO_SNDTIMEO);
}
Limit no_limit(Socket&) {
    return std::nullopt;
}

void wait_a_round(Socket& socket, Wanted wanted) {
    constexpr long round_ms = 10;
    SOCKET host = INVALID_SOCKET;
    {
        const std::lock_guard held(socket.lock);
        host = socket.host;
    }
    // Without the lock: if the socket is closed meanwhile and the host gives its value to another
    // one, all that happens is that this round is short.
    HostSets sets;
    if (host != INVALID_SOCKET)
        sets.add(host, wanted == Wanted::readable, wanted == Wanted::writable);
    if (sets.wait(round_ms) < 0) ::Sleep(round_ms);
}

bool is_over(ULONGLONG start, const Limit& limit) {
    return limit && ::GetTickCount64() - start >= *limit;
}

int WSPAPI cancel_blocking_call(LPINT error) {
    if (const int failure = provider().failure.exchange(0); failure != 0)
        return answer(failure, error);
    if (BlockingCall::cancel_innermost()) return 0;
    if (error != nullptr) *error = WSAEINVAL;
    return SOCKET_ERROR;
}

}  // namespace wsconform::base
