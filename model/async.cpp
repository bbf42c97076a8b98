// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include "model/rules.hpp"

namespace wsconform {

using patterns::done;
using patterns::failed;
using patterns::hung;
using patterns::with;

namespace {

bool is_outstanding(const Request& request) {
    return request.phase == RequestPhase::running || request.phase == RequestPhase::completed;
}

Request accepted(const State& state, const calls::AsyncGet& call) {
    Request request{};
    request.phase = RequestPhase::running;
    request.kind = call.kind;
    request.room = call.room;
    request.name = call.name;
    request.window = call.window;
    request.buffer = call.buffer;
    request.may_write = 1;
    const bool is_open =
        call.window != WindowId::none && state.at(call.window).phase == WindowPhase::open;
    request.window_known = is_open ? 1 : 0;
    request.names_protocol = call.names_protocol ? 1 : 0;
    request.least_size = call.least_size;
    request.room_bytes = call.room_bytes;
    request.answer = call.name == NameId::none ? call.answer : state.at(call.name).answer;
    const bool reads_file =
        call.kind != LookupKind::host_by_addr && call.kind != LookupKind::host_by_name;
    if (reads_file && state.process.hidden[index_of(call.database)] != 0)
        request.answer = Answer::no_recovery;
    if (call.advertised_by != RequestId::none) {
        const Request& earlier = state.at(call.advertised_by);
        request.room_bytes =
            earlier.size - std::min<std::uint32_t>(earlier.size, call.advertised_less);
        // The size that an answer needs says nothing of the answer to another question.
        const bool is_same_question =
            earlier.least_size == request.least_size && earlier.name == request.name;
        const bool suffices = call.advertised_less == 0 && is_same_question;
        request.room = suffices ? Room::advertised : Room::unsure;
        if (request.room_bytes < request.least_size) request.room = Room::too_small;
    }
    return request;
}

State with_request(const State& state, RequestId id, const Request& request) {
    State next = state;
    next.at(id) = request;
    return next;
}

}  // namespace

void decide(Ruling& ruling, const calls::AsyncGet& call) {
    const State& state = ruling.state();
    ruling.failures_obey({"async-get.refused-call-returns-zero-with-reason"_clause},
                         {"async-get.call-time-errors-are-listed"_clause});
    Request refused_request{};
    refused_request.phase = RequestPhase::refused;
    refused_request.buffer = call.buffer;
    refused_request.may_write = 1;  // No clause says otherwise.
    const State refused = with_request(state, call.as, refused_request);

    refuse_unstarted(ruling, {"async-get.without-startup-reports-wsanotinitialised"_clause});
    if (ruling.is_refused(refused)) return;

    const Request request = accepted(state, call);
    const Clauses because{"async-get.accepted-call-returns-handle-at-once"_clause,
                          "async-get.return-value-tells-acceptance-only"_clause};
    const Pattern handle = done({index_of(Handle::first), index_of(Handle::unknown) - 1U});
    ruling.allow(handle, with_request(state, call.as, request), because, {}, Remember::handle,
                 index_of(call.as));

    if (request.answer == Answer::bad_pointer || request.answer == Answer::empty_name) {
        ruling
            .allow_failure(Error::wsaefault, refused,
                           {"async-get.bad-pointer-may-report-wsaefault"_clause},
                           {"AMB-08"_ambiguity, "WSAEFAULT from the call"})
            .reluctant = true;
    }
    if (request.window_known == 0 || request.answer == Answer::bad_address) {
        ruling
            .allow_any_failure(refused, {"async-get.outcome-for-bad-window-is-unspecified"_clause},
                               {"AMB-09"_ambiguity, "refused"})
            .reluctant = true;
        return;
    }

    ruling.forbid(hung(), {"async-get.accepted-call-returns-handle-at-once"_clause});
    if (request.answer != Answer::found) {
        ruling.forbid(failed(Error::wsahost_not_found), refused,
                      {"async-get.return-value-tells-acceptance-only"_clause});
    }
    if (request.room == Room::too_small) {
        ruling.forbid(failed(Error::wsaenobufs), refused,
                      {"async-get.small-buffer-yields-wsaenobufs-message"_clause});
    }
    Pattern entered = with(handle, Defect::entered_window);
    ruling.forbid(entered, refused, {"async-get.completion-arrives-through-message-queue"_clause});
    for (const Request& other : state.requests) {
        if (!is_outstanding(other)) continue;
        ruling.forbid(done(Range::exactly(static_cast<std::uint32_t>(index_of(other.handle)))),
                      with_request(state, call.as, request),
                      {"async-get.outstanding-handles-are-distinct"_clause});
    }
}

namespace {

/// The request the handle names now: an outstanding one if a finished one's value was reused.
RequestId named_by(const State& state, RequestId id) {
    if (id == RequestId::none || is_outstanding(state.at(id))) return id;
    for (std::size_t i = 0; i < state.requests.size(); ++i) {
        if (is_outstanding(state.requests[i]) && state.requests[i].handle == state.at(id).handle)
            return RequestId{static_cast<std::uint8_t>(i)};
    }
    return id;
}

/// Notes the refusals of a handle that names no running request. WSAEINVAL and WSAEALREADY may
/// each stand for every cause; under strict grading, each for its own only.
void refuse_either_code(Ruling& ruling, Error strict_code, const Clauses& because,
                        AmbiguityId ambiguity) {
    for (const Error code : {Error::wsaeinval, Error::wsaealready}) {
        const bool applies = ruling.spec().grading == Grading::portable || code == strict_code;
        ruling.refuse(applies, code, because,
                      {ambiguity, code == Error::wsaeinval ? "WSAEINVAL" : "WSAEALREADY"});
    }
}

void refuse_finished(Ruling& ruling, const calls::CancelAsync& call, RequestPhase phase) {
    if (call.zero || (call.request != RequestId::none && phase == RequestPhase::refused)) {
        refuse_either_code(ruling, Error::wsaeinval, {"cancel-async.zero-handle-is-refused"_clause},
                           "AMB-02"_ambiguity);
        return;
    }
    switch (phase) {
        case RequestPhase::none:
        case RequestPhase::refused:
            refuse_either_code(ruling, Error::wsaeinval,
                               {"cancel-async.never-issued-handle-is-refused"_clause,
                                "cancel-async.only-async-get-handles-are-cancellable"_clause},
                               "AMB-01"_ambiguity);
            break;
        case RequestPhase::posted:
        case RequestPhase::stale:
            refuse_either_code(ruling, Error::wsaealready,
                               {"cancel-async.finished-but-unread-request-is-refused"_clause},
                               "AMB-01"_ambiguity);
            break;
        case RequestPhase::read:
            refuse_either_code(ruling, Error::wsaealready,
                               {"cancel-async.finished-and-read-request-is-refused"_clause},
                               "AMB-01"_ambiguity);
            break;
        case RequestPhase::cancelled:
        case RequestPhase::dropped:
            refuse_either_code(ruling, Error::wsaealready,
                               {"cancel-async.second-cancel-is-refused"_clause},
                               "AMB-01"_ambiguity);
            break;
        case RequestPhase::orphaned:
            refuse_either_code(ruling, Error::wsaealready,
                               {"async-get.destroyed-window-ends-posting-duty"_clause},
                               "AMB-01"_ambiguity);
            break;
        case RequestPhase::running:
        case RequestPhase::completed:
            break;
    }
}

}  // namespace

void decide(Ruling& ruling, const calls::CancelAsync& call) {
    const State& state = ruling.state();
    ruling.failures_obey({"cancel-async.failure-is-socket-error-with-reason"_clause},
                         {"cancel-async.failure-codes-are-documented"_clause});
    State refused = state;
    refused.process.refused_cancels = 1;

    const RequestId target = named_by(state, call.request);
    const RequestPhase phase =
        target == RequestId::none ? RequestPhase::none : state.at(target).phase;
    const Clauses unstarted{"cancel-async.without-startup-reports-wsanotinitialised"_clause};
    ruling.refuse(state.process.startups == 0 && ruling.spec().grading == Grading::portable,
                  Error::wsaeinval, unstarted);
    refuse_unstarted(ruling, unstarted);
    refuse_finished(ruling, call, phase);
    ruling.forbid(hung(), {"cancel-async.never-waits-for-the-resolver"_clause});
    if (ruling.is_refused(refused)) return;

    State cancelled = state;
    cancelled.at(target).phase = RequestPhase::cancelled;
    cancelled.at(target).may_write = 0;
    const Clauses because{"cancel-async.running-request-reports-zero"_clause,
                          "cancel-async.only-async-get-handles-are-cancellable"_clause};
    ruling.allow(done(), cancelled, because);
    ruling.forbid(done({1, Range::any().highest}), cancelled, because);

    // A provider that can no longer stop the request says so, and its message follows.
    const Clauses too_late{"cancel-async.completion-race-yields-exactly-one-outcome"_clause};
    ruling.allow_failure(Error::wsaealready, refused, too_late, {"AMB-01"_ambiguity, "WSAEALREADY"})
        .reluctant = true;
    ruling.allow_failure(Error::wsaeinval, refused, too_late, {"AMB-01"_ambiguity, "WSAEINVAL"})
        .reluctant = true;
}

}  // namespace wsconform
