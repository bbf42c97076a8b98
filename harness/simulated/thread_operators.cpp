// SPDX-License-Identifier: Apache-2.0

// What is a thread's own becomes the process's, and the other way round.

#include "conformance/judging/state_set.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/flight.hpp"

namespace wsconform {

namespace {

ThreadId thread_at(std::size_t index) {
    return ThreadId{static_cast<std::uint8_t>(index)};
}

bool has_another_pending(const State& state, ThreadId own) {
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        if (i != index_of(own) && is_pending(state, thread_at(i))) return true;
    }
    return false;
}

}  // namespace

void MutationOperators::mix_up_threads() {
    if (!moment_->step->thread || moment_->kind != MomentKind::ends) return;
    const ThreadId own = *moment_->step->thread;
    const bool others_wait = has_another_pending(before(), own);

    if (others_wait && can_fail())
        fail("per-process:nesting:" + function(), Error::wsaeinprogress, undone_);
    const bool is_startup = std::holds_alternative<calls::Startup>(call());
    if (index_of(own) != 0 && before().process.startups != 0 && can_fail() && !is_startup)
        fail("per-thread:startup:" + function(), Error::wsanotinitialised, undone_);
    if (std::holds_alternative<calls::GetLastError>(call())) tell_errors_of_others(own);
    if (others_wait && std::holds_alternative<calls::IsBlocking>(call())) {
        Reply blocking = reply();
        blocking.value = 1;
        add("per-process:" + function(), blocking, next());
    }
    share_with_others(own);
}

void MutationOperators::tell_errors_of_others(ThreadId own) {
    for (std::size_t i = 0; i < before().threads.size(); ++i) {
        const Error other = before().threads[i].last_error;
        if (i == index_of(own) || other == Error::unknown) continue;
        Reply mixed = reply();
        mixed.value = static_cast<std::uint32_t>(other);
        add("per-process:last-error:" + function(), mixed, next());
    }
}

/// The hook that a thread sets, or its cancel, becomes that of all threads.
void MutationOperators::share_with_others(ThreadId own) {
    const bool hooks = reply().kind == ReplyKind::done &&
                       (std::holds_alternative<calls::SetBlockingHook>(call()) ||
                        std::holds_alternative<calls::UnhookBlockingHook>(call()));
    const bool cancels = std::holds_alternative<calls::CancelBlockingCall>(call()) ||
                         std::holds_alternative<calls::SpiCancelBlockingCall>(call());
    State shared = next();
    for (std::size_t i = 0; i < shared.threads.size(); ++i) {
        const bool another_waits = i != index_of(own) && is_pending(before(), thread_at(i));
        if (hooks) shared.threads[i].hook = next().at(own).hook;
        if (cancels && another_waits) shared.threads[i].cancelled = 1;
    }
    if (!(shared == next())) add("per-process:" + function(), reply(), shared, Memory::keeps);
}

}  // namespace wsconform
