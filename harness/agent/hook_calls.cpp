// SPDX-License-Identifier: Apache-2.0

// Blocking hooks, and what they are for: calls of Winsock 1.1 that no header for Winsock 2
// declares.

#include <array>

#include "harness/agent/forms.hpp"
#include "harness/agent/hooks.hpp"
#include "harness/agent/invoke.hpp"

namespace wsconform::agent {

namespace {

using WSASetBlockingHookFunction = FARPROC WSAAPI(FARPROC);
using WSAUnhookBlockingHookFunction = int WSAAPI();
using WSAIsBlockingFunction = BOOL WSAAPI();
using WSACancelBlockingCallFunction = int WSAAPI();

FARPROC hook_at(const Turn& turn, const char* key) {
    if (turn.arguments.at(key).is_null()) return nullptr;
    return hook_named(name_at(turn, key), {turn.arguments.value("repeats", 0U),
                                           turn.arguments.value("dispatches", false)});
}

void set_blocking_hook(Turn& turn) {
    const auto value = invoke<WSASetBlockingHookFunction>(turn, "WSASetBlockingHook",
                                                          hook_at(turn, "lpBlockFunc"));
    if (!value.has_value()) return;
    if (*value == nullptr)
        turn.facts["value"] = nullptr;
    else
        turn.facts["value"] = name_of_hook(*value).value_or("other");
}

void unhook_blocking_hook(Turn& turn) {
    invoke<WSAUnhookBlockingHookFunction>(turn, "WSAUnhookBlockingHook");
}

void is_blocking(Turn& turn) {
    invoke<WSAIsBlockingFunction>(turn, "WSAIsBlocking");
}

void cancel_blocking_call(Turn& turn) {
    invoke<WSACancelBlockingCallFunction>(turn, "WSACancelBlockingCall");
}

void observe(Turn& turn) {
    const HookSeen seen = observe_hook(name_at(turn, "on"));
    turn.facts["ran"] = seen.ran;
    if (seen.has_wrong_context) turn.facts["wrong_context"] = true;
}

constexpr auto forms = std::to_array<Form>({
    {"call", "WSASetBlockingHook", "lpBlockFunc repeats? dispatches?", set_blocking_hook},
    {"call", "WSAUnhookBlockingHook", "", unhook_blocking_hook},
    {"call", "WSAIsBlocking", "", is_blocking},
    {"call", "WSACancelBlockingCall", "", cancel_blocking_call},
    {"hook", "observes", "on", observe},
});

}  // namespace

std::span<const Form> hook_forms() {
    return forms;
}

}  // namespace wsconform::agent
