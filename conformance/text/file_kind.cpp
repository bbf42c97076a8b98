// SPDX-License-Identifier: Apache-2.0

#include "conformance/text/file_kind.hpp"

#include <algorithm>
#include <array>

namespace wsconform {
namespace {

struct Kind {
    std::string_view format;
    std::string_view words;
};

constexpr auto kinds = std::to_array<Kind>({{"wsconform-report/", "a report"},
                                            {"wsconform-trace/", "a trace"},
                                            {"wsconform-bundle/", "a bundle"},
                                            {"wsconform-expectations/", "a file of expectations"},
                                            {"wsconform-journal/", "the journal of a run"},
                                            {"wsconform-run/", "a run.json"}});

bool says(std::string_view text, std::string_view key) {
    return text.find("\"" + std::string{key} + "\"") != std::string_view::npos;
}

}  // namespace

std::string kind_of_format(std::string_view format) {
    const auto* const kind = std::ranges::find_if(
        kinds, [&](const Kind& each) { return format.starts_with(each.format); });
    return kind == kinds.end() ? "" : std::string{kind->words};
}

std::string kind_of_file(std::string_view text) {
    // The format is among the first keys; a report.json that was written by others may indent.
    constexpr std::size_t head = 4000;
    const std::string_view start = text.substr(0, head);
    if (!start.starts_with('{')) return {};
    const std::size_t format = start.find("\"format\"");
    const std::size_t value = start.find("\"wsconform-", std::min(format, start.size()));
    if (value != std::string_view::npos && value < format + 20)
        return kind_of_format(start.substr(value + 1));
    return says(text, "purpose") && says(text, "clauses") && says(text, "steps") ? "a scenario"
                                                                                 : "";
}

std::string mistaken_file(std::string_view text, std::string_view wanted) {
    const std::string kind = kind_of_file(text);
    if (kind.empty() || kind == wanted) return {};
    return "is " + kind + ", and here " + std::string{wanted} + " is wanted";
}

}  // namespace wsconform
