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

#include "conformance/exploring/packed_states.hpp"
#include "model/calls.hpp"
#include "model/state.hpp"

namespace wsconform {

struct Bound {
    std::size_t requests{1};
    std::size_t threads{1};
    std::size_t sockets{};
};

/// The parts of the state, by their offsets, that settle what an action does.
struct Reads {
    /// All that decides what it may do, and all that it changes but the last error.
    std::vector<std::size_t> parts{};
    /// All that decides whether it is offered; empty: `parts` do.
    std::vector<std::size_t> offered_by{};
    /// It does something to each request apart. Then `parts` decide what it does beside that, and
    /// `apart`, with one request, what that request sees of it. What comes of one request alone
    /// (its message, its next internal step) may come whatever the others are; all else comes if
    /// the process would allow it with each of the requests alone, and does then to each what it
    /// would do to it alone.
    bool is_apart{};
    std::vector<std::size_t> apart{};
    bool is_any{};  ///< Any part may decide it.
};

/// One call of the bounded model.
struct Action {
    std::optional<ThreadId> thread;  ///< Nothing for the steps of the lower testers.
    Call call;
    std::string name;  ///< Such as "WSACancelAsyncRequest(r1)".
    std::string json;  ///< The step in a scenario, without its claim and its last brace.
    std::function<bool(const State&)> is_offered;
    Reads reads{};  ///< The explorer looks a call up by them.
};

/// All calls, in the order in which they are tried.
std::vector<Action> actions_within(const Bound& bound);

/// What settles a call within a bound without sockets (parts_read.cpp).
Reads reads_of(const Call& call);
/// The same for the internal steps.
Reads reads_of_internal_steps(const Bound& bound);

/// What the calls can change, but the last errors that the explorer sets apart.
std::vector<PackedStates::Part> parts_within(const Bound& bound, bool are_errors_grouped);

std::size_t offset_of_request(std::size_t index);
std::size_t offset_of_last_error(std::size_t thread);

/// The state once the window, the names and the listeners are there.
State start_of(const Bound& bound);

/// The steps of a scenario that lead there.
std::vector<std::string> steps_to_start(const Bound& bound);

/// What an observer would say of a state: "started twice; r1 running".
std::string description_of(const State& state, const Bound& bound);

}  // namespace wsconform
