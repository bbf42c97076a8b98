// SPDX-License-Identifier: Apache-2.0

#include "conformance/trace/footer.hpp"

#include <nlohmann/json.hpp>

namespace wsconform {

namespace {

using Json = nlohmann::ordered_json;

/// Where the last line begins.
std::size_t start_of_last_line(std::string_view text) {
    const std::size_t end = text.find_last_not_of('\n');
    if (end == std::string_view::npos) return 0;
    const std::size_t before = text.rfind('\n', end);
    return before == std::string_view::npos ? 0 : before + 1;
}

}  // namespace

std::optional<Footer> footer_of(std::string_view trace) {
    const Json line = Json::parse(trace.substr(start_of_last_line(trace)), nullptr, false);
    const bool is_footer = line.is_object() && line.contains("how") && line["how"].is_string() &&
                           line.contains("events") && line["events"].is_number_unsigned();
    if (!is_footer) return std::nullopt;
    const bool has_detail = line.contains("detail") && line["detail"].is_string();
    return Footer{line["how"], has_detail ? line["detail"].get<std::string>() : "", line["events"]};
}

std::optional<std::string> why_lost(std::string_view trace) {
    const auto footer = footer_of(trace);
    if (!footer) return "its trace has no end";
    if (footer->how != "lost") return std::nullopt;
    return footer->detail.empty() ? "nobody said why" : footer->detail;
}

std::string with_footer(std::string_view trace, const Footer& footer) {
    Json line{{"event", "end"}, {"how", footer.how}, {"events", footer.events}};
    if (!footer.detail.empty()) line["detail"] = footer.detail;
    return std::string{trace.substr(0, start_of_last_line(trace))} + line.dump() + "\n";
}

}  // namespace wsconform
