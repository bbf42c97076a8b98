// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/upcall_decoder.hpp"

#include <nlohmann/json.hpp>
#include <variant>

#include "conformance/trace/decoder.hpp"

namespace wsconform {

using nlohmann::json;

namespace {

/// The value by which an upcall says that it failed; nothing if it cannot fail.
std::optional<std::int64_t> failure_of(UpcallKind kind) {
    switch (kind) {
        case UpcallKind::close_event:
        case UpcallKind::create_event:
        case UpcallKind::post_message:
        case UpcallKind::reset_event:
        case UpcallKind::set_event:
            return 0;
        case UpcallKind::fd_is_set:
            return std::nullopt;
        case UpcallKind::close_socket_handle:
        case UpcallKind::create_socket_handle:
        case UpcallKind::get_provider_path:
        case UpcallKind::modify_ifs_handle:
        case UpcallKind::query_blocking_callback:
        case UpcallKind::query_socket_handle_context:
        case UpcallKind::queue_apc:
        case UpcallKind::open_current_thread:
        case UpcallKind::close_thread:
            break;
    }
    return -1;
}

UpcallKind kind_of(const Step& step) {
    return std::get<calls::Upcall>(step.call).kind;
}

/// What the upcall stored, where that is a number.
constexpr const char* stored = "stored";

}  // namespace

Reply upcall_reply(const Step& step, const json& facts, unsigned bits) {
    Reply reply;
    reply.error = Error{facts.at("error").get<std::int32_t>()};
    const std::uint64_t value = word_of(facts.at("value"), bits);
    const UpcallKind kind = kind_of(step);
    const auto failure = failure_of(kind);
    if (failure && word_of(*failure, bits) == value) {
        reply.kind = ReplyKind::failed;
        return reply;
    }
    reply.kind = ReplyKind::done;
    if (kind == UpcallKind::fd_is_set) reply.value = value != 0 ? 1 : 0;
    reply.value = facts.value(stored, reply.value);
    if (!facts.value("terminated", true)) reply.defects |= bit(Defect::unterminated_text);
    return reply;
}

json upcall_facts(const Step& step, const Reply& reply) {
    const UpcallKind kind = kind_of(step);
    const auto failure = failure_of(kind);
    json facts{{"error", static_cast<std::int32_t>(reply.error)}};
    if (reply.kind == ReplyKind::failed) {
        facts["value"] = failure.value_or(0);
        return facts;
    }
    facts["value"] = failure == 0 ? 1 : 0;
    if (kind == UpcallKind::fd_is_set)
        facts["value"] = reply.value;
    else if (reply.value != 0)
        facts[stored] = reply.value;
    if ((reply.defects & bit(Defect::unterminated_text)) != 0) facts["terminated"] = false;
    return facts;
}

}  // namespace wsconform
