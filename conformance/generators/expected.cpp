// SPDX-License-Identifier: Apache-2.0

#include "conformance/generators/expected.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "model/errors.hpp"

namespace wsconform::generating {

using nlohmann::json;

namespace {

std::optional<json> claim_of(const std::string& reply) {
    using Meaning = std::pair<std::string_view, std::string_view>;
    static constexpr auto words = std::to_array<Meaning>({
        {"saw a reset", "reset"},
        {"saw nothing", "nothing"},
        {"got nothing", "nothing"},
        {"saw the end of the stream", "end"},
        {"was not run", "not_run"},
        {"unsignalled", "unsignalled"},
    });
    for (const auto& [said, word] : words) {
        if (reply == said) return word;
    }
    const std::string last = reply.substr(reply.rfind(' ') + 1);
    if (!error_named(last)) return std::nullopt;
    if (reply.starts_with("returned ")) return last;
    constexpr std::string_view message{"got the message of "};
    const std::size_t end = reply.find(": ");
    if (!reply.starts_with(message) || reply.substr(end + 2) != last) return std::nullopt;
    return json{{"message", reply.substr(message.size(), end - message.size())}, {"error", last}};
}

}  // namespace

std::optional<json> expected_at(const Violation& violation) {
    json claims = json::array();
    for (const Alternative& allowed : violation.allowed) {
        const auto claim = claim_of(allowed.reply);
        if (!claim) return std::nullopt;
        claims.push_back(*claim);
    }
    if (claims.size() == 1) return claims.front();
    // Of several only words can stand in a list.
    const bool are_words =
        std::ranges::all_of(claims, [](const json& claim) { return claim.is_string(); });
    return are_words && !claims.empty() ? std::optional{claims} : std::nullopt;
}

}  // namespace wsconform::generating
