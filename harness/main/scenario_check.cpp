// SPDX-License-Identifier: Apache-2.0

#include "harness/main/scenario_check.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/judging/claim_check.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/file_kind.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"

namespace wsconform {

namespace fs = std::filesystem;

namespace {

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : between) + part;
    return text;
}

std::string clauses_text(const std::vector<ClauseId>& clauses) {
    std::vector<std::string> slugs;
    std::ranges::transform(clauses, std::back_inserter(slugs),
                           [](ClauseId clause) { return std::string{clause->slug}; });
    return slugs.empty() ? "" : ", clauses " + joined(slugs, " ");
}

/// As the author wrote it, so that it is found in the file.
std::string claimed_text(const Scenario& scenario, std::size_t index) {
    return nlohmann::json::parse(scenario.json).at("steps").at(index).at("returns").dump();
}

std::string fault_text(const Scenario& scenario, const ImpossibleClaim& fault) {
    const Step& step = scenario.steps[fault.step];
    std::string text = "impossible: step " + std::to_string(fault.step + 1) + ": " + step.action +
                       ", claimed " + claimed_text(scenario, fault.step);
    if (fault.is_about_text) text += " (which nobody sent there)";
    text += ", allowed ";
    text += fault.allowed.empty() ? "only that it does not return" : joined(fault.allowed, " or ");
    return text + clauses_text(fault.clauses);
}

}  // namespace

ScenarioFinding finding_of(const Scenario& scenario, Grading grading) {
    const ClaimCheck check = check_claims(scenario, grading);
    ScenarioFinding finding;
    finding.is_possible = !check.impossible;
    if (check.impossible) finding.fault = fault_text(scenario, *check.impossible);
    for (const ClauseId clause : check.untested) {
        finding.warnings.push_back("claims " + std::string{clause->slug} +
                                   ", but no step puts it to the test");
    }
    if (check.given_up_at) {
        finding.fault = "undecided: step " + std::to_string(*check.given_up_at + 1) +
                        ": a conforming provider could be in too many states to examine this step "
                        "and the next ones; split the scenario, or wait for quiescence in between";
    }
    if (check.hangs_at) {
        finding.warnings.push_back("is not played beyond step " +
                                   std::to_string(*check.hangs_at + 1) + ": " +
                                   scenario.steps[*check.hangs_at].action + " does not return");
    }
    return finding;
}

namespace {

/// A file of ours that is neither a trace nor a scenario: of a run's folder there are some.
bool is_of_another_kind(const std::string& file) {
    constexpr std::size_t enough = 4000;
    std::string start(enough, '\0');
    std::ifstream stream{file, std::ios::binary};
    stream.read(start.data(), enough);
    start.resize(static_cast<std::size_t>(stream.gcount()));
    const std::string kind = kind_of_file(start);
    return !kind.empty() && kind != "a trace" && kind != "a scenario";
}

}  // namespace

bool is_scenario(const std::string& file) {
    if (!file.ends_with(".json")) return false;
    std::string line;
    std::getline(std::ifstream{file}, line);
    const auto header = nlohmann::json::parse(line, nullptr, false);
    const auto format = header.is_object() ? header.value("format", nlohmann::json{}) : nullptr;
    return !format.is_string() || !format.get<std::string>().starts_with("wsconform-trace/");
}

std::vector<std::string> files_to_check(const std::string& path) {
    if (!is_folder(path) && is_of_another_kind(path))
        throw InputError{input_fault(path, "file",
                                     "is neither a trace nor a scenario, which check judges",
                                     "give DIR/traces of wsconform run --out DIR; wsconform "
                                     "report renders a report, verify judges a bundle")};
    if (!is_folder(path)) return {path};
    std::vector<std::string> files;
    std::error_code fault;
    fs::recursive_directory_iterator entry{path, fault};
    for (; !fault && entry != fs::recursive_directory_iterator{}; entry.increment(fault)) {
        const std::string file = entry->path().generic_string();
        const bool is_schema = file.ends_with(".schema.json");
        const bool is_one_to_check = file.ends_with(".json") || file.ends_with(".jsonl");
        if (is_one_to_check && !is_schema && is_file(file) && !is_of_another_kind(file))
            files.push_back(file);
    }
    if (fault)
        throw InputError{input_fault(path, "folder", "cannot be read: " + fault.message(),
                                     "give a folder with files .json or .jsonl")};
    if (files.empty()) {
        throw InputError{input_fault(path, "folder", "holds no scenario and no trace",
                                     "give a folder with files .json or .jsonl")};
    }
    std::ranges::sort(files);
    return files;
}

std::string warnings_about(const std::vector<const Scenario*>& scenarios, const std::string& path) {
    std::string text;
    for (const Scenario* scenario : scenarios) {
        const std::string file =
            is_folder(path) ? (fs::path{path} / (scenario->id + ".json")).generic_string() : path;
        const ScenarioFinding finding = finding_of(*scenario, Grading::portable);
        if (!finding.is_possible) {
            throw InputError{visible(file) + ": " + visible(finding.fault) +
                             "; claim what a conforming provider may do"};
        }
        if (!finding.fault.empty())
            text += "warning: " + visible(file) + ": " + visible(finding.fault) + "\n";
        for (const std::string& warning : finding.warnings)
            text += "warning: " + visible(file) + ": " + warning + "\n";
    }
    return text;
}

}  // namespace wsconform
