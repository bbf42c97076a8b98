// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/startup_decoder.hpp"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

namespace wsconform {

using nlohmann::json;

namespace {

constexpr std::uint32_t least_udp_limit = 512;
constexpr int table_entries = 30;

std::uint32_t packed_version(const std::string& text) {
    const auto dot = text.find('.');
    if (dot == std::string::npos) return 0xffff;
    const int major = std::atoi(text.c_str());
    const int minor = std::atoi(text.c_str() + dot + 1);
    return static_cast<std::uint32_t>((major << 8) | minor) & 0xffffU;
}

std::string version_text(std::uint32_t packed) {
    return std::to_string(packed >> 8U) + "." + std::to_string(packed & 0xffU);
}

/// Of a start-up that failed, the code; of another, a success of which nothing more is known.
Reply started_or_not(const json& facts) {
    Reply reply;
    const auto value = facts.at("value").get<std::int64_t>();
    reply.kind = value == 0 ? ReplyKind::done : ReplyKind::failed;
    if (value != 0) reply.error = Error{static_cast<std::int32_t>(value)};
    return reply;
}

/// What both calls leave in the caller's data: the versions and a text.
void read_negotiated(const json& facts, Reply& reply) {
    reply.value = packed_version(facts.at("wVersion"));
    reply.size = packed_version(facts.at("wHighVersion"));
    if (facts.at("description_length").get<int>() < 0)
        reply.defects |= bit(Defect::unterminated_text);
}

}  // namespace

Reply startup_reply(const calls::Startup& call, const json& facts) {
    Reply reply = started_or_not(facts);
    if (reply.kind == ReplyKind::failed) return reply;
    reply.error = Error{facts.value("error", static_cast<std::int32_t>(Error::unknown))};
    if (call.data_is_null) return reply;
    read_negotiated(facts, reply);
    if (facts.at("status_length").get<int>() < 0) reply.defects |= bit(Defect::unterminated_text);
    const auto limit = facts.at("iMaxUdpDg").get<std::uint32_t>() & 0xffffU;
    if (reply.value >> 8U < 2 && limit != 0 && limit < least_udp_limit)
        reply.defects |= bit(Defect::bad_limits);
    return reply;
}

Reply provider_startup_reply(const calls::SpiStartup& call, const json& facts) {
    Reply reply = started_or_not(facts);
    if (reply.kind == ReplyKind::failed || call.pointer_is_null) return reply;
    read_negotiated(facts, reply);
    if (facts.at("entries").get<int>() < table_entries) reply.defects |= bit(Defect::null_entry);
    return reply;
}

json startup_facts(const Reply& reply) {
    const auto has = [&](Defect defect) { return (reply.defects & bit(defect)) != 0; };
    return {{"value", 0},
            {"wVersion", version_text(reply.value)},
            {"wHighVersion", version_text(reply.size)},
            {"description_length", has(Defect::unterminated_text) ? -1 : 9},
            {"status_length", 7},
            {"iMaxSockets", 0},
            {"iMaxUdpDg", has(Defect::bad_limits) ? 1 : 0}};
}

json provider_startup_facts(const Reply& reply) {
    const auto has = [&](Defect defect) { return (reply.defects & bit(defect)) != 0; };
    return {{"value", 0},
            {"wVersion", version_text(reply.value)},
            {"wHighVersion", version_text(reply.size)},
            {"description_length", has(Defect::unterminated_text) ? -1 : 9},
            {"entries", has(Defect::null_entry) ? 29 : 30}};
}

}  // namespace wsconform
