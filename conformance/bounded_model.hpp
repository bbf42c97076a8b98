#pragma once

// The model within a bound: a fixed set of calls, each offered wherever its names make sense, for a
// few requests, threads and sockets. The explorer walks all of it.
//
// The process asks for two host names, one that the name server answers and one that it holds
// until it is told to release it. The first thread owns the window and retrieves its messages; all
// threads make all other calls. A socket has a listening peer of its own to connect to.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/calls.hpp"
#include "model/state.hpp"

namespace wsconform {

struct Bound {
    std::size_t requests{1};
    std::size_t threads{1};
    std::size_t sockets{};
};

/// One call of the bounded model.
struct Action {
    std::optional<ThreadId> thread;  ///< Nothing for the steps of the lower testers.
    Call call;
    std::string name;  ///< Such as "WSACancelAsyncRequest(r1)".
    std::string json;  ///< The step in a scenario, without its claim and its last brace.
    std::function<bool(const State&)> is_offered;
    /// Offsets in State of all that decides what the call may do, and of all it changes but the
    /// last error; empty: any part of the state. The explorer looks a call up by them.
    std::vector<std::size_t> reads{};
};

/// All calls, in the order in which they are tried.
std::vector<Action> actions_within(const Bound& bound);

/// The same for the internal steps.
std::vector<std::size_t> reads_of_internal_steps(const Bound& bound);

/// The state once the window, the names and the listeners are there.
State start_of(const Bound& bound);

/// The steps of a scenario that lead there.
std::vector<std::string> steps_to_start(const Bound& bound);

/// What an observer would say of a state: "started twice; r1 running".
std::string description_of(const State& state, const Bound& bound);

}  // namespace wsconform
