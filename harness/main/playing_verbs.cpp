// SPDX-License-Identifier: Apache-2.0

#include "harness/main/playing_verbs.hpp"

#include <charconv>
#include <cstdint>

#include "conformance/text/text.hpp"
#include "harness/main/verb_options.hpp"

namespace wsconform {

namespace {

/// The library's own words for what is no number hold its 309 digits.
std::string whole_number(const std::string& text) {
    std::uint64_t number{};
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end
               ? ""
               : "\"" + visible(text, 60) + "\" is no whole number of 64 bits";
}

}  // namespace

void add_run(CLI::App& app, Arguments& arguments) {
    RunOptions& options = arguments.run;
    CLI::App* verb = add_verb(app, arguments, "run", [&arguments] { return run_verb(arguments); });
    verb->add_option("--provider", options.provider,
                     "what to test: wine, api:PATH, spi:PATH[+PATH...] (a chain), ...; see "
                     "wsconform providers")
        ->required();
    verb->add_option("--out", options.out, "folder of the report")->capture_default_str();
    verb->add_option("--filter", options.filter, filter_help)->capture_default_str();
    verb->add_option("--seed", options.seed, "of the generated cases and the simulated provider")
        ->check(whole_number)
        ->capture_default_str();
    verb->add_option("--cases", options.cases, "cases to generate for each property (generated.*)")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    verb->add_option("--jobs", options.jobs, "players at once")
        ->check(CLI::Range(1, 64))
        ->capture_default_str();
    add_grading(*verb, options.grading);
    verb->add_option(
        "--expectations", options.expectations,
        "known deviations, a file or a folder of files by version; exit 1 beyond them");
    add_allow_untested(*verb, options.allows_untested);
    add_today(*verb, arguments);
    verb->add_flag("--resume", options.resume,
                   "goes on with the run that left its journal in --out");
    verb->add_flag_callback(
        "--no-self-check", [&options] { options.checks_itself = false; },
        "plays somebody's DLL without trying known-bad ones first");
    verb->add_option("--agent", options.agent_command, "command that starts the agent elsewhere");
    verb->add_option("--far-end", options.far_end,
                     "IPv4 address of this machine at which such an agent meets the peer");
    verb->add_option("--agent-program", options.agent_program,
                     "wsconform-agent.exe to run in Wine");
    add_wine(*verb, options.wine);
    verb->add_option("--prepare", options.prepare,
                     "command run once on the Windows folder of Wine, such as wine reg import");
    verb->add_option("--prefix", options.prefix, "Windows folder of Wine to take a copy of");
    verb->add_option("--provider-id", options.provider_ids,
                     "GUID by which the top DLL of spi: looks for itself; FILE=GUID for another")
        ->allow_extra_args(false);
    verb->add_flag("--pause", options.pauses,
                   "waits, before the one purpose that --filter selects, for a debugger");
    verb->add_option("--beneath", options.beneath,
                     "what a DLL of api: forwards to, such as wine: tells its own deviations from "
                     "those that it inherits");
    verb->add_option("--scenarios", options.scenarios,
                     "folder of scenarios, or one file, in place of those built in");
    verb->add_option("--isolation", arguments.run_isolation, "none: play without namespaces")
        ->check(CLI::IsMember({"full", "none"}))
        ->capture_default_str();
    verb->add_option("--show", options.shown,
                     "file or folder that the provider may read, beside the folder of its DLL")
        ->allow_extra_args(false);
    verb->add_option("--quiescence", arguments.quiescence_ms,
                     "milliseconds without an event that count as silence")
        ->check(CLI::Range(100, 60000))
        ->capture_default_str();
}

void add_bisect(CLI::App& app, Arguments& arguments) {
    CLI::App* verb = add_verb(app, arguments, "bisect",
                              [&arguments] { return bisect(arguments.bisect, arguments.run); });
    verb->add_option("PURPOSE", arguments.bisect.purpose, "<call>/<claim> of the suite")
        ->required();
    verb->add_option("--provider", arguments.run.provider, "what the commit has built, as for run")
        ->required();
    verb->add_option("--build", arguments.bisect.build,
                     "command that builds it; where that fails, the commit is skipped");
    CLI::Option* const out = verb->add_option("--out", arguments.run.out, "folder for the report");
    add_grading(*verb, arguments.run.grading);
    verb->add_option("--agent-program", arguments.run.agent_program,
                     "wsconform-agent.exe to run in Wine");
    add_wine(*verb, arguments.run.wine);
    verb->parse_complete_callback(
        [&arguments, out] { arguments.bisect.keeps_report = out->count() > 0; });
}

/// Started by `run` only.
void add_station(CLI::App& app, Arguments& arguments) {
    StationOptions& station = arguments.station;
    CLI::App* verb = app.add_subcommand("station", "started by run only");
    verb->callback([&arguments] { arguments.status = run_station_verb(arguments); });
    verb->group("");
    verb->add_option("--dll", station.dll);
    verb->add_option("--spi", station.chain);
    verb->add_option("--prepare", station.preparation.command);
    verb->add_option("--prefix", station.preparation.original);
    verb->add_option("--prepared-as", station.preparation.key);
    verb->add_option("--provider-id", arguments.station_provider_ids);
    verb->add_option("--directory", station.directory);
    verb->add_option("--agent", arguments.station_agent);
    verb->add_option("--far-end", station.far_end);
    verb->add_option("--agent-program", station.agent);
    verb->add_option("--wine", station.wine);
    verb->add_flag("--pause", station.ixit.pauses);
    verb->add_option("--isolation", arguments.station_isolation);
    verb->add_option("--show", station.shown);
    verb->add_option("--hide", station.hidden);
    verb->add_option("--quiescence", arguments.station_quiescence_ms);
}

}  // namespace wsconform
