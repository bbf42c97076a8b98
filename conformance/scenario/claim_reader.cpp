// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "conformance/scenario/reader.hpp"
#include "conformance/text/nearest.hpp"

namespace wsconform::reading {

using nlohmann::json;

Error code_in(const Context& context, const std::string& name) {
    if (const auto error = error_named(name)) return *error;
    std::vector<std::string> names;
    for (const NamedError& error : published_errors)
        names.emplace_back(error.name);
    context.fail("\"" + name + "\" is no published error code",
                 did_you_mean(name, names) + "use a name of winsock2.h");
}

namespace {

Claimed claimed(ReplyKind kind, Range value = Range::any()) {
    Claimed claim;
    claim.kind = kind;
    claim.value = value;
    return claim;
}

/// WSAGetLastError and GetLastError return a code; other calls fail with one.
bool returns_a_code(const Step& step) {
    return std::holds_alternative<calls::GetLastError>(step.call);
}

/// Words that mean the same for every step; nothing for others.
std::optional<Claimed> plain_claim(const std::string& word) {
    if (word == "nothing") return claimed(ReplyKind::nothing);
    if (word == "end") return claimed(ReplyKind::end);
    if (word == "reset") return claimed(ReplyKind::reset);
    if (word == "not_run") return claimed(ReplyKind::done, Range::exactly(0));
    if (word == "run") return claimed(ReplyKind::done, {1, 2});
    if (word == "missing") return claimed(ReplyKind::missing);
    return std::nullopt;
}

Claimed code_claimed(Error code, const Step& step) {
    if (returns_a_code(step))
        return claimed(ReplyKind::done, Range::exactly(static_cast<std::uint32_t>(code)));
    Claimed failed = claimed(ReplyKind::failed);
    failed.any_error = false;
    failed.error = code;
    return failed;
}

Claimed word_claimed(const Context& context, const std::string& word, const Step& step) {
    if (const auto plain = plain_claim(word)) return *plain;
    if (word == "ok") {
        const bool is_observation = std::holds_alternative<calls::PeerObserves>(step.call);
        return claimed(is_observation ? ReplyKind::nothing : ReplyKind::done);
    }
    if (word == "refused") {
        const bool is_upcall = std::holds_alternative<calls::Upcall>(step.call);
        return claimed(is_upcall ? ReplyKind::failed : ReplyKind::refused);
    }
    if (word == "unsignalled" || word == "signalled") {
        return claimed(ReplyKind::done, Range::exactly(word == "signalled" ? 1 : 0));
    }
    return code_claimed(code_in(context, word), step);
}

void read_message(const Context& context, const json& node, Claim& claims) {
    Claimed message = claimed(ReplyKind::message);
    message.any_error = false;
    message.request = known(context, context.requests, node.at("message"));
    if (!node.contains("error")) {
        claims.push_back(message);
        return;
    }
    for (const Error code : codes_in(context, node.at("error"))) {
        message.error = code;
        claims.push_back(message);
    }
}

Claimed bytes_claimed(const std::string& bytes, const Step& step) {
    const bool is_observation = std::holds_alternative<calls::PeerObserves>(step.call);
    const auto count = static_cast<std::uint32_t>(bytes.size());
    Claimed all =
        claimed(is_observation ? ReplyKind::bytes : ReplyKind::done, Range::exactly(count));
    all.bytes = bytes;
    if (std::holds_alternative<calls::RecvDisconnect>(step.call)) std::swap(all.value, all.size);
    return all;
}

Claimed versions_claimed(const Context& context, const json& node) {
    Claimed versions = claimed(ReplyKind::done,
                               Range::exactly(packed(read_version(context, node.at("wVersion")))));
    if (node.contains("wHighVersion"))
        versions.size = Range::exactly(packed(read_version(context, node.at("wHighVersion"))));
    return versions;
}

/// Of SO_ERROR a code, of SO_TYPE a type.
std::uint32_t option_value(const Context& context, const json& value) {
    if (value == "SOCK_STREAM") return 1;
    if (value == "SOCK_DGRAM") return 2;
    if (value == "SOCK_SEQPACKET") return 5;
    const Error code = value.is_string() ? code_in(context, value) : Error{value.get<int>()};
    return static_cast<std::uint32_t>(code);
}

void read_object(const Context& context, const json& node, const Step& step, Claim& claims) {
    if (node.contains("event")) {
        read_event_message(context, node, claims);
    } else if (node.contains("events")) {
        read_recorded_events(context, node, claims);
    } else if (node.contains("l_onoff")) {
        Claimed linger = claimed(ReplyKind::done);
        linger.size = Range::exactly((node.at("l_onoff").get<std::uint32_t>() << 16U) |
                                     node.at("l_linger").get<std::uint32_t>());
        claims.push_back(linger);
    } else if (node.contains("optval")) {
        Claimed option = claimed(ReplyKind::done);
        const json& value = node.at("optval");
        option.size = Range::exactly(option_value(context, value));
        claims.push_back(option);
    } else if (node.contains("message")) {
        read_message(context, node, claims);
    } else if (node.contains("bytes")) {
        claims.push_back(bytes_claimed(node.at("bytes"), step));
    } else if (node.contains("wVersion")) {
        claims.push_back(versions_claimed(context, node));
    } else if (node.contains("hook")) {
        const HookId hook = known(context, context.hooks, node.at("hook"));
        claims.push_back(claimed(ReplyKind::done, Range::exactly(hook_number::of(hook))));
    } else if (node.contains("readfds") || node.contains("writefds") ||
               node.contains("exceptfds")) {
        claims.push_back(read_sets(context, node));
    } else if (node.contains("pending")) {
        claims.push_back(word_claimed(context, "WSA_IO_PENDING", step));
    } else {
        context.fail("\"returns\" is of no form this step can have", "see scenarios/README.md");
    }
}

}  // namespace

Claim read_claim(const Context& context, const json& node, const Step& step) {
    Claim claims;
    if (node.is_array()) {
        for (const auto& item : node) {
            const Claim more = read_claim(context, item, step);
            claims.insert(claims.end(), more.begin(), more.end());
        }
    } else if (node.is_string()) {
        claims.push_back(word_claimed(context, node, step));
    } else if (node.is_boolean()) {
        claims.push_back(claimed(ReplyKind::done, Range::exactly(node.get<bool>() ? 1 : 0)));
    } else if (node.is_number_integer()) {
        claims.push_back(claimed(ReplyKind::done, Range::exactly(node.get<std::uint32_t>())));
    } else {
        read_object(context, node, step, claims);
    }
    return claims;
}

Version read_version(const Context& context, const std::string& text) {
    const auto dot = text.find('.');
    try {
        const int major = std::stoi(text.substr(0, dot));
        const int minor = std::stoi(text.substr(dot + 1));
        if (dot != std::string::npos && major >= 0 && major < 256 && minor >= 0 && minor < 256)
            return {static_cast<std::uint8_t>(major), static_cast<std::uint8_t>(minor)};
    } catch (const std::logic_error&) {
        // Not numbers: said below.
    }
    context.fail("\"" + text + "\" is no version", "write it as \"2.2\"");
}

}  // namespace wsconform::reading
