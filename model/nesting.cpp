// What may be called within a blocking hook.

#include <algorithm>

#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::nothing;

namespace {

bool is_exempt(const Call& call) {
    return is_one_of<calls::IsBlocking, calls::CancelBlockingCall, calls::SpiCancelBlockingCall,
                     calls::GetLastError, calls::SetLastError>(call);
}

Clauses nesting_clauses(const Call& call) {
    Clauses because{"nesting.nested-call-reports-wsaeinprogress"_clause,
                    "nesting.spi-entries-refuse-nesting-except-cancel"_clause,
                    "blocking-hook.hook-may-only-cancel-and-query"_clause};
    if (is_one_of<calls::Startup, calls::SpiStartup>(call))
        because.add("nesting.startup-is-refused-while-blocking"_clause);
    if (is_one_of<calls::Cleanup>(call)) {
        because.add("blocking-hook.cleanup-from-hook-is-refused"_clause);
        because.add("cleanup.call-while-blocking-is-wsaeinprogress"_clause);
    }
    if (is_one_of<calls::SetBlockingHook>(call))
        because.add("blocking-hook.failed-set-returns-null-with-reason"_clause);
    if (is_one_of<calls::Receive, calls::Send, calls::Accept, calls::Connect, calls::Select,
                  calls::GetHostByName>(call))
        because.add("pseudo-blocking.thread-has-one-outstanding-blocking-call"_clause);
    if (is_one_of<calls::RecvDisconnect>(call))
        because.add("recv-disconnect.nested-call-reports-wsaeinprogress"_clause);
    if (is_one_of<calls::AsyncGet>(call))
        because.add("async-get.nested-call-reports-wsaeinprogress"_clause);
    if (is_one_of<calls::CancelAsync>(call))
        because.add("cancel-async.nested-call-reports-wsaeinprogress"_clause);
    return because;
}

/// What refuses the call itself, wherever it is made, may be reported as well as that it is nested.
void allow_own_refusals(Ruling& ruling, const Call& call, const State& next) {
    Ruling own{ruling.spec(), ruling.state(), ruling.thread()};
    decide_call(own, call);
    const auto is_refusal = [](const Outcome& outcome) {
        return outcome.pattern.kind == ReplyKind::failed && !outcome.mutant &&
               outcome.pattern.error != Error::wsaewouldblock &&
               outcome.pattern.error != Error::wsa_io_pending;
    };
    if (!std::ranges::all_of(own.allowed(), is_refusal)) return;
    for (const Outcome& refusal : own.allowed())
        ruling.allow(refusal.pattern, next, {}).reluctant = true;
}

void refuse_nested(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    const Clauses because = nesting_clauses(call);
    State next = state;
    if (const SocketId id = socket_named_by(call); id != SocketId::none) next.at(id).refused = 1;
    const bool returns_the_code = is_one_of<calls::Startup, calls::SpiStartup>(call);
    ruling.allow(failed(Error::wsaeinprogress), next, because, {},
                 returns_the_code ? Remember::no_error : Remember::nothing);
    allow_own_refusals(ruling, call, next);
    ruling.forbid(done(Range::any()), because);
}

/// The state after the thread's hook performed a step and returned FALSE.
State after_hook_run(const State& state, ThreadId thread) {
    State next = state;
    Thread& own = next.at(thread);
    if (own.flight == Flight::begun) own.flight = Flight::waiting;
    Hook& hook = next.at(own.hook);
    hook.least = 0;
    hook.most = own.cancelled != 0 ? 0 : 2;
    hook.idle = own.cancelled != 0 ? static_cast<std::uint8_t>(Idle::cancelled) : 0;
    return next;
}

}  // namespace

void decide_inside(Ruling& ruling, const Call& call) {
    const State& state = ruling.state();
    const ThreadId thread = ruling.thread();
    const Thread& own = state.at(thread);
    if (!is_hooked(state, thread) || own.flight == Flight::none) {
        ruling.allow(nothing(), state, {});
        return;
    }
    if (is_exempt(call))
        decide_call(ruling, call);
    else
        refuse_nested(ruling, call);
    if (is_one_of<calls::GetLastError>(call) && own.last_error > Error::none) {
        const Clauses because{"nesting.last-error-and-conversions-keep-working"_clause};
        const auto code = static_cast<std::uint32_t>(own.last_error);
        ruling.forbid(done({0, code - 1}), because);
        ruling.forbid(done({code + 1, Range::any().highest}), because);
    }
    ruling.change_next([&](Outcome& o) { o.next = after_hook_run(o.next, thread); });
    if (own.flight == Flight::landed) {
        ruling.allow(nothing(), state, {});
    } else {
        ruling.forbid(nothing(),
                      {"blocking-hook.wait-loop-repeats-hook-until-false"_clause,
                       "pseudo-blocking.providers-still-support-pseudo-blocking"_clause,
                       "blocking-callback.provider-calls-repeatedly-while-pending"_clause,
                       "blocking-callback.query-is-mandatory-for-providers"_clause});
    }
}

}  // namespace wsconform
