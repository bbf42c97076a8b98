#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "reports/ambiguities.hpp"
#include "reports/embedded.hpp"
#include "reports/groups.hpp"
#include "reports/renderings.hpp"
#include "reports/report_json.hpp"

namespace wsconform {
namespace {

std::uint32_t nibble(char digit) {
    return static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/// What a Content-Security-Policy wants of a hash that the build knows in hexadecimal.
std::string base64_of_hexadecimal(std::string_view digits) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    std::uint32_t bits = 0;
    std::size_t count = 0;
    for (const char digit : digits) {
        bits = (bits << 4U) | nibble(digit);
        count += 4;
        if (count < 6) continue;
        count -= 6;
        text += alphabet[(bits >> count) & 0x3FU];
    }
    if (count > 0) text += alphabet[(bits << (6 - count)) & 0x3FU];
    text.resize((text.size() + 3) / 4 * 4, '=');
    return text;
}

nlohmann::ordered_json catalogue_json() {
    auto clauses = nlohmann::ordered_json::array();
    for (const Clause& clause : catalogue) {
        clauses.push_back({{"slug", clause.slug},
                           {"id", clause.id},
                           {"levels", clause.levels},
                           {"sources", clause.sources},
                           {"needs", clause.needs},
                           {"ambiguities", clause.ambiguities},
                           {"text", clause.text},
                           {"allowed", clause.allowed},
                           {"observe", clause.observe}});
    }
    return clauses;
}

nlohmann::ordered_json groups_json() {
    auto groups = nlohmann::ordered_json::array();
    for (const ClauseGroup& group : clause_groups) {
        groups.push_back({{"prefix", group.prefix}, {"area", group.area}, {"title", group.title}});
    }
    return groups;
}

nlohmann::ordered_json ambiguities_json() {
    auto titles = nlohmann::ordered_json::object();
    for (const Ambiguity& ambiguity : ambiguities) {
        titles[std::string{ambiguity.id}] = ambiguity.title;
    }
    return titles;
}

/// JSON that cannot end the script element it stands in, nor open a comment there.
std::string embeddable(const std::string& json) {
    std::string text;
    text.reserve(json.size());
    for (const char character : json) {
        if (character == '<')
            text += "\\u003c";
        else
            text += character;
    }
    return text;
}

/// The page with each {{name}} replaced; what is put in is not looked at again.
std::string filled(std::string_view page, const std::map<std::string_view, std::string>& parts) {
    std::string text;
    while (true) {
        const std::size_t open = page.find("{{");
        text += page.substr(0, open);
        if (open == std::string_view::npos) return text;
        const std::size_t close = page.find("}}", open);
        text += parts.at(page.substr(open + 2, close - open - 2));
        page.remove_prefix(close + 2);
    }
}

}  // namespace

std::string to_html(const Report& report) {
    // The seed once more, as text: JavaScript keeps only 53 bits of a number.
    const std::string data =
        R"({"seed":")" + std::to_string(report.seed) + R"(","groups":)" + groups_json().dump() +
        R"(,"ambiguities":)" + ambiguities_json().dump() + R"(,"catalogue":)" +
        catalogue_json().dump() + R"(,"report":)" + to_compact_json(report) + "}";
    return filled(embedded::page, {{"style-hash", base64_of_hexadecimal(embedded::style_sha256)},
                                   {"script-hash", base64_of_hexadecimal(embedded::script_sha256)},
                                   {"style", std::string{embedded::style}},
                                   {"script", std::string{embedded::script}},
                                   {"data", embeddable(data)}});
}

}  // namespace wsconform
