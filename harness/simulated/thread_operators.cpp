// What is a thread's own becomes the process's, and the other way round.

#include "conformance/judging/state_set.hpp"
#include "harness/simulated/mutation_operators.hpp"
#include "model/flight.hpp"

namespace wsconform {

void Mutating::mix_up_threads() {
    if (!moment_->step->thread || moment_->kind != MomentKind::ends) return;
    const ThreadId own = *moment_->step->thread;
    const auto is_another = [&](std::size_t i) { return i != index_of(own); };
    bool others_wait = false;
    for (std::size_t i = 0; i < before().threads.size(); ++i)
        others_wait |=
            is_another(i) && is_pending(before(), ThreadId{static_cast<std::uint8_t>(i)});

    if (others_wait && can_fail())
        fail("per-process:nesting:" + function(), Error::wsaeinprogress, undone_);
    const bool is_startup = std::holds_alternative<calls::Startup>(call());
    if (index_of(own) != 0 && before().process.startups != 0 && can_fail() && !is_startup)
        fail("per-thread:startup:" + function(), Error::wsanotinitialised, undone_);

    if (std::holds_alternative<calls::GetLastError>(call())) {
        for (std::size_t i = 0; i < before().threads.size(); ++i) {
            const Error other = before().threads[i].last_error;
            if (!is_another(i) || other == Error::unknown) continue;
            Reply mixed = reply();
            mixed.value = static_cast<std::uint32_t>(other);
            add("per-process:last-error:" + function(), mixed, next());
        }
    }
    if (others_wait && std::holds_alternative<calls::IsBlocking>(call())) {
        Reply blocking = reply();
        blocking.value = 1;
        add("per-process:" + function(), blocking, next());
    }
    State shared = next();
    const bool hooks = reply().kind == ReplyKind::done &&
                       (std::holds_alternative<calls::SetBlockingHook>(call()) ||
                        std::holds_alternative<calls::UnhookBlockingHook>(call()));
    const bool cancels = std::holds_alternative<calls::CancelBlockingCall>(call()) ||
                         std::holds_alternative<calls::SpiCancelBlockingCall>(call());
    for (std::size_t i = 0; i < shared.threads.size(); ++i) {
        const bool waits = is_pending(before(), ThreadId{static_cast<std::uint8_t>(i)});
        if (hooks) shared.threads[i].hook = next().at(own).hook;
        if (cancels && is_another(i) && waits) shared.threads[i].cancelled = 1;
    }
    if (!(shared == next())) add("per-process:" + function(), reply(), shared, Memory::keeps);
}

}  // namespace wsconform
