#include <algorithm>
#include <array>
#include <vector>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::message;
using patterns::nothing;
using patterns::sized;
using patterns::with;

namespace {

constexpr std::uint32_t largest_low_word = 0xffff;

/// One way a look-up may end.
struct Ending {
    Error error{};
    Branch branch;
    bool any_error{};
};

std::vector<Ending> endings_without_data(const Request& request) {
    switch (request.answer) {
        case Answer::found:
            return {{Error::none, {}}};
        case Answer::host_not_found:
            return {{Error::wsahost_not_found, {}}};
        case Answer::no_data:
            return {{Error::wsano_data, {}}};
        case Answer::try_again:
            return {{Error::wsatry_again, {}}};
        case Answer::no_recovery:
            return {{Error::wsano_recovery, {}}};
        case Answer::key_unknown:
            return {{Error::wsahost_not_found, {"AMB-12"_ambiguity, "WSAHOST_NOT_FOUND"}},
                    {Error::wsano_data, {"AMB-12"_ambiguity, "WSANO_DATA"}}};
        case Answer::dotted_literal:
            return {{Error::none, {"AMB-11"_ambiguity, "dotted name resolved"}},
                    {Error::wsahost_not_found, {"AMB-11"_ambiguity, "dotted name refused"}},
                    {Error::wsano_data, {"AMB-11"_ambiguity, "dotted name refused"}}};
        case Answer::empty_name:
            return {{Error::none, {"AMB-11"_ambiguity, "empty name is the local host"}},
                    {Error::wsaefault, {"AMB-11"_ambiguity, "empty name refused"}},
                    {Error::wsahost_not_found, {"AMB-11"_ambiguity, "empty name refused"}},
                    {Error::wsano_data, {"AMB-11"_ambiguity, "empty name refused"}}};
        case Answer::unusable_literal:
            return {{Error::wsano_data, {}}, {Error::wsahost_not_found, {}}};
        case Answer::other_case:
            return {{Error::none, {}}, {Error::wsahost_not_found, {}}, {Error::wsano_data, {}}};
        case Answer::bad_address:
            return {{Error::none, {}, true}};
        case Answer::bad_pointer:
            return {{Error::none, {"AMB-08"_ambiguity, "reported by message"}, true}};
        case Answer::unsettled:
            return {{Error::none, {}, true}};
    }
    return {};
}

bool has_data(const Ending& ending) {
    return ending.error == Error::none && !ending.any_error;
}

std::vector<Ending> endings_of(const Request& request) {
    std::vector<Ending> endings = endings_without_data(request);
    const bool may_succeed = std::ranges::any_of(endings, has_data);
    if (!may_succeed || request.room == Room::enough || request.room == Room::advertised)
        return endings;
    if (request.room == Room::too_small) std::erase_if(endings, has_data);
    endings.push_back({Error::wsaenobufs, {}});
    return endings;
}

/// The clauses on what a found entry looks like, per function.
ClauseId entry_clause(LookupKind kind) {
    switch (kind) {
        case LookupKind::host_by_addr:
            return "async-host-by-addr.result-is-a-matching-hostent"_clause;
        case LookupKind::host_by_name:
            return "async-host-by-name.result-is-an-ipv4-hostent"_clause;
        case LookupKind::proto_by_number:
        case LookupKind::proto_by_name:
            return "async-proto.result-is-a-protoent"_clause;
        case LookupKind::serv_by_port:
        case LookupKind::serv_by_name:
            return "async-serv.result-is-a-servent"_clause;
    }
    return "async-get.buffer-starts-with-result-structure"_clause;
}

/// The clauses on which entry is found, per function.
Clauses match_clauses(const Request& request) {
    switch (request.kind) {
        case LookupKind::host_by_addr:
            return {"async-host-by-addr.address-is-in-network-order"_clause,
                    "async-host-by-addr.internet-address-is-four-byte-pf-inet"_clause};
        case LookupKind::host_by_name:
            return {};
        case LookupKind::proto_by_number:
            return {"async-proto.by-number-takes-host-order-number"_clause};
        case LookupKind::proto_by_name:
            return {};
        case LookupKind::serv_by_port:
            return {"async-serv.by-port-takes-network-order-port"_clause,
                    "async-serv.port-lookup-honours-optional-protocol"_clause};
        case LookupKind::serv_by_name:
            return {request.names_protocol != 0
                        ? "async-serv.name-with-protocol-matches-both"_clause
                        : "async-serv.name-without-protocol-takes-first-match"_clause};
    }
    return {};
}

Clauses failure_clauses(const Request& request) {
    const bool is_proto =
        request.kind == LookupKind::proto_by_name || request.kind == LookupKind::proto_by_number;
    switch (request.answer) {
        case Answer::host_not_found:
        case Answer::no_data:
        case Answer::try_again:
            return {"async-host-by-name.dns-outcomes-map-to-four-codes"_clause};
        case Answer::no_recovery:
            if (request.name != NameId::none)
                return {"async-host-by-name.dns-outcomes-map-to-four-codes"_clause};
            return {is_proto ? "async-proto.unreadable-database-is-wsano-recovery"_clause
                             : "async-serv.unreadable-database-is-wsano-recovery"_clause};
        case Answer::key_unknown:
            if (request.names_protocol != 0) {
                return {"async-serv.unknown-service-fails-by-message"_clause,
                        request.kind == LookupKind::serv_by_name
                            ? "async-serv.name-with-protocol-matches-both"_clause
                            : "async-serv.port-lookup-honours-optional-protocol"_clause};
            }
            return {is_proto ? "async-proto.unknown-protocol-fails-by-message"_clause
                             : "async-serv.unknown-service-fails-by-message"_clause};
        case Answer::found:
        case Answer::dotted_literal:
        case Answer::empty_name:
        case Answer::unusable_literal:
        case Answer::other_case:
        case Answer::bad_address:
        case Answer::bad_pointer:
        case Answer::unsettled:
            break;
    }
    return {};
}

void forbid_bad_success(Ruling& ruling, const Request& request, const State& next) {
    const Pattern good = message(request.handle, Error::none);
    const auto forbid = [&](Defect defect, const Clauses& because) {
        ruling.forbid(with(good, defect), next, because);
    };
    const ClauseId entry = entry_clause(request.kind);
    Clauses match = match_clauses(request);
    forbid(Defect::malformed, {"async-get.buffer-starts-with-result-structure"_clause});
    forbid(Defect::pointer_outside, {"async-get.result-pointers-stay-inside-buffer"_clause});
    const bool is_host =
        request.kind == LookupKind::host_by_name || request.kind == LookupKind::host_by_addr;
    if (is_host) forbid(Defect::wrong_family, {"async-get.lookups-are-ipv4-only"_clause, entry});
    match.add(entry);
    forbid(Defect::wrong_entry, match);
    if (request.kind == LookupKind::host_by_name)
        match.add("async-host-by-name.own-host-name-resolves"_clause);
    for (const Error error : {Error::wsahost_not_found, Error::wsano_data})
        ruling.forbid(message(request.handle, error), next, match);
}

void forbid_bad_message(Ruling& ruling, const Request& request, const std::vector<Ending>& endings,
                        const State& next) {
    const Handle handle = request.handle;
    const Error right = endings.front().error;
    const Pattern good = message(handle, right);
    const auto is_allowed = [&](Error error) {
        return std::ranges::any_of(
            endings, [&](const Ending& e) { return e.any_error || e.error == error; });
    };
    const auto forbid_error = [&](Error error, const Clauses& because) {
        if (!is_allowed(error)) ruling.forbid(message(handle, error), next, because);
    };

    ruling.forbid(with(good, Defect::high_bits), next,
                  {"async-get.reply-is-zero-extended-on-win64"_clause});
    ruling.forbid(with(good, Defect::wrote_outside), next,
                  {"async-get.writes-stay-within-buflen"_clause});
    ruling.forbid(with(good, Defect::wrong_message), next,
                  {"async-get.uses-window-and-message-verbatim"_clause});
    ruling.forbid(message(Handle::unknown, right), next,
                  {"async-get.message-wparam-is-task-handle"_clause});
    forbid_error(Error::unpublished, {"async-get.lparam-high-word-is-error-code"_clause,
                                      "async-get.modern-message-errors-are-listed"_clause,
                                      "async-get.legacy-message-errors-exclude-wsaefault"_clause,
                                      "last-error.only-published-codes-appear"_clause});
    forbid_error(Error::wsaefault, {"async-get.legacy-message-errors-exclude-wsaefault"_clause});
    forbid_error(Error::wsaeinval, {"async-get.modern-message-errors-are-listed"_clause});

    if (request.room == Room::too_small && is_allowed(Error::wsaenobufs)) {
        forbid_error(Error::none, {"async-get.small-buffer-yields-wsaenobufs-message"_clause});
        const std::uint32_t least = std::max(request.least_size, request.room_bytes + 1);
        ruling.forbid(sized(message(handle, Error::wsaenobufs), {0, least - 1}), next,
                      {"async-get.wsaenobufs-reply-tells-needed-size"_clause});
    }
    if (request.room == Room::advertised)
        forbid_error(Error::wsaenobufs, {"async-get.retry-with-advertised-size-succeeds"_clause});
    const Clauses failures = failure_clauses(request);
    for (const Error error : {Error::none, Error::wsahost_not_found, Error::wsatry_again,
                              Error::wsano_recovery, Error::wsano_data})
        forbid_error(error, failures);
    if (has_data(endings.front()) && request.room != Room::too_small)
        forbid_bad_success(ruling, request, next);
}

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
        if (ending.error == Error::wsaenobufs) {
            const std::uint32_t least = std::max(request.least_size, request.room_bytes + 1);
            pattern.size = {least, largest_low_word};
        }
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
