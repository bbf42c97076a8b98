#include "harness/main/verbs.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include "conformance/judging/judge.hpp"
#include "conformance/judging/unreachable.hpp"
#include "conformance/suite/suite.hpp"
#include "conformance/text/document.hpp"
#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/main/embedded.hpp"
#include "harness/main/station_command.hpp"
#include "harness/provider_spec.hpp"
#include "harness/simulated/mutants.hpp"
#include "harness/station/process.hpp"
#include "harness/station/remote_player.hpp"
#include "reports/diff.hpp"
#include "reports/known_found.hpp"
#include "reports/output_folder.hpp"
#include "reports/report_json.hpp"
#include "reports/terminal.hpp"

namespace wsconform {

namespace {

const DocumentKind trace_document{"", "", "", "wsconform run --out DIR writes them to DIR/traces"};

}  // namespace

int check(const std::vector<std::string>& traces, Grading grading) {
    bool deviates = false;
    for (const std::string& file : traces) {
        const Trace trace = parse_trace(read_text(file, trace_document), file);
        PurposeResult result;
        result.id = trace.scenario.id;
        result.judgement = judge(trace, grading);
        std::cout << visible(file) << ": " << name_of(result.judgement.verdict);
        if (!result.judgement.reason.empty()) std::cout << ": " << visible(result.judgement.reason);
        std::cout << '\n';
        for (const Violation& violation : result.judgement.violations)
            std::cout << violation_text(result, violation);
        deviates |= result.judgement.verdict >= Verdict::fail;
    }
    return deviates ? 1 : 0;
}

namespace {

/// The lines of the model that cite the clause.
void show_rules(const Clause& clause) {
    const std::string citation = "\"" + std::string{clause.slug} + "\"_clause";
    for (const embedded::File& file : embedded::model_files) {
        std::size_t line = 1;
        for (std::size_t at = 0; at < file.text.size(); ++line) {
            const std::size_t end = std::min(file.text.find('\n', at), file.text.size());
            const std::string_view text = file.text.substr(at, end - at);
            if (text.find(citation) != std::string_view::npos) {
                const std::size_t indent = std::min(text.find_first_not_of(' '), text.size());
                std::cout << "rule:      model/" << file.name << ':' << line << ": "
                          << text.substr(indent) << '\n';
            }
            at = end + 1;
        }
    }
}

std::string_view word_for_strength(Strength strength) {
    return word_for(strength);
}

}  // namespace

int explain(const std::string& slug_or_id) {
    const auto id = ClauseId::find(slug_or_id);
    if (!id) {
        throw InputError{"explain: \"" + visible(slug_or_id) +
                         "\" is no clause; give a slug such as cancel-async.zero-handle-is-refused "
                         "or an id such as CAR-05"};
    }
    const Clause& clause = **id;
    std::cout << clause.slug << " (" << clause.id << ", " << word_for_strength(clause.strength)
              << ", Winsock " << clause.levels << ")\n  " << clause.text << '\n'
              << "allowed:   " << clause.allowed << '\n'
              << "observed:  " << clause.observe << '\n'
              << "sources:   " << clause.sources << '\n';
    if (!clause.ambiguities.empty()) std::cout << "ambiguous: " << clause.ambiguities << '\n';
    show_rules(clause);
    for (const Scenario& scenario : suite_scenarios()) {
        if (std::ranges::find(scenario.clauses, *id) != scenario.clauses.end())
            std::cout << "purpose:   " << scenario.id << ": " << scenario.purpose << '\n';
    }
    const auto unreachable = unreachable_clauses();
    if (const auto reason = unreachable.find(*id); reason != unreachable.end())
        std::cout << "untested:  " << reason->second << '\n';
    return 0;
}

int diff(const std::string& older, const std::string& newer) {
    const Diff result = difference(read_snapshot(older), read_snapshot(newer));
    std::cout << diff_text(result);
    return result.exit_status();
}

int found(const std::string& report, const std::string& expectations) {
    const KnownFound result = found_in(read_report(report), read_expectations(expectations));
    std::cout << found_text(result);
    return result.exit_status();
}

int try_all_mutants(const std::string& filter, Grading grading) {
    constexpr std::size_t enough = 9800;
    const std::vector<Scenario> scenarios = suite_scenarios();
    std::set<std::string> purposes;
    for (const Scenario& scenario : scenarios) {
        if (is_selected(dotted(scenario.id), filter)) purposes.insert(scenario.id);
    }
    if (purposes.empty())
        throw InputError{"--filter: \"" + visible(filter) +
                         "\" selects no purpose; give a glob over <call>.<claim>"};
    const auto trials = try_mutants(mutants_of(scenarios, grading), purposes, judge_by(grading));
    for (const Trial& trial : trials)
        std::cout << word_for(trial.fate) << "  " << trial.mutant << "  " << trial.reason << '\n';
    const OracleStrength strength = strength_of(trials);
    std::cout << strength_text(strength) << '\n';
    return score_of(strength) < enough ? 1 : 0;
}

namespace {

/// The same as the suite's of that name would be called: the last folder and the file.
std::string id_of(const std::filesystem::path& file) {
    const auto folder = std::filesystem::absolute(file).parent_path().filename();
    return (folder / file.stem()).generic_string();
}

Scenario scenario_named(const std::string& id_or_file) {
    if (id_or_file.ends_with(".json")) {
        const DocumentKind kind{"", "", "", "see scenarios/README.md"};
        return parse_scenario(read_text(id_or_file, kind), id_of(id_or_file), id_or_file);
    }
    if (const auto scenario = suite_scenario(id_or_file)) return *scenario;
    throw InputError{"reproduce: \"" + visible(id_or_file) +
                     "\" is no purpose of the suite; give one such as "
                     "WSACancelAsyncRequest/zero_handle_is_refused, or a file that ends in .json"};
}

}  // namespace

int reproduce_scenario(const std::string& id_or_file, const std::string& out, ProgramForm form,
                       const std::vector<std::size_t>& todo) {
    const std::string program =
        program_of(scenario_named(id_or_file), form, {todo.begin(), todo.end()});
    if (out.empty()) {
        std::cout << program;
    } else {
        write_whole(out, program);
    }
    return 0;
}

int list_providers() {
    for (const ProviderForm& form : provider_forms())
        std::cout << form.form
                  << std::string(form.form.size() < 24 ? 24 - form.form.size() : 1, ' ')
                  << form.what << '\n';
    std::cout << "\nhere:\n  simulated: yes\n";
    try {
        const RunOptions options;
        RemoteOptions remote;
        remote.station = station_command(options, parse_provider("wine"));
        const RemotePlayer player{remote};
        const auto& missing = player.report().missing;
        std::cout << "  wine: " << (missing.contains("agent") ? missing.at("agent") : "yes")
                  << '\n';
        for (const auto& [tester, reason] : missing) {
            if (tester != "agent") std::cout << "  " << tester << ": missing: " << reason << '\n';
        }
    } catch (const std::runtime_error& error) {
        std::cout << "  wine: no: " << error.what() << '\n';
    }
    return 0;
}

}  // namespace wsconform
