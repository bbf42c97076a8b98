// SPDX-License-Identifier: Apache-2.0

#include "harness/agent/hooks.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "harness/agent/errors.hpp"
#include "harness/agent/flight.hpp"
#include "harness/agent/guarded_call.hpp"
#include "harness/agent/own_failure.hpp"

namespace wsconform::agent {

namespace {

struct Hook {
    FARPROC function;
    std::string name{};
    HookManner manner{};
    unsigned repeats_left = 0;
    HookSeen seen{};
};

INT_PTR run_hook(std::size_t index);

template <std::size_t index>
INT_PTR WINAPI hook_function() {
    return run_hook(index);
}

std::mutex lock;
std::array hooks{Hook{hook_function<0>}, Hook{hook_function<1>}, Hook{hook_function<2>},
                 Hook{hook_function<3>}};
thread_local Hook* hook_here = nullptr;

void dispatch_messages() {
    MSG message{};
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
}

bool goes_on(Hook& hook) {
    const std::scoped_lock hold{lock};
    if (hook.repeats_left > 0) {
        --hook.repeats_left;
        return true;
    }
    hook.repeats_left = hook.manner.repeats;
    return false;
}

/// A hook that had nothing to do leaves the last error as it found it.
INT_PTR run_hook(std::size_t index) {
    const OurOwnCode ours;
    fail_in_hook_if_told();
    const DWORD last_error = GetLastError();
    Hook& hook = hooks[index];
    bool dispatches = false;
    {
        const std::scoped_lock hold{lock};
        ++hook.seen.ran;
        dispatches = hook.manner.dispatches;
    }
    Hook* const outer = std::exchange(hook_here, &hook);
    const bool has_performed = perform_inside_step();
    hook_here = outer;
    if (has_performed) return FALSE;
    if (dispatches) dispatch_messages();
    const bool again = goes_on(hook);
    SetLastError(last_error);
    return again ? TRUE : FALSE;
}

Hook* find(const std::string& name) {
    auto* const found = std::ranges::find(hooks, name, &Hook::name);
    return found == hooks.end() ? nullptr : found;
}

}  // namespace

FARPROC hook_named(const std::string& name, const HookManner& manner) {
    const std::scoped_lock hold{lock};
    Hook* hook = find(name);
    if (hook == nullptr) hook = find("");
    if (hook == nullptr) throw InputError("too many hooks");
    hook->name = name;
    hook->manner = manner;
    hook->repeats_left = manner.repeats;
    return hook->function;
}

std::optional<std::string> name_of_hook(FARPROC function) {
    const std::scoped_lock hold{lock};
    const auto* const found = std::ranges::find(hooks, function, &Hook::function);
    if (found == hooks.end()) return std::nullopt;
    return found->name;
}

HookSeen observe_hook(const std::string& name) {
    const std::scoped_lock hold{lock};
    Hook* hook = find(name);
    // What would have installed it was to be done inside a call that did not run its hook.
    if (hook == nullptr) return {};
    return std::exchange(hook->seen, {});
}

void inside_step_was_performed() {
    const std::scoped_lock hold{lock};
    if (hook_here == nullptr) return;
    hook_here->seen.ran = 0;
    hook_here->repeats_left = hook_here->manner.repeats;
}

void note_wrong_context(FARPROC function) {
    const std::scoped_lock hold{lock};
    auto* const found = std::ranges::find(hooks, function, &Hook::function);
    if (found != hooks.end()) found->seen.has_wrong_context = true;
}

}  // namespace wsconform::agent
