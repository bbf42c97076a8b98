// SPDX-License-Identifier: Apache-2.0

#include "reports/reproduce/played.hpp"

#include <algorithm>
#include <regex>
#include <sstream>
#include <utility>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "reports/reproduce/exclusions.hpp"

namespace wsconform {

namespace {

using reproduce::Exclusion;

constexpr const char* and_so_left_out =
    ", so no todo_wine marks it; a test of Wine checks each claim for itself";

/// Whether the observation of a report ("returned SOCKET_ERROR, WSAEINVAL") is the reply that a
/// program calls so ("WSAEINVAL").
bool is_same_reply(const std::string& observed, const std::string& reply) {
    const bool has_failed = observed.find("SOCKET_ERROR") != std::string::npos;
    if (reply.starts_with("WSA")) return observed.ends_with(", " + reply);
    return !has_failed && reply != "nothing";
}

/// Whether the step returned what is claimed of it, and only the reply of another step rules that
/// out.
bool is_one_of_a_pair(const TranscriptLine& line, const std::vector<Exclusion>& pairs) {
    return std::ranges::any_of(pairs, [&line](const Exclusion& pair) {
        return (pair.first == line.step && is_same_reply(line.observed, pair.reply)) ||
               (pair.second == line.step && is_same_reply(line.observed, pair.other));
    });
}

std::string place_of(const TranscriptLine& line) {
    return "step " + std::to_string(line.step + 1) + " (" + visible(line.action, 80) + " " +
           visible(line.observed, 80) + ")";
}

}  // namespace

PlayedFailures failures_said(const std::string& said) {
    static const std::regex step{R"(^step (\d+): .* -> .*   (DIFFERS|UNDECIDED), expected: .*)"};
    static const std::regex pair{
        R"(^(step \d+ -> .* and step \d+ -> .*)   DIFFERS: one excludes the other$)"};
    PlayedFailures failures;
    std::smatch found;
    bool is_whole = false;
    std::istringstream lines{said};
    for (std::string line; std::getline(lines, line);) {
        std::erase(line, '\r');
        for (const char* end : {"DIFFERS: ", "UNDECIDED: ", "AS EXPECTED: "})
            is_whole |= line.starts_with(end);
        constexpr std::size_t longest = 2000;
        if (line.size() >= longest) continue;
        if (std::regex_match(line, found, step)) failures.todo.insert(std::stoul(found[1]));
        if (std::regex_match(line, found, pair))
            failures.left_out.push_back("of " + found[1].str() + " one excludes the other" +
                                        and_so_left_out);
    }
    if (!is_whole)
        throw InputError{
            "--played: is not what a program of wsconform reproduce printed to its end; give "
            "the output of its form c, such as \"wine zero.exe > zero.txt\" writes it"};
    return failures;
}

PlayedFailures failures_reported(const Scenario& scenario,
                                 const std::vector<TranscriptLine>& transcript) {
    PlayedFailures failures;
    const std::vector<Exclusion> pairs = reproduce::exclusions_of(scenario);
    for (const TranscriptLine& line : transcript) {
        if (!line.violated || line.step >= scenario.steps.size()) continue;
        if (!scenario.steps[line.step].claim)
            failures.left_out.push_back(place_of(line) + " is a violation, but the scenario " +
                                        "claims nothing of it" + and_so_left_out);
        else if (is_one_of_a_pair(line, pairs))
            failures.left_out.push_back(place_of(line) +
                                        " is claimed, and excluded by an earlier reply only" +
                                        and_so_left_out);
        else
            failures.todo.insert(line.step + 1);
    }
    return failures;
}

std::string not_compared(const Scenario& scenario) {
    std::set<std::pair<std::size_t, std::size_t>> steps;
    for (const Exclusion& pair : reproduce::exclusions_of(scenario))
        steps.emplace(pair.first + 1, pair.second + 1);
    std::string text;
    for (const auto& [first, second] : steps)
        text +=
            (text.empty() ? "" : ", ") + std::to_string(first) + " with " + std::to_string(second);
    if (text.empty()) return text;
    return "replies of these steps exclude each other, and a test of Wine does not compare them: " +
           text + "; the C program does (without --form wine)";
}

}  // namespace wsconform
