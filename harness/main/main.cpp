// SPDX-License-Identifier: Apache-2.0

// The command line: which verb, with which options. What goes wrong is said once, here, in one
// line: exit status 2 for what was given to us, 3 for a run that could not be done.

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <iostream>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "conformance/text/input_error.hpp"
#include "conformance/text/text.hpp"
#include "harness/harness_error.hpp"
#include "harness/main/arguments.hpp"
#include "harness/main/playing_verbs.hpp"
#include "harness/main/providers_verb.hpp"
#include "harness/main/standard_output.hpp"
#include "harness/main/verb_options.hpp"
#include "harness/main/verbs.hpp"
#include "harness/version.hpp"

namespace wsconform {
namespace {

constexpr const char* badge_help = "NAME.svg for a picture, NAME.json for shields.io";

void add_gate(CLI::App& app, Arguments& arguments) {
    GateOptions& gate = arguments.gate;
    const auto act = [&arguments, &gate] {
        gate.today = today(arguments);
        return gate_reports(gate);
    };
    CLI::App* verb = add_verb(app, arguments, "gate", "decides for continuous integration", act);
    verb->add_option("REPORT", gate.reports, "report.json: all shards, or plays of the same")
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

void add_bundle(CLI::App& app, Arguments& arguments) {
    BundleOptions& options = arguments.bundle;
    CLI::App* verb = add_verb(app, arguments, "bundle", "a report and its traces in one file",
                              [&options] { return bundle(options); });
    verb->add_option("DIR", options.folder, "as run --out wrote it")->required();
    verb->add_option("--out", options.out, "the file; else DIR/bundle.jsonl");
    verb->add_flag("--anonymous", options.is_anonymous, "without the provider's name");

    CLI::App* checked = add_verb(app, arguments, "verify", "judges the traces of a bundle again",
                                 [&options] { return verify(options.out); });
    checked->add_option("BUNDLE", options.out, "as wsconform bundle writes it")->required();
}

void add_explore(CLI::App& app, Arguments& arguments) {
    ExploreOptions& options = arguments.explore;
    CLI::App* verb = add_verb(app, arguments, "explore",
                              "walks all states of the model within a bound; checks it",
                              [&options] { return explore(options); });
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
    CLI::App* verb = add_verb(
        app, arguments, "mutants", "tries faulty models on the purposes: the oracle's strength",
        [&arguments] { return try_all_mutants(arguments.run.filter, arguments.grading); });
    verb->add_option("--filter", arguments.run.filter,
                     "purposes: globs such as recv.*, calls, clauses; colons between")
        ->capture_default_str();
    add_grading(*verb, arguments.grading);
}

const std::map<std::string, ProgramForm> program_forms{{"c", ProgramForm::c},
                                                       {"wine", ProgramForm::wine}};

void add_reproduce(CLI::App& app, Arguments& arguments) {
    const auto act = [&arguments] {
        return reproduce_scenario(arguments.scenario, arguments.program, arguments.form,
                                  arguments.todo);
    };
    CLI::App* verb = add_verb(app, arguments, "reproduce", "writes a scenario as a C program", act);
    verb->add_option("SCENARIO", arguments.scenario, "<call>/<claim> of the suite, or a .json file")
        ->required();
    verb->add_option("--out", arguments.program, "the file; standard output if left out");
    const auto choose = [&arguments](const std::string& word) {
        arguments.form = program_forms.at(word);
    };
    verb->add_option_function<std::string>("--form", choose,
                                           "c: stands alone; wine: a test of Wine's own suite")
        ->check(CLI::IsMember(program_forms));
    verb->add_option("--todo", arguments.todo,
                     "with --form wine: a step that Wine is known to fail");
}

void add_report(CLI::App& app, Arguments& arguments) {
    RenderOptions& options = arguments.render;
    CLI::App* verb =
        add_verb(app, arguments, "report", "renders a report again, or compares several providers",
                 [&options] { return render(options); });
    verb->add_option("REPORT", options.reports,
                     "report.json, or its folder; the shards of a run count as one report")
        ->required();
    verb->add_option("--html", options.html, "folder for index.html");
    verb->add_option("--junit", options.junit, "file for JUnit XML");
    verb->add_option("--markdown", options.markdown,
                     "file for a summary or comparison in Markdown");
    verb->add_option("--badge", options.badge, badge_help);
    verb->add_option("--merge", options.merge, "file for the report.json of all shards of a run");
}

/// Those with next to no options.
void add_small_verbs(CLI::App& app, Arguments& arguments) {
    CLI::App* checks =
        add_verb(app, arguments, "check", "judges traces and checks scenarios; needs no provider",
                 [&arguments] { return check(arguments.traces, arguments.grading); });
    checks
        ->add_option("FILE", arguments.traces,
                     "trace (JSON lines) or scenario (.json), or a folder of them")
        ->required();
    checks->footer(
        "Of a scenario it says whether a conforming provider could do all that is claimed "
        "(possible), or the first step where none could (impossible: exit status 1). A clause that "
        "no step puts to the test is a warning.");
    add_grading(*checks, arguments.grading);
    CLI::App* differs = add_verb(app, arguments, "diff", "what changed between two reports",
                                 [&arguments] { return diff(arguments.older, arguments.newer); });
    differs->add_option("OLD", arguments.older, "report.json")->required();
    differs->add_option("NEW", arguments.newer, "report.json")->required();
    CLI::App* finds = add_verb(
        app, arguments, "found", "which known deviations a run shows, by whatever purposes",
        [&arguments] { return found(arguments.newer, arguments.gate.expectations); });
    finds->add_option("REPORT", arguments.newer, "report.json")->required();
    finds
        ->add_option("--expectations", arguments.gate.expectations,
                     "known deviations, a file or a folder of files by version")
        ->required();
    CLI::App* explains = add_verb(app, arguments, "explain",
                                  "a clause, ambiguity, purpose, call, code, source or word",
                                  [&arguments] { return explain(arguments.clause); });
    explains
        ->add_option("NAME", arguments.clause,
                     "such as CAR-05, AMB-01, recv, WSAEINVAL, D/recv, inconclusive")
        ->required();
    CLI::App* lists = add_verb(app, arguments, "providers", "what can be tested here",
                               [&arguments] { return list_providers(arguments.run); });
    add_wine(*lists, arguments.run.wine);
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
    for (const auto add : {add_run, add_report, add_gate, add_bundle, add_small_verbs,
                           add_reproduce, add_explore, add_mutants, add_station})
        add(app, arguments);

    try {
        app.parse(ours);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        const std::vector<std::string> strange = app.remaining();
        if (app.get_subcommands().empty() && !strange.empty())
            throw InputError{visible(strange.front()) + ": is no verb; see wsconform --help"};
        throw InputError{visible(error.what()) + "; see wsconform --help"};
    }
    return arguments.status;
}

constexpr const char* no_memory = "this machine gives no more memory; free some and run again";

/// Where an exception cannot be caught, such as in a destructor that finds no memory. What was
/// played is on the disk, and stations end with this process.
[[noreturn]] void end_at_once() {
    std::string_view words = "internal fault; report it with the words that you gave";
    try {
        if (std::current_exception()) throw;
    } catch (const std::bad_alloc&) {
        words = no_memory;
    } catch (...) {
        // There is no telling what it was.
    }
    for (const std::string_view part : {std::string_view{"wsconform: "}, words, {"\n"}}) {
        [[maybe_unused]] const auto written = write(STDERR_FILENO, part.data(), part.size());
    }
    _exit(3);
}

/// One line, and what was printed before it.
int refused(const std::string& words, int status) {
    std::cout.flush();
    std::cerr << "wsconform: " << visible(words) << '\n';
    return status;
}

}  // namespace
}  // namespace wsconform

/// The schema validator asks for memory in this way, and does not look at the answer.
void* operator new(std::size_t size, const std::nothrow_t& /*unused*/) noexcept {
    return ::operator new(size);  // What it throws ends the program: end_at_once.
}

int main(int count, char** words) {
    std::set_terminate(wsconform::end_at_once);
    wsconform::open_closed_streams();
    wsconform::let_large_writes_fail();
    try {
        const int status = wsconform::dispatch(count, words);
        wsconform::flush_output();
        return status;
    } catch (const wsconform::InputError& error) {
        return wsconform::refused(error.what(), 2);
    } catch (const wsconform::HarnessError& error) {
        return wsconform::refused(error.what(), 3);
    } catch (const std::bad_alloc&) {
        return wsconform::refused(wsconform::no_memory, 3);
    } catch (const std::filesystem::filesystem_error& error) {
        return wsconform::refused(
            error.path1().string() + ": " + error.code().message() + "; mend that, or name another",
            3);
    } catch (const std::system_error& error) {
        return wsconform::refused(std::string{"this machine refuses: "} + error.what() +
                                      "; free what it lacks, or raise its limits, and run again",
                                  3);
    } catch (const std::exception& error) {
        return wsconform::refused(std::string{"internal fault: "} + error.what() +
                                      "; report it with the words that you gave",
                                  3);
    }
}
