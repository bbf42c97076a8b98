// The command line: which verb, with which options. What goes wrong is said once, here, in one
// line: exit status 2 for what was given to us, 3 for a run that could not be done.

#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "conformance/input_error.hpp"
#include "conformance/text.hpp"
#include "harness/main/run.hpp"
#include "harness/main/verbs.hpp"
#include "harness/process.hpp"
#include "harness/station.hpp"
#include "harness/version.hpp"

namespace wsconform {
namespace {

struct Arguments {
    RunOptions run;
    StationOptions station;
    std::string station_agent;
    std::string station_isolation{"full"};
    std::string run_isolation{"full"};
    std::uint64_t quiescence_ms{1000};
    std::uint64_t station_quiescence_ms{1000};
    std::vector<std::string> traces;
    std::string report;
    std::string expectations;
    std::string html;
    std::string junit;
    std::string clause;
    Grading grading{Grading::portable};
};

const std::map<std::string, Grading> gradings{{"strict", Grading::strict},
                                              {"portable", Grading::portable}};

void add_grading(CLI::App& verb, Grading& grading) {
    const auto choose = [&grading](const std::string& word) { grading = gradings.at(word); };
    verb.add_option_function<std::string>(
            "--grading", choose,
            "portable: WSAEINVAL and WSAEALREADY of a cancel are equal; strict: not")
        ->check(CLI::IsMember(gradings));
}

CLI::App* add_run(CLI::App& app, Arguments& arguments) {
    RunOptions& run = arguments.run;
    CLI::App* verb = app.add_subcommand("run", "plays the purposes on a provider, judges, reports");
    verb->add_option("--provider", run.provider,
                     "what to test: wine, api:PATH, spi:PATH[+PATH...] (a chain), ...; see "
                     "wsconform providers")
        ->required();
    verb->add_option("--out", run.out, "folder of the report")->capture_default_str();
    verb->add_option("--filter", run.filter, "glob over <call>.<claim>")->capture_default_str();
    verb->add_option("--seed", run.seed, "of the generated cases and the simulated provider")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    verb->add_option("--cases", run.cases, "cases to generate for each property (generated.*)")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    verb->add_option("--jobs", run.jobs, "players at once")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    add_grading(*verb, run.grading);
    verb->add_option("--expectations", run.expectations, "known deviations; exit 1 beyond them");
    verb->add_flag("--resume", run.resume, "goes on with the run that left its journal in --out");
    verb->add_option("--agent", run.agent_command, "command that starts the agent elsewhere");
    verb->add_option("--agent-program", run.agent_program, "wsconform-agent.exe to run in Wine");
    verb->add_option("--scenarios", run.scenarios,
                     "folder of scenarios in place of those built in");
    verb->add_option("--isolation", arguments.run_isolation, "none: play without namespaces")
        ->check(CLI::IsMember({"full", "none"}))
        ->capture_default_str();
    verb->add_option("--quiescence", arguments.quiescence_ms,
                     "milliseconds without an event that count as silence")
        ->check(CLI::Range(100, 60000))
        ->capture_default_str();
    verb->footer(
        "Flags of GoogleTest (--gtest_repeat=N, --gtest_shuffle, --gtest_list_tests, ...) are "
        "taken too.");
    return verb;
}

CLI::App* add_station(CLI::App& app, Arguments& arguments) {
    StationOptions& station = arguments.station;
    CLI::App* verb = app.add_subcommand("station", "")->group("");  // Started by `run` only.
    verb->add_option("--dll", station.dll);
    verb->add_option("--spi", station.chain);
    verb->add_option("--directory", station.directory);
    verb->add_option("--agent", arguments.station_agent);
    verb->add_option("--agent-program", station.agent);
    verb->add_option("--isolation", arguments.station_isolation);
    verb->add_option("--quiescence", arguments.station_quiescence_ms);
    return verb;
}

int run_station_verb(Arguments& arguments) {
    StationOptions& station = arguments.station;
    if (!arguments.station_agent.empty()) station.agent_command = arguments.station_agent;
    if (arguments.station_isolation == "none") station.isolate = Isolate::not_at_all;
    station.ixit.quiescence = std::chrono::milliseconds{arguments.station_quiescence_ms};
    return run_station(station, 0, 1);
}

int dispatch(int count, char** words) {
    // GoogleTest's own flags are taken out first; the rest is ours.
    Arguments arguments;
    std::vector<std::string> ours;
    for (int i = count - 1; i > 0; --i) {
        const std::string word = words[i];
        if (word.starts_with("--gtest_")) {
            arguments.run.gtest_arguments.insert(arguments.run.gtest_arguments.begin(), word);
        } else {
            ours.push_back(word);
        }
    }

    CLI::App app{"wsconform: does a Winsock provider do what the documentation says?", "wsconform"};
    app.set_version_flag("--version", suite_version);
    app.require_subcommand(1);
    CLI::App* run_verb = add_run(app, arguments);
    CLI::App* station_verb = add_station(app, arguments);
    CLI::App* check_verb = app.add_subcommand("check", "judges recorded traces; needs no provider");
    check_verb->add_option("TRACE", arguments.traces, "files of JSON lines")->required();
    add_grading(*check_verb, arguments.grading);
    CLI::App* report_verb = app.add_subcommand("report", "renders a report again");
    report_verb->add_option("REPORT", arguments.report, "report.json")->required();
    report_verb->add_option("--html", arguments.html, "folder for index.html");
    report_verb->add_option("--junit", arguments.junit, "file for JUnit XML");
    CLI::App* gate_verb = app.add_subcommand("gate", "decides for continuous integration");
    gate_verb->add_option("REPORT", arguments.report, "report.json")->required();
    gate_verb->add_option("--expectations", arguments.expectations, "known deviations")->required();
    CLI::App* explain_verb = app.add_subcommand("explain", "a clause, its rule and its purposes");
    explain_verb->add_option("CLAUSE", arguments.clause, "slug or id")->required();
    CLI::App* providers_verb = app.add_subcommand("providers", "what can be tested here");

    try {
        app.parse(ours);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        const std::vector<std::string> strange = app.remaining();
        if (app.get_subcommands().empty() && !strange.empty())
            throw InputError{visible(strange.front()) + ": is no verb; see wsconform --help"};
        throw InputError{visible(error.what()) + "; see wsconform --help"};
    }
    if (run_verb->parsed()) {
        arguments.run.quiescence = std::chrono::milliseconds{arguments.quiescence_ms};
        arguments.run.is_isolated = arguments.run_isolation == "full";
        return run(arguments.run);
    }
    if (station_verb->parsed()) return run_station_verb(arguments);
    if (check_verb->parsed()) return check(arguments.traces, arguments.grading);
    if (report_verb->parsed()) return render(arguments.report, arguments.html, arguments.junit);
    if (gate_verb->parsed()) return gate_report(arguments.report, arguments.expectations);
    if (explain_verb->parsed()) return explain(arguments.clause);
    return providers_verb->parsed() ? list_providers() : 2;
}

}  // namespace
}  // namespace wsconform

int main(int count, char** words) {
    try {
        return wsconform::dispatch(count, words);
    } catch (const wsconform::InputError& error) {
        std::cerr << "wsconform: " << error.what() << '\n';
        return 2;
    } catch (const wsconform::HarnessError& error) {
        std::cerr << "wsconform: " << wsconform::visible(error.what()) << '\n';
        return 3;
    }
}
