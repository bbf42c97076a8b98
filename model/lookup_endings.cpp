// SPDX-License-Identifier: Apache-2.0

#include "model/lookup_endings.hpp"

#include <algorithm>

namespace wsconform {

using patterns::message;
using patterns::sized;
using patterns::with;

namespace {

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
            return {{Error::none, {"AMB-64"_ambiguity, "empty name is the local host"}},
                    {Error::wsaefault, {"AMB-64"_ambiguity, "empty name refused"}},
                    {Error::wsahost_not_found, {"AMB-64"_ambiguity, "empty name refused"}},
                    {Error::wsano_data, {"AMB-64"_ambiguity, "empty name refused"}}};
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

}  // namespace

std::uint32_t least_size_of(const Request& request) {
    return std::max(request.least_size, request.room_bytes + 1);
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

namespace {

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

}  // namespace

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
        const Range too_little{0, least_size_of(request) - 1};
        ruling.forbid(sized(message(handle, Error::wsaenobufs), too_little), next,
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

}  // namespace wsconform
