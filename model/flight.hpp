// SPDX-License-Identifier: Apache-2.0

#pragma once

// Calls in flight: begun by a thread that waits for their return while others act. Such a call
// takes effect at some moment between its invocation and its return; that moment is an internal
// step of its own, for which whoever explores states has to know the call (the oracle, from the
// trace; the simulated provider, from the scenario).

#include <optional>

#include "model/ruling.hpp"

namespace wsconform {

/// The state after the thread has begun the call.
State begun(const Spec& spec, const State& state, ThreadId thread, const Call& call);

/// Whether the thread's call in flight may still take effect.
bool is_pending(const State& state, ThreadId thread);

/// The state after the call in flight took effect with that outcome, seen later as `reply`.
State landed(const Outcome& outcome, const Reply& reply, ThreadId thread);

/// The state after a call that took effect has returned.
State returned(const State& state, const Reply& reply, ThreadId thread);

/// The state after the thread was seen, or may have been seen, to wait in a call: its hook runs.
State waited(const State& state, ThreadId thread);

/// Whether the thread's blocking calls run a hook: it has one, and the client is a 1.1 client.
bool is_hooked(const State& state, ThreadId thread);

/// Whether that call of the thread may run its hook.
bool may_run_hook(const State& state, ThreadId thread, const Call& call);

/// Whether the call, ruled so, has to wait or may have waited until its time was over.
bool may_have_waited(const Ruling& ruling, const Call& call);

/// The socket the call works on; `none` if there is none.
SocketId socket_named_by(const Call& call);

}  // namespace wsconform
