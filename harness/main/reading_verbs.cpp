// SPDX-License-Identifier: Apache-2.0

#include "harness/main/reading_verbs.hpp"

#include <iostream>
#include <map>
#include <string>

#include "harness/main/list_verb.hpp"
#include "harness/main/manual.hpp"
#include "harness/main/providers_verb.hpp"
#include "harness/main/schema_verb.hpp"
#include "harness/main/verb_options.hpp"
#include "harness/main/verbs.hpp"

namespace wsconform {
namespace {

constexpr const char* a_report = "a report.json, or its folder";
constexpr const char* a_scenario =
    "a purpose of the suite, CALL/CLAIM or CALL.CLAIM, or a .json file";
constexpr const char* badge_help = "NAME.svg for a picture, NAME.json for shields.io";

void add_gate(CLI::App& app, Arguments& arguments) {
    GateOptions& gate = arguments.gate;
    const auto act = [&arguments, &gate] {
        gate.today = today(arguments);
        return gate_reports(gate);
    };
    CLI::App* verb = add_verb(app, arguments, "gate", act);
    verb->add_option("REPORT", gate.reports,
                     "a report.json or its folder: all shards of a run, or plays of the same")
        ->required();
    verb->add_option("--expectations", gate.expectations,
                     "known deviations, a file or a folder of files by version")
        ->required();
    add_allow_untested(*verb, gate.allows_untested);
    verb->add_flag("--update", gate.updates, "writes the expectations anew, for review");
    verb->add_option("--junit", gate.junit, "file for JUnit XML of the decision");
    verb->add_option("--markdown", gate.markdown, "file for a summary of the decision");
    verb->add_option("--badge", gate.badge, badge_help);
    add_today(*verb, arguments);
}

void add_expectations(CLI::App& app, Arguments& arguments) {
    InitOptions& init = arguments.init;
    CLI::App* verb =
        add_verb(app, arguments, "expectations", [&arguments] { return arguments.status; });
    verb->require_subcommand(1);
    CLI::App* begins =
        verb->add_subcommand("init", "writes a file with all deviations of a report");
    begins->add_option("REPORT", init.reports, a_report)->required();
    begins->add_option("--out", init.out, "the new file; standard output if left out");
    begins->add_option("--from", init.from,
                       "a file of expectations, or a folder of them, whose reasons are taken over");
    add_today(*begins, arguments);
    begins->callback([&arguments, &init] {
        init.today = today(arguments);
        arguments.status = begin_expectations(init);
    });
}

void add_bundle(CLI::App& app, Arguments& arguments) {
    BundleOptions& options = arguments.bundle;
    CLI::App* verb = add_verb(app, arguments, "bundle", [&options] { return bundle(options); });
    verb->add_option("DIR", options.folder, "as run --out wrote it")->required();
    verb->add_option("--out", options.out, "the file; else DIR/bundle.jsonl");
    verb->add_flag("--anonymous", options.is_anonymous, "without the provider's name");

    CLI::App* checked =
        add_verb(app, arguments, "verify", [&options] { return verify(options.out); });
    checked->add_option("BUNDLE", options.out, "as wsconform bundle writes it")->required();
}

void add_explore(CLI::App& app, Arguments& arguments) {
    ExploreOptions& options = arguments.explore;
    CLI::App* verb = add_verb(app, arguments, "explore", [&options] { return explore(options); });
    verb->add_option("--requests", options.bound.requests, "asynchronous look-ups")
        ->check(CLI::Range(0, 4))
        ->capture_default_str();
    verb->add_option("--threads", options.bound.threads, "that make calls")
        ->check(CLI::Range(1, 3))
        ->capture_default_str();
    verb->add_option("--sockets", options.bound.sockets, "of TCP, each with a peer")
        ->check(CLI::Range(0, 2))
        ->capture_default_str();
    verb->add_option("--svg", options.svg, "file for the graph of states");
    verb->add_option("--scenarios", options.scenarios,
                     "new folder for scenarios that show every kind of transition");
}

void add_mutants(CLI::App& app, Arguments& arguments) {
    CLI::App* verb = add_verb(app, arguments, "mutants", [&arguments] {
        return try_all_mutants(arguments.run.filter, arguments.grading, arguments.shows_alive);
    });
    verb->add_option("--filter", arguments.run.filter, filter_help)->capture_default_str();
    verb->add_flag("--alive", arguments.shows_alive, "lists those alone that no purpose kills");
    add_grading(*verb, arguments.grading);
}

const std::map<std::string, ProgramForm> program_forms{{"c", ProgramForm::c},
                                                       {"wine", ProgramForm::wine}};

void add_reproduce(CLI::App& app, Arguments& arguments) {
    const auto act = [&arguments] {
        return reproduce_scenario(arguments.scenario, arguments.program, arguments.form,
                                  arguments.wine_test);
    };
    CLI::App* verb = add_verb(app, arguments, "reproduce", act);
    verb->add_option("SCENARIO", arguments.scenario, a_scenario)->required();
    verb->add_option("--out", arguments.program, "the file; standard output if left out");
    const auto choose = [&arguments](const std::string& word) {
        arguments.form = program_forms.at(word);
    };
    verb->add_option_function<std::string>("--form", choose,
                                           "c: stands alone; wine: a test of Wine's own suite")
        ->check(CLI::IsMember(program_forms));
    verb->add_option("--todo", arguments.wine_test.todo,
                     "with --form wine: a step that Wine is known to fail");
    verb->add_option("--played", arguments.wine_test.played,
                     "with --form wine: a report of Wine, or what the C program printed there; "
                     "the steps that fail in it are todo");
    verb->add_option("--into", arguments.wine_test.into,
                     "with --form wine: the test file of Wine to make a patch of");
}

void add_report(CLI::App& app, Arguments& arguments) {
    RenderOptions& options = arguments.render;
    CLI::App* verb = add_verb(app, arguments, "report", [&options] { return render(options); });
    verb->add_option("REPORT", options.reports,
                     "a report.json or its folder; the shards of a run count as one report");
    verb->add_option("--history", options.history,
                     "folder of reports of many builds of a provider: what turned, and when");
    verb->add_option("--html", options.html, "folder for index.html");
    verb->add_option("--junit", options.junit, "file for JUnit XML");
    verb->add_option("--markdown", options.markdown,
                     "file for a summary or comparison in Markdown");
    verb->add_option("--badge", options.badge, badge_help);
    verb->add_option("--merge", options.merge, "file for the report.json of all shards of a run");
}

/// Those with next to no options.
void add_small_verbs(CLI::App& app, Arguments& arguments) {
    CLI::App* checks = add_verb(app, arguments, "check", [&arguments] {
        return check(arguments.traces, arguments.grading);
    });
    checks
        ->add_option("FILE", arguments.traces,
                     "trace (JSON lines) or scenario (.json), or a folder of them")
        ->required();
    add_grading(*checks, arguments.grading);
    CLI::App* differs = add_verb(app, arguments, "diff",
                                 [&arguments] { return diff(arguments.older, arguments.newer); });
    differs->add_option("OLD", arguments.older, a_report)->required();
    differs->add_option("NEW", arguments.newer, a_report)->required();
    CLI::App* finds = add_verb(app, arguments, "found", [&arguments] {
        return found(arguments.newer, arguments.gate.expectations);
    });
    finds->add_option("REPORT", arguments.newer, a_report)->required();
    finds
        ->add_option("--expectations", arguments.gate.expectations,
                     "known deviations, a file or a folder of files by version")
        ->required();
    CLI::App* explains =
        add_verb(app, arguments, "explain", [&arguments] { return explain(arguments.clause); });
    explains
        ->add_option("NAME", arguments.clause,
                     "such as CAR-05, AMB-01, recv, WSAEINVAL, D/recv, inconclusive")
        ->required();
    CLI::App* lists = add_verb(app, arguments, "providers",
                               [&arguments] { return list_providers(arguments.run); });
    add_wine(*lists, arguments.run.wine);
}

void add_looking_verbs(CLI::App& app, Arguments& arguments) {
    CLI::App* lists = add_verb(app, arguments, "list",
                               [&arguments] { return list(arguments.name, arguments.as_json); });
    lists
        ->add_option("WHAT", arguments.name,
                     "clauses, purposes, calls, ambiguities, mutants or properties")
        ->required();
    lists->add_flag("--json", arguments.as_json, "as JSON, for programs");
    CLI::App* shows = add_verb(app, arguments, "show",
                               [&arguments] { return show_scenario(arguments.scenario); });
    shows->add_option("SCENARIO", arguments.scenario, a_scenario)->required();
    CLI::App* schema =
        add_verb(app, arguments, "schema", [&arguments] { return print_schema(arguments.name); });
    schema->add_option("NAME", arguments.name, "scenario, report or expectations")->required();
    CLI::App* man = add_verb(app, arguments, "man", [&app, &arguments] {
        std::cout << manual_page(app, arguments.name);
        return 0;
    });
    man->add_option("VERB", arguments.name, "the program's own page if left out");
    add_verb(app, arguments, "completion", [&app] {
        std::cout << bash_completion(app);
        return 0;
    });
}

}  // namespace

void add_reading_verbs(CLI::App& app, Arguments& arguments) {
    for (const auto add : {add_report, add_gate, add_expectations, add_bundle, add_small_verbs,
                           add_reproduce, add_explore, add_mutants, add_looking_verbs})
        add(app, arguments);
}

}  // namespace wsconform
