// Messages: which are owed to a window, and which must not come.

#include <algorithm>
#include <vector>

#include "model/lookup_endings.hpp"
#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::message;
using patterns::nothing;
using patterns::sized;
using patterns::with;

namespace {

constexpr std::uint32_t largest_low_word = 0xffff;

/// What happens to a request when its message is seen.
State seen(const State& state, std::size_t index, bool leaves_it) {
    State next = state;
    Request& request = next.requests[index];
    if (leaves_it) {
        request.peeked = 1;
    } else {
        request.phase = RequestPhase::read;
    }
    return next;
}

void decide_message(Ruling& ruling, std::size_t index, bool leaves_it) {
    const Request& request = ruling.state().requests[index];
    const State next = seen(ruling.state(), index, leaves_it);
    Clauses because{"async-get.accepted-request-posts-exactly-one-message"_clause,
                    "async-get.message-wparam-is-task-handle"_clause,
                    "async-get.lparam-high-word-is-error-code"_clause};
    because.add(failure_clauses(request));
    if (request.peeked != 0) {
        because.add("cancel-async.refused-cancel-keeps-unread-message"_clause);
        const Pattern same =
            sized(message(request.handle, request.error), Range::exactly(request.size));
        ruling.allow(same, next, because);
        return;
    }
    const std::vector<Ending> endings = endings_of(request);
    for (const Ending& ending : endings) {
        Pattern pattern = message(request.handle, ending.error);
        pattern.any_error = ending.any_error;
        if (ending.error == Error::wsaenobufs)
            pattern.size = {least_size_of(request), largest_low_word};
        ruling.allow(pattern, next, because, ending.branch, Remember::message, index);
    }
    forbid_bad_message(ruling, request, endings, next);
}

/// Why no message of this request may come (any more).
Clauses reasons_for_silence(const State& state, const Request& request) {
    switch (request.phase) {
        case RequestPhase::read:
            return {"async-get.accepted-request-posts-exactly-one-message"_clause};
        case RequestPhase::cancelled:
            return {"cancel-async.cancelled-request-posts-no-message"_clause,
                    "cancel-async.completion-race-yields-exactly-one-outcome"_clause};
        case RequestPhase::dropped: {
            Clauses reasons{"cancel-async.final-cleanup-cancels-requests-silently"_clause,
                            "cleanup.final-call-cancels-pending-calls-silently"_clause};
            if (state.process.startups != 0)
                reasons.add("cleanup.final-call-releases-queued-state"_clause);
            return reasons;
        }
        case RequestPhase::none:
        case RequestPhase::refused:
        case RequestPhase::running:
        case RequestPhase::completed:
        case RequestPhase::posted:
        case RequestPhase::stale:
        case RequestPhase::orphaned:
            break;
    }
    return {};
}

/// Whether the request's message must still come to a window of the thread.
bool is_owed(const State& state, const Request& request, ThreadId thread) {
    if (request.window == WindowId::none || request.window_known == 0) return false;
    const Window& window = state.at(request.window);
    if (window.phase != WindowPhase::open || window.owner != thread) return false;
    if (request.phase == RequestPhase::running)
        return request.name == NameId::none || state.at(request.name).held == 0;
    return request.phase == RequestPhase::completed || request.phase == RequestPhase::posted;
}

Clauses reasons_for_owing(const State& state, const Request& request) {
    Clauses reasons{"async-get.accepted-request-posts-exactly-one-message"_clause};
    const auto is_cancelled = [](const Request& r) { return r.phase == RequestPhase::cancelled; };
    if (std::ranges::any_of(state.requests, is_cancelled))
        reasons.add("cancel-async.only-named-request-is-cancelled"_clause);
    if (state.process.refused_cancels != 0) {
        reasons.add("cancel-async.refused-cancel-disturbs-no-other-request"_clause);
        reasons.add("cancel-async.completion-race-yields-exactly-one-outcome"_clause);
        if (request.peeked != 0)
            reasons.add("cancel-async.refused-cancel-keeps-unread-message"_clause);
    }
    if (state.process.partial_cleanups != 0)
        reasons.add("cleanup.non-final-call-spares-async-requests"_clause);
    return reasons;
}

}  // namespace

void decide(Ruling& ruling, const calls::Await& call) {
    const State& state = ruling.state();
    Clauses quiet_because;
    bool something_is_owed = false;
    for (std::size_t i = 0; i < state.requests.size(); ++i) {
        const Request& request = state.requests[i];
        const bool owed = is_owed(state, request, ruling.thread());
        something_is_owed |= owed;
        if (owed && request.phase == RequestPhase::posted)
            decide_message(ruling, i, call.leaves_it);
        if (owed) ruling.forbid(nothing(), reasons_for_owing(state, request));
        if (request.phase == RequestPhase::stale) {
            Pattern left_over = message(request.handle, Error::none);
            left_over.any_error = true;
            ruling.allow(left_over, seen(state, i, false), {});
        }
        if (request.phase == RequestPhase::refused) {
            const Clauses because{"async-get.refused-request-posts-no-message"_clause};
            ruling.forbid(message(Handle::unknown, Error::none), because);
            quiet_because.add(because);
        }
        const Clauses silence = reasons_for_silence(state, request);
        quiet_because.add(silence);
        Pattern unwanted = message(request.handle, Error::none);
        unwanted.any_error = true;
        ruling.forbid(unwanted, silence);
    }
    something_is_owed |= decide_notices(ruling, call.leaves_it, quiet_because);
    const Clauses unrequested{"async-get.window-gets-only-requested-messages"_clause};
    Pattern stray = with(message(Handle::unknown, Error::none), Defect::wrong_message);
    stray.any_error = true;
    ruling.forbid(stray, unrequested);
    if (!something_is_owed && !is_restless(state)) ruling.allow(nothing(), state, quiet_because);
}

void decide(Ruling& ruling, const calls::OpenWindow& call) {
    State next = ruling.state();
    next.at(call.as) = {WindowPhase::open, ruling.thread()};
    ruling.allow(done(Range::any()), next, {});
}

void decide(Ruling& ruling, const calls::CloseWindow& call) {
    State next = ruling.state();
    next.at(call.window).phase = WindowPhase::closed;
    for (Request& request : next.requests) {
        const bool is_queued =
            request.phase == RequestPhase::posted || request.phase == RequestPhase::stale;
        if (is_queued && request.window == call.window) request.phase = RequestPhase::orphaned;
    }
    ruling.allow(done(Range::any()), next, {});
}

}  // namespace wsconform
