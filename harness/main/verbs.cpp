// SPDX-License-Identifier: Apache-2.0

#include "harness/main/verbs.hpp"
#include "harness/main/names.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include "conformance/judging/judge.hpp"
#include "conformance/scenario/conversation.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/nearest.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/scenario_check.hpp"
#include "harness/main/told_expectations.hpp"
#include "harness/simulated/mutants.hpp"
#include "reports/conclusions.hpp"
#include "reports/diff.hpp"
#include "reports/known_found.hpp"
#include "reports/report_json.hpp"
#include "reports/reproduce/played.hpp"
#include "reports/reproduce/wine_patch.hpp"
#include "reports/terminal.hpp"
#include "reports/writing.hpp"

namespace wsconform {

namespace {

const DocumentKind trace_document{"", "", "", "wsconform run --out DIR writes them to DIR/traces"};

/// Of a trace that neither conforms nor deviates; no exit status of its own.
constexpr int undecided_trace = -1;

/// An exit status: 1 if the trace shows a deviation.
int check_trace(const std::string& file, Grading grading) {
    const Trace trace = parse_trace(read_text(file, trace_document), file);
    PurposeResult result;
    result.id = trace.scenario.id;
    result.judgement = judge(trace, grading);
    std::cout << visible(file) << ": " << name_of(result.judgement.verdict);
    if (!result.judgement.reason.empty()) std::cout << ": " << visible(result.judgement.reason);
    std::cout << '\n';
    for (const Violation& violation : result.judgement.violations)
        std::cout << violation_text(result, violation);
    for (const std::string& line : result.judgement.breakdown)
        std::cout << "  " << visible(line) << '\n';
    if (result.judgement.verdict == Verdict::inconclusive) return undecided_trace;
    return result.judgement.verdict >= Verdict::fail ? 1 : 0;
}

/// An exit status: 1 if the scenario claims what no conforming provider does, 3 if that cannot be
/// told. A clause that it does not put to
/// the test is only a warning: what the scenario shows of a provider is right all the same.
int check_scenario(const std::string& file, Grading grading) {
    const ScenarioFinding finding = finding_of(scenario_in(file), grading);
    const std::string word = finding.fault.empty() ? "possible" : finding.fault;
    std::cout << visible(file) << ": " << visible(word) << '\n';
    for (const std::string& warning : finding.warnings)
        std::cout << "warning: " << visible(file) << ": " << warning << '\n';
    if (!finding.is_possible) return 1;
    return finding.fault.empty() ? 0 : 3;
}

/// A file that cannot be read or understood is told, and no reason to pass over the others.
int check_file(const std::string& file, Grading grading) {
    try {
        return is_scenario(file) ? check_scenario(file, grading) : check_trace(file, grading);
    } catch (const InputError& error) {
        std::cout.flush();
        std::cerr << "wsconform: " << visible(error.what()) << '\n';
        return 2;
    }
}

}  // namespace

int check(const std::vector<std::string>& paths, Grading grading) {
    std::set<int> statuses;
    for (const std::string& path : paths) {
        for (const std::string& file : files_to_check(path))
            statuses.insert(check_file(file, grading));
    }
    for (const int status : {2, 1, 3}) {
        if (statuses.contains(status)) return status;
    }
    if (statuses != std::set{undecided_trace}) return 0;
    std::cout << nothing_was_decided;
    return 3;
}

int diff(const std::string& older, const std::string& newer) {
    const Diff result = difference(read_snapshot(older), read_snapshot(newer));
    std::cout << diff_text(result);
    return result.exit_status();
}

int found(const std::string& report, const std::string& expectations) {
    const Report read = read_report(report);
    const KnownFound result = found_in(read, told_expectations(expectations, read));
    std::cout << found_text(result);
    return result.exit_status();
}

int try_all_mutants(const std::string& given, Grading grading, bool shows_alive) {
    constexpr std::size_t enough = 9800;
    const std::vector<Scenario> scenarios = suite_scenarios();
    const std::string filter = filter_in_full(given, scenarios);
    std::set<std::string> purposes;
    for (const Scenario& scenario : scenarios) {
        if (is_selected(dotted(scenario.id), filter)) purposes.insert(scenario.id);
    }
    if (purposes.empty())
        throw InputError{"--filter: \"" + visible(filter) +
                         "\" selects no purpose; wsconform list purposes names them all"};
    const auto trials = try_mutants(mutants_of(scenarios, grading), purposes, judge_by(grading));
    const OracleStrength strength = strength_of(trials);
    std::cout << strength_text(strength) << '\n';
    for (const Trial& trial : trials) {
        if (!shows_alive || trial.fate == Fate::alive)
            std::cout << word_for(trial.fate) << "  " << trial.mutant << "  " << trial.reason
                      << '\n';
    }
    return score_of(strength) < enough ? 1 : 0;
}

namespace {

Scenario scenario_named(const std::string& verb, const std::string& id_or_file) {
    if (id_or_file.ends_with(".json")) return scenario_in(id_or_file);
    if (const auto scenario = purpose_called(id_or_file)) return *scenario;
    std::vector<std::string> ids;
    for (const Scenario& scenario : suite_scenarios())
        ids.push_back(scenario.id);
    throw InputError{
        verb + ": \"" + visible(id_or_file) + "\" is no purpose of the suite; " +
        did_you_mean(id_or_file, ids) +
        "give one such as WSACancelAsyncRequest/zero_handle_is_refused, or a file that ends in "
        ".json; wsconform list purposes names them all"};
}

const DocumentKind test_of_wine{"", "", "",
                                "Wine's source has them, such as dlls/ws2_32/tests/sock.c"};
const DocumentKind played_document{
    "", "", "",
    "wsconform run --out DIR writes DIR/report.json, and wine zero.exe > zero.txt the other"};

PlayedFailures failures_in(const Report& report, const Scenario& scenario) {
    const auto played = std::ranges::find(report.purposes, scenario.id, &PurposeResult::id);
    if (played == report.purposes.end())
        throw InputError{"--played: the report has no purpose " + scenario.id +
                         "; give that of a run that played it"};
    return failures_reported(scenario, played->judgement.transcript);
}

/// The programs of `reproduce` say first which scenario they play.
void require_output_of(const Scenario& scenario, const std::string& said, const std::string& file) {
    const std::string first = scenario.id + ": ";
    if (said.starts_with(first) || said.find("\n" + first) != std::string::npos) return;
    throw InputError{"--played: " + visible(file) + ": is not what the program of " + scenario.id +
                     " printed; give the output of that one"};
}

void require_wine(const Report& report, const std::string& file) {
    if (report.provider == "wine" || report.provider.starts_with("wine:")) return;
    throw InputError{"--played: " + visible(file) + ": is the report of " +
                     visible(report.provider) + "; give one of Wine"};
}

/// Those given, and those that a play showed; what it showed besides is told.
std::set<std::size_t> todo_of(const Scenario& scenario, const WineTestOptions& wine) {
    std::set<std::size_t> todo{wine.todo.begin(), wine.todo.end()};
    if (wine.played.empty()) return todo;
    const std::filesystem::path given{wine.played};
    const std::string file = (is_folder(given) ? given / "report.json" : given).generic_string();
    const std::string text = read_text(file, played_document);
    PlayedFailures failures;
    if (text.starts_with('{')) {
        const Report report = parse_report(text, file);
        require_wine(report, file);
        failures = failures_in(report, scenario);
    } else {
        failures = failures_said(text);
        require_output_of(scenario, text, file);
    }
    for (const std::string& failure : failures.left_out)
        std::cerr << "notice: --played: " << visible(failure) << '\n';
    todo.merge(failures.todo);
    return todo;
}

}  // namespace

int show_scenario(const std::string& id_or_file) {
    const Scenario scenario = scenario_named("show", id_or_file);
    std::cout << visible(scenario.id) << "\n  " << visible(scenario.purpose) << '\n';
    for (const ClauseId clause : scenario.clauses)
        std::cout << "  defends " << clause->slug << " (" << clause->id << ")\n";
    std::cout << '\n';
    const auto lines = conversation_of(scenario);
    std::size_t widest = 0;
    for (const Utterance& line : lines)
        widest = std::max(widest, line.speaker.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string number = std::to_string(i + 1);
        std::string speaker = lines[i].speaker;
        number.insert(0, number.size() < 3 ? 3 - number.size() : 0, ' ');
        speaker.resize(widest, ' ');
        std::cout << number << "  " << speaker << "  " << visible(lines[i].text) << '\n';
    }
    return 0;
}

int reproduce_scenario(const std::string& id_or_file, const std::string& out, ProgramForm form,
                       const WineTestOptions& wine) {
    const bool is_for_wine = form == ProgramForm::wine;
    if (!is_for_wine && !(wine.played.empty() && wine.into.empty()))
        throw InputError{"reproduce: --played and --into are for tests of Wine; add --form wine"};
    const Scenario scenario = scenario_named("reproduce", id_or_file);
    const std::set<std::size_t> todo = todo_of(scenario, wine);
    const std::string program =
        wine.into.empty()
            ? program_of(scenario, form, todo)
            : wine_patch_of(scenario, todo, {wine.into, read_text(wine.into, test_of_wine)});
    if (const std::string words = is_for_wine ? not_compared(scenario) : ""; !words.empty())
        std::cerr << "notice: " << words << '\n';
    if (out.empty()) {
        std::cout << program;
    } else {
        write_output(out, program);
    }
    return 0;
}

}  // namespace wsconform
