// SPDX-License-Identifier: Apache-2.0

#include "harness/main/verb_words.hpp"

#include <algorithm>
#include <stdexcept>

namespace wsconform {
namespace {

constexpr std::string_view test = "Test a provider";
constexpr std::string_view judge = "Decide and compare";
constexpr std::string_view read = "Read and understand";
constexpr std::string_view suite = "Look into the suite";

const std::vector<VerbWords> all{
    {"run",
     test,
     "plays the purposes on a provider, judges what came back and writes a report",
     {"wsconform run --provider wine --out report",
      "wsconform run --provider api:./my_ws2_32.dll --filter 'WSARecvDisconnect.*'",
      "wsconform run --provider spi:./layer.dll+./base.dll --cases 100 --jobs 4"},
     "0: it conforms, or deviates as expected; 1: it deviates, beyond the expectations where they "
     "are given; 3 also: nothing was decided, purposes were lost, or the provider does not start",
     "A filter is made of purposes, calls, clauses, ambiguities and globs with colons between; "
     "what follows a '-' is left out. Flags of GoogleTest (--gtest_repeat=N, --gtest_shuffle, "
     "--gtest_list_tests, ...) are taken too."},
    {"providers",
     test,
     "lists what can be tested here, and what is missing for the rest",
     {"wsconform providers", "wsconform providers --wine /opt/wine-10.0"},
     "0",
     ""},
    {"check",
     test,
     "judges recorded traces again, and tells of scenarios whether their claims are possible",
     {"wsconform check report/traces/recv.waits_for_the_end.jsonl",
      "wsconform check my_scenario.json"},
     "0: all conform, all claims are possible; 1: a trace deviates, or a claim is impossible; 3 "
     "also: no trace was decided, or a claim cannot be told",
     "No provider is needed. Of a scenario it names the first step that no conforming provider "
     "could do as claimed. A clause that no step puts to the test is a warning."},
    {"reproduce",
     test,
     "writes a scenario as a C program that needs nothing but a compiler for Windows",
     {"wsconform reproduce WSACancelAsyncRequest/zero_handle_is_refused --out zero.c",
      "wsconform reproduce recv.waits_for_the_end --form wine --into dlls/ws2_32/tests/sock.c"},
     "0: written",
     "The program exits with 0 if all replies are as claimed, with 1 if one differs, and with 2 if "
     "that cannot be told where it runs."},
    {"bisect",
     test,
     "plays one purpose on what a commit has built, as a gate for git bisect run",
     {"git bisect start BAD GOOD",
      "git bisect run wsconform bisect recv.waits_for_the_end --build make --provider "
      "spi:./my.dll"},
     "as git bisect run wants it: 0 the purpose passes, 1 it deviates, 125 this commit cannot tell "
     "(the build failed, or nothing was decided), 128 the command line is at fault",
     ""},
    {"gate",
     judge,
     "decides for continuous integration: known deviations pass, new ones do not",
     {"wsconform gate report --expectations expectations.json",
      "wsconform gate report --expectations expectations.json --update"},
     "0: all is as expected; 1: something is new, changed, expired or not reviewed; 3 also: "
     "purposes were lost, or are untested; 4: all that differs is expectations that no longer hold",
     ""},
    {"expectations",
     judge,
     "starts a file of known deviations from a report, grouped by what causes them",
     {"wsconform expectations init report --out expectations.json",
      "wsconform expectations init report --from reports/expectations --out mine.json"},
     "0: written",
     ""},
    {"report",
     judge,
     "renders a report again, merges the shards of a run, or compares several providers",
     {"wsconform report report", "wsconform report mine wine --html compared",
      "wsconform report shard-* --merge whole.json", "wsconform report --history builds"},
     "0: rendered",
     "Without an option it prints the summary."},
    {"diff",
     judge,
     "tells what changed between two reports: newly failing, mended, other behaviour",
     {"wsconform diff yesterday today"},
     "0: nothing is worse; 1: something is",
     ""},
    {"found",
     judge,
     "tells which known deviations a run shows, by whatever purposes",
     {"wsconform found report --expectations expectations.json"},
     "0: all; 1: some were not seen",
     ""},
    {"bundle",
     judge,
     "packs a report and its traces into one sealed file",
     {"wsconform bundle report --out mine.jsonl", "wsconform bundle report --anonymous"},
     "0: written; 1: the report does not follow from its traces; 3 also: written, but nothing was "
     "decided in that run",
     ""},
    {"verify",
     judge,
     "judges the traces of a bundle again, and tells whether its report follows from them",
     {"wsconform verify mine.jsonl"},
     "0: it follows; 1: it does not; 3 also: it follows, but nothing was decided in that run",
     ""},
    {"explain",
     read,
     "explains a clause, ambiguity, purpose, call, error code, source, verdict or word of ours",
     {"wsconform explain CAR-05", "wsconform explain WSACancelAsyncRequest",
      "wsconform explain inconclusive"},
     "0",
     "A clause is found by its slug, the last part of it, its id in any case, or words of its "
     "text."},
    {"list",
     read,
     "lists clauses, purposes, calls, ambiguities, mutants or properties",
     {"wsconform list clauses", "wsconform list purposes --json"},
     "0",
     ""},
    {"show",
     read,
     "shows a scenario as a conversation between the program, the provider and the world outside",
     {"wsconform show recv.waits_for_the_end", "wsconform show my_scenario.json"},
     "0",
     ""},
    {"schema",
     read,
     "prints the JSON Schema of a file format, so that editors complete and check",
     {"wsconform schema scenario > scenario.schema.json", "wsconform schema expectations"},
     "0",
     ""},
    {"mutants",
     suite,
     "tries faulty models on the purposes: how strong the suite is",
     {"wsconform mutants", "wsconform mutants --alive --filter 'recv.*'"},
     "0: the strength is 98 % or more; 1: it is less",
     ""},
    {"explore",
     suite,
     "walks all states of the model within a bound and checks its invariants",
     {"wsconform explore --requests 1 --sockets 1",
      "wsconform explore --threads 1 --svg states.svg"},
     "0: all invariants hold; 1: one is broken, or something never happens",
     ""},
    {"man",
     suite,
     "prints the manual page of the program or of a verb",
     {"wsconform man | man -l -", "wsconform man run | man -l -"},
     "0",
     ""},
    {"completion",
     suite,
     "prints what makes bash complete verbs and options",
     {"source <(wsconform completion)"},
     "0",
     ""}};

}  // namespace

const std::vector<VerbWords>& verb_words() {
    return all;
}

const VerbWords& words_of_verb(std::string_view name) {
    const auto found = std::ranges::find(all, name, &VerbWords::name);
    if (found == all.end()) throw std::logic_error{"no words for the verb " + std::string{name}};
    return *found;
}

std::string footer_of(const VerbWords& verb) {
    std::string text;
    if (!verb.more.empty()) text += std::string{verb.more} + "\n\n";
    text += "Examples:\n";
    for (const std::string_view example : verb.examples)
        text += "  " + std::string{example} + "\n";
    return text + "\nExit status: " + std::string{verb.statuses} +
           ". With all verbs 2: what was given is wrong, in one line; 3: it could not be done.";
}

std::string overview() {
    std::string text =
        "wsconform: does a Winsock provider do what the documentation says?\n\n"
        "  wsconform run --provider wine --out report\n"
        "      plays the suite on the installed Wine; report/index.html shows what it found\n"
        "  wsconform explain WSACancelAsyncRequest\n"
        "      tells what the documentation asks of a call, and how that is tested\n"
        "  wsconform gate report --expectations expectations.json\n"
        "      lets continuous integration accept the deviations that are known\n";
    std::string_view group;
    for (const VerbWords& verb : all) {
        if (verb.group != group) text += "\n" + std::string{group = verb.group} + ":\n";
        std::string name{verb.name};
        name.resize(14, ' ');
        text += "  " + name + std::string{verb.does} + "\n";
    }
    return text +
           "\nwsconform VERB --help tells options, examples and exit statuses; docs/ tells the "
           "rest.\n";
}

}  // namespace wsconform
