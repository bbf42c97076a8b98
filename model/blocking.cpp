// SPDX-License-Identifier: Apache-2.0

// Blocking hooks, and the cancel of a blocking call.

#include "model/call_notes.hpp"
#include "model/flight.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::seen;
using patterns::with;

namespace {

bool is_modern(const State& state) {
    return state.process.lowest.major >= 2;
}

/// For clients of 2.0 and later these functions may do anything, or be absent.
void allow_anything(Ruling& ruling) {
    const State& state = ruling.state();
    const Clauses because{"blocking-hook.modern-clients-have-no-hook-calls"_clause};
    ruling.allow(seen(ReplyKind::missing), state, because, {"AMB-20"_ambiguity, "absent"});
    ruling.allow(done(Range::any()), state, because, {"AMB-20"_ambiguity, "reports success"});
    ruling.allow_any_failure(state, because, {"AMB-20"_ambiguity, "fails"});
}

void mark(State& state, HookId hook, Idle reason) {
    if (hook != HookId::none) state.at(hook).idle |= static_cast<std::uint8_t>(reason);
}

}  // namespace

void decide(Ruling& ruling, const calls::SetBlockingHook& call) {
    const State& state = ruling.state();
    const Clauses listed{"blocking-hook.failed-set-returns-null-with-reason"_clause};
    ruling.failures_obey(listed, listed);
    refuse_unstarted(ruling, listed);
    if (ruling.is_refused()) return;
    if (is_modern(state)) return allow_anything(ruling);

    State next = state;
    next.at(ruling.thread()).hook = call.hook;
    if (call.hook == HookId::none) {
        const Clauses unspecified{"blocking-hook.invalid-hook-pointer-is-unspecified"_clause};
        ruling.allow(done(Range::any()), next, unspecified);
        ruling.allow_any_failure(state, unspecified);
        return;
    }
    next.at(call.hook).repeats = call.repeats ? 1 : 0;
    const HookId previous = state.at(ruling.thread()).hook;
    const Clauses because{"blocking-hook.set-returns-previous-hook"_clause};
    if (previous == HookId::none) {
        const Clauses first{"blocking-hook.first-set-result-is-undefined"_clause};
        ruling.allow(done(Range::exactly(hook_number::null)), next, first,
                     {"AMB-16"_ambiguity, "NULL"});
        ruling.allow(done(Range::exactly(hook_number::foreign)), next, first,
                     {"AMB-16"_ambiguity, "default hook"});
        ruling.forbid(done({hook_number::first, hook_number::last}), next, because);
        return;
    }
    const std::uint32_t right = hook_number::of(previous);
    ruling.allow(done(Range::exactly(right)), next, because);
    ruling.forbid(done({hook_number::null, right - 1}), next, because);
    ruling.forbid(done({right + 1, hook_number::last + 1}), next, because);
}

void decide(Ruling& ruling, const calls::UnhookBlockingHook& /*call*/) {
    const State& state = ruling.state();
    const Clauses only{"blocking-hook.unhook-fails-only-without-startup"_clause};
    ruling.failures_obey(only, only);
    refuse_unstarted(ruling, only);
    if (ruling.is_refused()) return;
    if (is_modern(state)) return allow_anything(ruling);

    State next = state;
    mark(next, state.at(ruling.thread()).hook, Idle::unhooked);
    next.at(ruling.thread()).hook = HookId::none;
    ruling.allow(done(), next, {"blocking-hook.unhook-restores-default-mechanism"_clause});
    ruling.forbid(failed(Error::wsaeinval), only);
}

namespace {

struct Reason {
    Idle bit;
    ClauseId clause;
};
constexpr auto reasons_to_be_idle = std::to_array<Reason>({
    {Idle::no_wait, "blocking-hook.runs-only-when-call-must-wait"_clause},
    {Idle::no_wait, "blocking-callback.runs-only-when-operation-must-wait"_clause},
    {Idle::immediate, "pseudo-blocking.immediate-routines-never-run-hook"_clause},
    {Idle::poll, "blocking-hook.zero-timeout-select-runs-no-hook"_clause},
    {Idle::look_up, "async-get.never-runs-the-blocking-hook"_clause},
    {Idle::other_thread, "blocking-hook.installation-is-per-thread"_clause},
    {Idle::unhooked, "blocking-hook.unhook-restores-default-mechanism"_clause},
    {Idle::unhooked, "blocking-hook.unhooked-calls-block-the-thread"_clause},
    {Idle::cancelled, "cancel-blocking.hook-cancel-acts-after-hook-returns"_clause},
});

/// Whether some thread waits in a call and runs this hook.
bool is_running(const State& state, HookId hook) {
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        const ThreadId thread{static_cast<std::uint8_t>(i)};
        const bool runs = state.at(thread).hook == hook && state.at(thread).cancelled == 0;
        if (runs && is_hooked(state, thread) && state.at(thread).flight != Flight::none)
            return true;
    }
    return false;
}

}  // namespace

void decide(Ruling& ruling, const calls::ObserveHook& call) {
    const State& state = ruling.state();
    const Hook& hook = state.at(call.hook);
    constexpr std::uint32_t often = 2;

    State next = state;
    next.at(call.hook) = {};
    next.at(call.hook).repeats = hook.repeats;
    next.at(call.hook).served = hook.served;
    if (is_running(state, call.hook)) next.at(call.hook).most = often;

    Clauses running{"blocking-hook.wait-loop-repeats-hook-until-false"_clause,
                    "pseudo-blocking.only-listed-routines-may-block"_clause,
                    "pseudo-blocking.providers-still-support-pseudo-blocking"_clause,
                    "blocking-callback.provider-calls-repeatedly-while-pending"_clause,
                    "blocking-callback.query-is-mandatory-for-providers"_clause};
    if (hook.served != 0) running.add("blocking-hook.hook-stays-installed-across-calls"_clause);
    const Range range{hook.least, hook.most};
    ruling.allow(done(range), next, hook.least > 0 ? running : Clauses{});
    if (hook.least > 0) ruling.forbid(done({0, hook.least - 1U}), running);
    if (hook.most < often) {
        for (const Reason& reason : reasons_to_be_idle) {
            if ((hook.idle & static_cast<std::uint8_t>(reason.bit)) != 0)
                ruling.forbid(done({hook.most + 1U, often}), {reason.clause});
        }
    }
    if (hook.most > 0) {
        ruling.forbid(with(done({1, often}), Defect::wrong_context),
                      {"blocking-callback.context-is-passed-unchanged"_clause});
    }
}

void decide(Ruling& ruling, const calls::IsBlocking& /*call*/) {
    const State& state = ruling.state();
    const Clauses unstarted{"not-initialised.wsaisblocking-yields-false"_clause};
    const Clauses because{"blocking-hook.wsaisblocking-reports-own-pending-call"_clause,
                          "cancel-blocking.message-handler-sees-wsaisblocking-true"_clause};
    if (state.process.startups == 0) {
        ruling.allow(done(), state, unstarted);
        ruling.forbid(done({1, 1}), unstarted);
    } else if (is_modern(state)) {
        ruling.allow(done({0, 1}), state, {});
        ruling.allow(seen(ReplyKind::missing), state, {}, {"AMB-20"_ambiguity, "absent"});
    } else if (is_pending(state, ruling.thread())) {
        ruling.allow(done({1, 1}), state, because);
        ruling.forbid(done(), because);
    } else if (state.at(ruling.thread()).flight == Flight::landed) {
        ruling.allow(done({0, 1}), state, {});
    } else {
        ruling.allow(done(), state, because);
        ruling.forbid(done({1, 1}), because);
    }
}

namespace {

/// The thread has a call in flight, and cancels it from within its hook.
void cancel_own_call(Ruling& ruling) {
    const State& state = ruling.state();
    const Thread& own = state.at(ruling.thread());
    const Clauses because{"blocking-hook.cancel-succeeds-or-gives-listed-reason"_clause,
                          "blocking-hook.hook-may-only-cancel-and-query"_clause,
                          "cancel-blocking.may-be-called-at-any-time"_clause,
                          "nesting.query-and-cancel-are-exempt"_clause};
    for (const Error error : {Error::wsaeinprogress, Error::wsaeopnotsupp})
        ruling.forbid(failed(error), because);
    if (own.flight == Flight::landed) {
        const Clauses late{"blocking-hook.late-cancel-still-reports-zero"_clause,
                           "cancel-blocking.success-may-have-cancelled-nothing"_clause};
        ruling.allow(done(), state, late);
        ruling.forbid(failed(Error::wsaeinval), late);
        if (state.process.is_spi != 0) ruling.allow_failure(Error::wsaeinval, {});
        return;
    }
    if (own.cancelled != 0) {
        const Clauses second{"cancel-blocking.second-cancel-is-unspecified"_clause};
        ruling.allow(done(), state, second);
        ruling.allow_failure(Error::wsaeinval, second);
        return;
    }
    State next = state;
    next.at(ruling.thread()).cancelled = 1;
    ruling.allow(done(), next, because);
    ruling.forbid(failed(Error::wsaeinval), because);
}

/// No blocking call of this thread is outstanding; calls of others are none of its business.
void cancel_nothing(Ruling& ruling, const Clauses& idle) {
    const State& state = ruling.state();
    State spared = state;
    State struck = state;
    spared.at(ruling.thread()).stale_cancel = 1;
    bool others_wait = false;
    for (std::size_t i = 0; i < state.threads.size(); ++i) {
        if (!is_pending(state, ThreadId{static_cast<std::uint8_t>(i)})) continue;
        others_wait = true;
        spared.threads[i].spared = 1;
        struck.threads[i].cancelled = 1;
    }
    Clauses because = idle;
    const Clauses own{"cancel-blocking.affects-only-the-calling-thread"_clause};
    if (others_wait) {
        because.add(own);
        ruling.forbid(done(Range::any()), struck, own);
    }
    ruling.allow_failure(Error::wsaeinval, spared, because);
    ruling.forbid(done(Range::any()), idle);
    ruling.forbid(failed(Error::wsaeinprogress),
                  {"cancel-blocking.may-be-called-at-any-time"_clause});
}

}  // namespace

/// With nothing to cancel the version negotiated shows: a 1.1 client is told so (HKS-17), while for
/// a 2.x client anything goes (HKS-19).
void decide(Ruling& ruling, const calls::CancelBlockingCall& /*call*/) {
    const Clauses listed{"blocking-hook.cancel-succeeds-or-gives-listed-reason"_clause};
    refuse_unstarted(ruling, listed);
    if (ruling.is_refused()) return;
    if (is_modern(ruling.state())) return allow_anything(ruling);
    ruling.failures_obey({}, listed);
    if (ruling.state().at(ruling.thread()).flight != Flight::none) return cancel_own_call(ruling);
    const Clauses because{"version.behaviour-follows-negotiated-version"_clause,
                          "blocking-hook.cancel-succeeds-or-gives-listed-reason"_clause,
                          "cancel-blocking.idle-thread-gets-wsaeinval"_clause};
    cancel_nothing(ruling, because);
    ruling.forbid(failed(Error::wsaeopnotsupp), because);
}

void decide(Ruling& ruling, const calls::SpiCancelBlockingCall& /*call*/) {
    const Clauses codes{"cancel-blocking.failure-reasons-are-wsaenetdown-and-wsaeinval"_clause};
    ruling.failures_obey({"cancel-blocking.failure-reason-goes-through-lperrno"_clause}, codes);
    if (ruling.state().at(ruling.thread()).flight != Flight::none) return cancel_own_call(ruling);
    cancel_nothing(ruling, {"cancel-blocking.idle-thread-gets-wsaeinval"_clause});
    ruling.forbid(failed(Error::wsanotinitialised), codes);
}

void decide(Ruling& ruling, const calls::GetHostByName& call) {
    const State& state = ruling.state();
    const Name& name = state.at(call.name);
    refuse_unstarted(ruling);
    if (ruling.is_refused() || name.held != 0) return;
    State next = state;
    note_asked(next.at(ruling.thread()), call.name);
    if (name.answer != Answer::found) {
        ruling.allow_any_failure(next, {});
        return;
    }
    const Clauses because{"after-cancel.database-lookup-returns-null-with-wsaeintr"_clause};
    const bool follows_cancel = state.at(ruling.thread()).stale_cancel != 0;
    ruling.allow(done(Range::any()), next, follows_cancel ? because : Clauses{});
    if (follows_cancel) ruling.forbid(failed(Error::wsaeintr), because);
}

}  // namespace wsconform
