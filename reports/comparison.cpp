// SPDX-License-Identifier: Apache-2.0

#include "reports/comparison.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "conformance/text/text.hpp"

namespace wsconform {
namespace {

/// Something that should be the same in reports that are compared.
struct Condition {
    std::string_view name;
    std::string (*of)(const Report&);
    std::string_view consequence;
};

constexpr std::array conditions{
    Condition{"suite", [](const Report& report) { return report.suite; },
              "all are concluded with the clauses of this suite, and what only one version plays "
              "is shown as not played by the other"},
    Condition{"grading", [](const Report& report) { return report.grading; },
              "strict tells two refusals of a cancel apart that portable treats as equal"},
    Condition{"filter", [](const Report& report) { return report.filter; },
              "what a filter left out is shown as not played"},
    Condition{
        "quiescence",
        [](const Report& report) { return std::to_string(report.quiescence.count()) + " ms"; },
        "they waited for silence for different times"},
};

constexpr std::size_t longest_value = 60;

bool is_same(std::span<const Report> reports, const Condition& condition) {
    return std::ranges::all_of(reports, [&](const Report& report) {
        return condition.of(report) == condition.of(reports.front());
    });
}

/// "wine-10.0" for "wine-10.0 (Debian 10.0~repack-6)"; "Windows 10.0.19045" as it is.
std::string short_system(const Report& report) {
    return report.tested.system.substr(0, report.tested.system.find(" ("));
}

/// What sets a report apart from the others of its provider.
std::string distinction(std::span<const Report> reports, std::size_t place) {
    const Report& report = reports[place];
    const auto namesakes = [&](const auto& is_alike) {
        return std::ranges::count_if(reports, [&](const Report& other) {
            return other.provider == report.provider && is_alike(other);
        });
    };
    if (namesakes([](const Report&) { return true; }) == 1) return "";
    const auto of_as_many_bits = [&](const Report& other) {
        return bits_of(other) == bits_of(report);
    };
    if (bits_of(report) && namesakes(of_as_many_bits) == 1)
        return " (" + std::to_string(*bits_of(report)) + " bits)";
    const std::string system = short_system(report);
    const auto of_system = [&](const Report& other) { return short_system(other) == system; };
    if (!system.empty() && namesakes(of_system) == 1) return " (" + system + ")";
    for (const Condition& condition : conditions) {
        const auto alike = namesakes(
            [&](const Report& other) { return condition.of(other) == condition.of(report); });
        if (alike == 1)
            return " (" + std::string{condition.name} + " " + condition.of(report) + ")";
    }
    return " (report " + std::to_string(place + 1) + ")";
}

/// "wine has *, simulated has a.*"; of many that are alike, "the other 6 have *".
std::string who_has_what(std::span<const Report> reports, const std::vector<std::string>& names,
                         const Condition& condition) {
    std::map<std::string, std::size_t> tally;
    for (const Report& report : reports)
        ++tally[condition.of(report)];
    const auto usual =
        std::ranges::max_element(tally, {}, &std::pair<const std::string, std::size_t>::second);
    const bool are_many = usual->second > 2;
    std::string text;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        const std::string value = condition.of(reports[i]);
        if (are_many && value == usual->first) continue;
        text += (text.empty() ? "" : ", ") + visible(names[i], longest_value) + " has " +
                visible(value, longest_value);
    }
    if (!are_many) return text;
    return text + ", the other " + std::to_string(usual->second) + " have " +
           visible(usual->first, longest_value);
}

}  // namespace

std::vector<std::string> labels(std::span<const Report> reports) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < reports.size(); ++i)
        names.push_back(reports[i].provider + distinction(reports, i));
    return names;
}

std::vector<std::string> notices(std::span<const Report> reports) {
    std::vector<std::string> lines;
    const std::vector<std::string> names = labels(reports);
    for (const Condition& condition : conditions) {
        if (is_same(reports, condition)) continue;
        lines.push_back(std::string{condition.name} +
                        " differs: " + who_has_what(reports, names, condition) + "; " +
                        std::string{condition.consequence});
    }
    return lines;
}

}  // namespace wsconform
